import { describe, expect, it } from "vitest";
import { readable } from "../../src/store/dropped";

const named = (name: string) => new File([""], name);

describe("files that are given to the page", () => {
  it("are all read when a person chose them one by one, whatever they are", () => {
    const { files, passedOver } = readable([named("名单.xlsx"), named("needs.jsonl")], false);
    expect(files.map((file) => file.name)).toEqual(["名单.xlsx", "needs.jsonl"]);
    expect(passedOver).toEqual([]);
  });

  it("of a folder are read when they can hold records, and named when not", () => {
    const { files, passedOver } = readable(
      [named("README.md"), named("needs.JSONL"), named("x.matchgraph.json"), named("机构.XLSX")],
      true,
    );
    expect(files.map((file) => file.name)).toEqual(["needs.JSONL", "x.matchgraph.json", "机构.XLSX"]);
    expect(passedOver).toEqual(["README.md"]);
  });
});
