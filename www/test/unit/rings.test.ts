import { describe, expect, it } from "vitest";
import { branches, rings, type Tied } from "../../src/text/rings";

const node = (id: string, via: string | null = null): Tied => ({ id, via });

describe("branches", () => {
  it("put nodes behind the one between, in order, and lose none", () => {
    const nodes = [node("a"), node("b", "a"), node("c"), node("d", "c"), node("e", "a"), node("f", "gone")];
    expect(branches(nodes).map(({ node: { id }, behind }) => [id, behind.map((one) => one.id)])).toEqual([
      ["a", ["b", "e"]],
      ["c", ["d"]],
      ["f", []],
    ]);
  });
});

describe("rings", () => {
  /** Sixty nodes, of which `inside` stand next to the centre and `leading` lead on to the others. */
  const sixty = (inside: number, leading: number) =>
    branches([
      ...Array.from({ length: inside }, (_, index) => node(`n${index}`)),
      ...Array.from({ length: 60 - inside }, (_, index) => node(`m${index}`, `n${index % leading}`)),
    ]);

  it.each([
    [12, 5],
    [30, 30],
    [60, 1],
    [1, 1],
    [40, 20],
  ])("keep sixty nodes apart, inside the circle, the same every time (%i, %i)", (inside, leading) => {
    const many = sixty(inside, leading);
    const spokes = rings(many);
    expect(spokes).toHaveLength(60);
    expect(rings(many)).toEqual(spokes);
    for (const [index, one] of spokes.entries()) {
      expect(Math.hypot(one.x, one.y)).toBeLessThanOrEqual(1.001);
      for (const other of spokes.slice(index + 1)) {
        expect([one.node.id, other.node.id, Math.hypot(one.x - other.x, one.y - other.y) > 0.0935]).toEqual([
          one.node.id,
          other.node.id,
          true,
        ]);
      }
    }
  });

  it("go clockwise and are empty for nobody", () => {
    expect(rings(branches([node("a")]))).toEqual([{ node: node("a"), x: 0, y: 1 }]);
    expect(rings([])).toEqual([]);
  });
});
