import { describe, expect, it } from "vitest";
import { address, HOME, parseLocation, type Location, type Query } from "../../src/store/location";

function match(route: string, query: Query, candidate: string | null = null): Location {
  return { view: "match", route, query, candidate };
}

const need = (id: string): Query => ({ kind: "record", id });

describe("addresses", () => {
  it.each<[string, Location]>([
    ["#/", HOME],
    ["#/data", { view: "data" }],
    ["#/overview", { view: "overview" }],
    ["#/needs", match("need-organization", { kind: "none" })],
    ["#/typed", match("need-organization", { kind: "typed" })],
    ["#/typed/org-029", match("need-organization", { kind: "typed" }, "org-029")],
    ["#/needs/need-001", match("need-organization", need("need-001"))],
    ["#/needs/need-001/org-033", match("need-organization", need("need-001"), "org-033")],
    ["#/m/funder-project", match("funder-project", { kind: "none" })],
    ["#/m/funder-project/fund-01", match("funder-project", need("fund-01"))],
    ["#/m/funder-project/fund-01/proj-012", match("funder-project", need("fund-01"), "proj-012")],
    ["#/t/need-resource", match("need-resource", { kind: "typed" })],
    ["#/t/need-resource/res-001", match("need-resource", { kind: "typed" }, "res-001")],
    ["#/r/org-029", { view: "record", id: "org-029" }],
  ])("%s leads to a place and back", (hash, location) => {
    expect(parseLocation(hash)).toEqual(location);
    expect(address(location)).toBe(hash);
  });

  it("carry any id, also one with a slash, a percent sign or Chinese", () => {
    for (const location of [
      match("need-organization", need("甲/1 %"), "a#b"),
      match("organization-call", need("甲/1 %"), "a#b"),
      { view: "record", id: "甲/1 %" } as const,
    ]) {
      expect(parseLocation(address(location))).toEqual(location);
    }
  });

  it("have a long form for needs too", () => {
    expect(parseLocation("#/m/need-organization/need-001/org-033")).toEqual(parseLocation("#/needs/need-001/org-033"));
  });

  it.each(["", "#", "#/", "#/nowhere", "#/m", "#/r/", "#/t", "#%E4"])("%j leads home", (hash) => {
    expect(parseLocation(hash)).toEqual(HOME);
  });

  it("never break on a bad escape", () => {
    expect(parseLocation("#/needs/%E4%")).toEqual(match("need-organization", need("%E4%")));
  });
});
