import { describe, expect, it } from "vitest";
import { address, HOME, parseLocation, type Location } from "../../src/store/location";

describe("addresses", () => {
  it.each<[string, Location]>([
    ["#/data", { view: "data" }],
    ["#/overview", { view: "overview" }],
    ["#/needs", HOME],
    ["#/typed", { view: "needs", query: { kind: "typed" }, candidate: null }],
    ["#/typed/org-029", { view: "needs", query: { kind: "typed" }, candidate: "org-029" }],
    ["#/needs/need-001", { view: "needs", query: { kind: "need", id: "need-001" }, candidate: null }],
    ["#/needs/need-001/org-033", { view: "needs", query: { kind: "need", id: "need-001" }, candidate: "org-033" }],
  ])("%s leads to a place and back", (hash, location) => {
    expect(parseLocation(hash)).toEqual(location);
    expect(address(location)).toBe(hash);
  });

  it("carry any id, also one with a slash, a percent sign or Chinese", () => {
    const location: Location = { view: "needs", query: { kind: "need", id: "甲/1 %" }, candidate: "a#b" };
    expect(parseLocation(address(location))).toEqual(location);
  });

  it.each(["", "#", "#/", "#/nowhere", "#/needs/", "#%E4"])("%j leads home", (hash) => {
    expect(parseLocation(hash)).toEqual(HOME);
  });

  it("never break on a bad escape", () => {
    expect(parseLocation("#/needs/%E4%")).toEqual({ view: "needs", query: { kind: "need", id: "%E4%" }, candidate: null });
  });
});
