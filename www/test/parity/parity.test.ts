import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { Loader, type Engine, type MatchJob } from "../../pkg/matchgraph.js";
import type {
  MatchRequest,
  NeedList,
  Neighbourhood,
  Problem,
  Progress,
  RecordView,
  Result,
  Summary,
} from "../../src/contract";
import type { Spot } from "../../src/text/marks";
import { brokenFiles } from "./broken";
import { dataFiles, inFolder, load, native, sample, text } from "./native";

const AS_OF = "2026-01-01";
const route = "need-organization";

let engine: Engine;
let lines: string[];

beforeAll(async () => {
  engine = await load(dataFiles(sample));
  const printed = native(["match", "--data", sample, "--route", route, "--as-of", AS_OF, "--format", "jsonl"]);
  expect(printed.endsWith("\n")).toBe(true);
  lines = printed.slice(0, -1).split("\n");
}, 60_000);

/** Runs a job to its end in steps of `units`. */
function finish(job: MatchJob, units: number): string {
  let out = "";
  for (;;) {
    const progress = JSON.parse(text(job.step(units))) as Progress;
    out += text(job.take());
    if (progress.finished) return out;
  }
}

const routes = (JSON.parse(readFileSync(join(import.meta.dirname, "../../../data/routes.json"), "utf8")) as {
  routes: { id: string }[];
}).routes.map(({ id }) => id);

describe("wasm gives the bytes of the native program", () => {
  it.each(routes)("for every query of %s, as one job and asked alone", (id) => {
    const printed = native(["match", "--data", sample, "--route", id, "--as-of", AS_OF, "--format", "jsonl"]);
    const request: MatchRequest = { route: id, as_of: AS_OF };
    const job = engine.matchAll(JSON.stringify(request));
    expect(finish(job, 50) === printed).toBe(true);
    job.free();
    const all = printed.trimEnd().split("\n");
    expect(all.length).toBeGreaterThan(0);
    // Every tenth and the last: the job above has compared all of them.
    for (const line of all.filter((_, index) => index % 10 === 0 || index === all.length - 1)) {
      const { query } = JSON.parse(line) as Result;
      expect(text(engine.match(JSON.stringify({ ...request, query }))) === line, query).toBe(true);
    }
  });

  it.each(["many-people", "plain-words"])("for the route %s of one's own, explained and in short", async (id) => {
    const file = join(import.meta.dirname, "../../../examples/routes.json");
    const own = await load(dataFiles(sample));
    own.addRoutes(readFileSync(file, "utf8"));
    for (const brief of [false, true]) {
      const form = brief ? ["--brief"] : ["--format", "jsonl"];
      const printed = native(["match", "--data", sample, "--routes", file, "--route", id, "--as-of", AS_OF, ...form]);
      const request: MatchRequest = { route: id, as_of: AS_OF, brief };
      const job = own.matchAll(JSON.stringify(request));
      expect(() => own.addRoutes("{}")).toThrow("job_running");
      expect(finish(job, 50) === printed).toBe(true);
      job.free();
      expect(printed.split("\n").length).toBeGreaterThan(300);
    }
  });

  it("for other weights", () => {
    const { routes: known } = JSON.parse(text(engine.summary())) as Summary;
    const features = known.find(({ id }) => id === route)?.features ?? [];
    // Each feature gets the weight of its opposite: the sum stays.
    const opposite = features.map(({ weight }) => weight).reverse();
    const given = Object.fromEntries(features.map(({ id }, index) => [id, opposite[index] ?? 0]));
    const request: MatchRequest = { route, query: "need-236", as_of: AS_OF, weights: given };
    const { matches, ...rest } = JSON.parse(text(engine.match(JSON.stringify(request)))) as Result;
    expect(rest.query).toBe("need-236");
    for (const match of matches) {
      for (const part of match.parts) expect(Math.round(part.weight * 1e6)).toBe(given[part.feature]);
    }
  });

  it("for all needs of the sample as one job, whatever the steps", () => {
    const request: MatchRequest = { route, as_of: AS_OF };
    expect(lines.length).toBeGreaterThan(300);
    for (const units of [1, 7, 10_000]) {
      const job = engine.matchAll(JSON.stringify(request));
      expect(finish(job, units) === `${lines.join("\n")}\n`, `steps of ${units}`).toBe(true);
      job.free();
    }
  });

  it("for every need asked alone", () => {
    const different = lines.filter((line) => {
      const request: MatchRequest = { route, query: (JSON.parse(line) as Result).query, as_of: AS_OF };
      return text(engine.match(JSON.stringify(request))) !== line;
    });
    expect(different.map((line) => line.slice(0, 40))).toEqual([]);
  });

  it("for a typed need with a place", () => {
    const words = "双职工，孩子放学后没人管，想要课后照护和作业辅导";
    const request: MatchRequest = { route, text: words, place: "350102", top: 86, as_of: AS_OF };
    const printed = native(
      ["match", "--data", sample, "--route", route, "--text", words, "--place", "350102", "--top", "86"].concat([
        "--as-of",
        AS_OF,
        "--format",
        "jsonl",
      ]),
    );
    expect(text(engine.match(JSON.stringify(request)))).toBe(printed.trimEnd());
  });

  it("for files that come in pieces, cut anywhere", async () => {
    const pieces = await load(dataFiles(sample), 1013);
    expect(text(pieces.summary()) === text(engine.summary())).toBe(true);
    const [line = ""] = lines;
    const request: MatchRequest = { route, query: (JSON.parse(line) as Result).query, as_of: AS_OF };
    expect(text(pieces.match(JSON.stringify(request)))).toBe(line);
    pieces.free();
  });

  it("from a stored index", () => {
    const folder = mkdtempSync(join(tmpdir(), "matchgraph-"));
    try {
      const path = join(folder, "sample.index");
      native(["index", "--data", sample, "--out", path]);
      const stored = Loader.open(readFileSync(path));
      // The index is one file of its own; everything else is the same.
      const { files: _, ...rest } = JSON.parse(text(stored.summary())) as Summary;
      expect(JSON.parse(text(engine.summary()))).toMatchObject(rest);
      expect(rest.routes.length).toBeGreaterThan(10);
      const [line = ""] = lines;
      const request: MatchRequest = { route, query: (JSON.parse(line) as Result).query, as_of: AS_OF };
      expect(text(stored.match(JSON.stringify(request)))).toBe(line);
      stored.free();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("for the ties between records, asked twice", () => {
    for (const id of ["org-021", "fund-01", "call-01", "proj-061", "need-236", "res-001", "fed-fujian"]) {
      const around = JSON.parse(text(engine.neighbourhood(id))) as Neighbourhood;
      expect([id, around.center.id, around.nodes.length > 0]).toEqual([id, id, true]);
      expect(around.nodes.length).toBeLessThanOrEqual(60);
      expect(text(engine.neighbourhood(id))).toBe(JSON.stringify(around));
    }
  });

  it("for the problems of broken files, none of which panics", async () => {
    const broken = await load(brokenFiles);
    const problems = text(broken.problems());
    const printed = inFolder(brokenFiles, (folder) => native(["check", folder, "--format", "jsonl"], [1]));
    expect(problems).toBe(`[${printed.trimEnd().split("\n").join(",")}]`);
    const codes = new Set((JSON.parse(problems) as Problem[]).map((problem) => problem.code));
    for (const code of ["json_syntax", "json_not_object", "json_too_deep", "bad_encoding", "unknown_id", "empty_file"]) {
      expect([...codes]).toContain(code);
    }
    // The good rows are there.
    expect((JSON.parse(text(broken.needs("{}"))) as NeedList).needs.map((need) => need.id)).toContain("need-good");
    const { files } = JSON.parse(text(broken.summary())) as Summary;
    for (const file of files) {
      expect([file.name, file.records + file.merged + file.refused + file.blank]).toEqual([file.name, file.rows]);
    }
    broken.free();
  });
});

describe("every part of every sample result", () => {
  it("adds up to the score, digit by digit", async () => {
    const { decimal, sum, units } = await import("../../src/text/decimal");
    for (const line of lines) {
      for (const match of (JSON.parse(line) as Result).matches) {
        const total = sum(match.parts.map((part) => units(part.points)));
        // The digits must stand in the line as they are printed on the page.
        expect([match.id, line.includes(`"score":${decimal(total, 6)},`)]).toEqual([match.id, true]);
        for (const part of match.parts) {
          const product = (units(part.value) * units(part.weight)) / 10n ** 12n;
          expect([match.id, part.feature, product]).toEqual([match.id, part.feature, units(part.points)]);
        }
      }
    }
  });
});

describe("every piece of evidence", () => {
  it.each(routes)("of %s stands in a text that the page shows", async (id) => {
    const { pairs } = await import("../../src/text/marks");
    const { fieldTexts, readKeys } = await import("../../src/text/record");
    const { routes: known } = JSON.parse(text(engine.summary())) as Summary;
    const route = known.find((one) => one.id === id);
    if (route === undefined) throw new Error(id);
    const views = new Map<string, RecordView>();
    const view = (record: string) => {
      const found = views.get(record) ?? (JSON.parse(text(engine.record(record))) as RecordView);
      views.set(record, found);
      return found;
    };
    const marked = (record: RecordView, [field, start, end]: Spot) => {
      const shown = readKeys(record.kind).flatMap((key) => fieldTexts(record.record, key));
      const words = [...(shown.find((one) => one.field === field)?.text ?? "")].slice(start, end).join("");
      return [...words].length === end - start && start < end;
    };
    const job = engine.matchAll(JSON.stringify({ route: id, as_of: AS_OF }));
    const lost: string[] = [];
    let count = 0;
    for (const line of finish(job, 50).trimEnd().split("\n")) {
      const result = JSON.parse(line) as Result;
      for (const match of result.matches) {
        for (const { from, to } of pairs(match.parts, route)) {
          count += 1;
          if (!marked(view(result.query), from)) lost.push(`${result.query} ${from.join(" ")}`);
          for (const spot of to) if (!marked(view(match.id), spot)) lost.push(`${match.id} ${spot.join(" ")}`);
        }
      }
    }
    job.free();
    expect([...new Set(lost)]).toEqual([]);
    // Only one route reads no texts at all.
    expect(count > 0).toBe(route.features.some(({ id: feature }) => feature !== "place"));
  });
});
