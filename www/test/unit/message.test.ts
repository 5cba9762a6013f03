import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import english from "../../../data/messages/en.json";
import chinese from "../../../data/messages/zh-Hans.json";
import { loadEnglish, text } from "../../src/strings";
import { en as englishStrings } from "../../src/strings/en";
import { zhHans } from "../../src/strings/zh-Hans";
import { failureSentence } from "../../src/text/failure";
import { conceptTitle, fill, learnTitles, sentence } from "../../src/text/message";

/** Names between braces, each once, sorted. */
function places(template: string): string[] {
  return [...new Set([...template.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1] ?? ""))].sort();
}

describe("English", () => {
  it("is Chinese until it is there", async () => {
    expect(text("step.data", {}, "en")).toBe(text("step.data", {}, "zh-Hans"));
    await loadEnglish();
    expect(text("step.data", {}, "en")).toBe(englishStrings["step.data"]);
    expect(sentence("verdict.yes", {}, "en")).toBe(english["verdict.yes"]);
  });
});

describe("filling a template", () => {
  it("joins lists as the language does", () => {
    expect(fill("写到“{words}”。", { words: ["托管", "作业"] }, "zh-Hans")).toBe("写到“托管、作业”。");
    expect(fill("says “{words}”.", { words: ["托管", "作业"] }, "en")).toBe("says “托管, 作业”.");
  });

  it("writes the word of the table for an argument that is a code, and leaves other values as they are", () => {
    expect(fill("只能给{kind.kind}的编号", { kind: "project" }, "zh-Hans")).toBe("只能给项目的编号");
    expect(fill("{kind.from} → {kind.to}", { from: "need", to: "no-such-kind" }, "en")).toBe("Need → no-such-kind");
    expect(fill("{kind.missing}", {}, "zh-Hans")).toBe("{kind.missing}");
    expect(fill("{kind.n}", { n: 3 }, "zh-Hans")).toBe("3");
    expect(sentence("failure.only_ids", { kind: "project" }, "zh-Hans")).toContain("项目");
  });

  it("writes the titles of concepts once the core has told them, also in lists", () => {
    const words = ["concept.test-only", "托管", "concept.unheard-of"];
    expect(fill("{words}", { words }, "zh-Hans")).toBe("concept.test-only、托管、concept.unheard-of");
    const title = { "zh-Hans": "课后照护", en: "after-school care" };
    learnTitles([{ id: "test-only", axis: "service", parent: null, title, note: null }]);
    expect(fill("{words}", { words }, "zh-Hans")).toBe("课后照护、托管、concept.unheard-of");
    expect(fill("{word}", { word: "concept.test-only" }, "en")).toBe("after-school care");
    expect(conceptTitle("unheard-of", "en")).toBe("unheard-of");
  });

  it("leaves a place without an argument visible", () => {
    expect(fill("{a} 和 {b}", { a: 1 }, "zh-Hans")).toBe("1 和 {b}");
  });

  it("takes words of the data as they are, braces and dollar signs too", () => {
    expect(fill("“{text}”", { text: "$& {row} $1" }, "zh-Hans")).toBe("“$& {row} $1”");
  });

  it("does not take a name that objects inherit", () => {
    expect(fill("{constructor}", {}, "zh-Hans")).toBe("{constructor}");
    expect(sentence("toString", {}, "zh-Hans")).toBe("toString");
  });
});

describe.each([
  ["the core's messages", chinese as Record<string, string>, english as Record<string, string>],
  ["the page's own words", zhHans, englishStrings],
])("%s", (_, zh: Readonly<Record<string, string>>, en: Readonly<Record<string, string>>) => {
  it("have the same keys in both languages", () => {
    expect(Object.keys(zh).length).toBeGreaterThan(100);
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
  });

  it("have the same places in both languages", () => {
    for (const [key, template] of Object.entries(zh)) expect([key, places(en[key] ?? "")]).toEqual([key, places(template)]);
  });

  it("are written, and in their language", () => {
    for (const [key, template] of Object.entries(en)) {
      expect([key, template.trim()]).not.toEqual([key, ""]);
      // English may name Chinese words only in quotes or brackets, or as an example.
      const rest = template.replace(/“[^”]*”|\([^)]*\)|(?:example|e\.g\.):? .*$/g, "");
      expect([key, /\p{Script=Han}/u.test(rest)]).toEqual([key, false]);
    }
    for (const [key, template] of Object.entries(zh)) {
      expect([key, /\p{Script=Han}|[、：；]/u.test(template)]).toEqual([key, true]);
    }
  });
});

describe("the page's own words", () => {
  it("are all used", () => {
    const source = files(join(import.meta.dirname, "../../src"))
      .filter((path) => !path.includes("/strings/"))
      .map((path) => readFileSync(path, "utf8"))
      .join("\n");
    // Keys that are put together from a family and a value of the core.
    const families = ["failure.", "overview.", "unit.", "pick.", "answer.", "texts.asking.", "texts.candidate.", "fact.", "typed.match.", "decide.do.", "decide.is.", "decide.did.", "fates.", "format.", "export.", "template.", "merges.stands."];
    const unused = Object.keys(englishStrings).filter(
      (key) => !source.includes(`"${key}"`) && !families.some((family) => key.startsWith(family)),
    );
    expect(unused).toEqual([]);
  });
});

describe("a failure", () => {
  it("of the page, of the core, or unheard of has a sentence", () => {
    expect(failureSentence({ code: "timeout", args: {} }, "zh-Hans")).toContain("太久没有结果");
    expect(failureSentence({ code: "unknown_record", args: { id: "org-999" } }, "zh-Hans")).toContain("org-999");
    expect(failureSentence({ code: "never_heard_of", args: {} }, "en")).toContain("never_heard_of");
  });
});

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
