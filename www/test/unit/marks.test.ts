import { describe, expect, it } from "vitest";
import type { Evidence } from "../../src/contract";
import { pairs, segments } from "../../src/text/marks";

function evidence(from: Evidence["from"], to: Evidence["to"], kind: "shown" | "inferred" = "shown"): Evidence {
  return { from, to, via: "", kind };
}

const NEED = { from: "need", to: "organization" } as const;

describe("marks", () => {
  it("count code points, so that characters outside the basic plane do not shift them", () => {
    // 𠮷 takes two UTF-16 units, 👵 too.
    const text = "𠮷家👵带不动";
    const [before, marked, after] = segments(text, [{ span: [3, 6], pair: 1 }]);
    expect(before?.text).toBe("𠮷家👵");
    expect(marked).toEqual({ text: "带不动", pairs: [1], begins: [1], inferred: false });
    expect(after).toBeUndefined();
  });

  it("cut overlapping ranges so that every piece knows its pairs, and number each pair once", () => {
    const pieces = segments("放学后孩子", [
      { span: [0, 3], pair: 1 },
      { span: [2, 5], pair: 2 },
    ]);
    expect(pieces).toEqual([
      { text: "放学", pairs: [1], begins: [1], inferred: false },
      { text: "后", pairs: [1, 2], begins: [2], inferred: false },
      { text: "孩子", pairs: [2], begins: [], inferred: false },
    ]);
  });

  it("lose nothing of the text, whatever the spans", () => {
    const text = "老人白天没人照看";
    const spans: [number, number][] = [[0, 2], [1, 4], [7, 99], [-1, 2], [5, 5], [6, 4]];
    const pieces = segments(text, spans.map((span, index) => ({ span, pair: index + 1 })));
    expect(pieces.map((piece) => piece.text).join("")).toBe(text);
    // Only the first two are ranges of this text.
    expect([...new Set(pieces.flatMap((piece) => piece.pairs))]).toEqual([1, 2]);
  });

  it("leave a text without marks whole", () => {
    expect(segments("照看", [])).toEqual([{ text: "照看", pairs: [], begins: [], inferred: false }]);
  });
});

describe("pairs", () => {
  it("join the same words of the query, in the order in which they stand there", () => {
    const joined = pairs([{ feature: "text", evidence: [
      evidence([4, 6], ["description", 10, 12]),
      evidence([0, 2], ["skills.1", 0, 2]),
      evidence([4, 6], ["fields.0", 0, 2]),
      evidence([4, 6], ["description", 10, 12]),
    ] }], NEED);
    expect(joined.map((pair) => [pair.number, pair.from])).toEqual([
      [1, ["text", 0, 2]],
      [2, ["text", 4, 6]],
    ]);
    expect(joined[1]?.to).toEqual([
      ["description", 10, 12],
      ["fields.0", 0, 2],
    ]);
  });

  it("of other queries follow the fields as they are shown, tenth item after second", () => {
    const joined = pairs(
      [{ feature: "text", evidence: [
        evidence(["description", 0, 2], ["name", 0, 2]),
        evidence(["fields.10", 0, 2], ["name", 2, 4]),
        evidence(["fields.2", 3, 5], ["name", 4, 6]),
        evidence(["fields.2", 3, 7], ["name", 4, 8]),
        evidence(["unheard-of", 0, 1], ["name", 8, 9]),
        evidence(["name", 1, 2], ["name", 9, 10]),
      ] }],
      { from: "project", to: "funder" },
    );
    expect(joined.map((pair) => pair.from)).toEqual([
      ["name", 1, 2],
      ["fields.2", 3, 7],
      ["fields.2", 3, 5],
      ["fields.10", 0, 2],
      ["description", 0, 2],
      ["unheard-of", 0, 1],
    ]);
  });

  it("count as inferred only when nothing shows them", () => {
    const joined = pairs([{ feature: "text", evidence: [
      evidence([0, 2], ["fields.0", 0, 2], "inferred"),
      evidence([0, 2], ["skills.0", 0, 2], "shown"),
      evidence([3, 4], ["skills.0", 3, 4], "inferred"),
    ] }], NEED);
    expect(joined.map((pair) => pair.inferred)).toEqual([false, true]);
  });

  it("name the concepts that join words that differ, each once; close ones are inferred", () => {
    const same: Evidence = { from: [0, 4], to: ["fields.0", 0, 4], via: "after-school", kind: "shown" };
    const close: Evidence = { from: [5, 7], to: ["skills.0", 0, 2], via: "tutoring", near: "reading", kind: "inferred" };
    const joined = pairs(
      [
        { feature: "concepts", evidence: [same, { ...same, to: ["skills.1", 0, 2] }, close] },
        { feature: "text", evidence: [evidence([0, 4], ["fields.0", 0, 4])] },
      ],
      NEED,
    );
    expect(joined.map(({ number, inferred, concepts, to }) => [number, inferred, concepts, to.length])).toEqual([
      [1, false, [{ concept: "after-school", near: null }], 2],
      [2, true, [{ concept: "tutoring", near: "reading" }], 1],
    ]);
    const [, piece] = segments("放学后没人", [{ span: [2, 4], pair: 2, inferred: true }]);
    expect(piece).toEqual({ text: "后没", pairs: [2], begins: [2], inferred: true });
  });

  it("know that of a need only the text is read, and what the core calls the description of a call", () => {
    const [need] = pairs([{ feature: "text", evidence: [evidence(["name", 0, 2], ["text", 3, 5])] }], { from: "project", to: "need" });
    expect([need?.from, need?.to]).toEqual([["name", 0, 2], [["text", 3, 5]]]);
    const [call] = pairs([{ feature: "text", evidence: [evidence(["name", 0, 2], ["description", 3, 5])] }], {
      from: "organization",
      to: "call",
    });
    expect(call?.to).toEqual([["rules_text", 3, 5]]);
  });
});
