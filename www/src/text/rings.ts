/** A node of a neighbourhood, as far as the picture needs it. */
export interface Tied {
  readonly id: string;
  /** The node between; null for those next to the centre. */
  readonly via: string | null;
}

/** A node that is next to the centre, with those behind it. */
export interface Branch<Node extends Tied> {
  readonly node: Node;
  readonly behind: readonly Node[];
}

/** Where a node stands; the centre is 0, 0 and the outer ring has the radius 1. */
export interface Spoke<Node extends Tied> {
  readonly node: Node;
  readonly x: number;
  readonly y: number;
}

/** Radius of the inner ring. */
const INNER = 0.55;
/** A whole turn, in radians. */
const TURN = 2 * Math.PI;

/** Puts the nodes behind others where they belong; one whose node between is not there stands by itself. */
export function branches<Node extends Tied>(nodes: readonly Node[]): Branch<Node>[] {
  const behind = new Map<string, Node[]>();
  const first = nodes.filter(({ via }) => via === null || !nodes.some(({ id }) => id === via));
  for (const node of nodes) {
    if (!first.includes(node) && node.via !== null) behind.set(node.via, [...(behind.get(node.via) ?? []), node]);
  }
  return first.map((node) => ({ node, behind: behind.get(node.id) ?? [] }));
}

/**
 * Lays branches out in two rings, clockwise from the top in their order: inside the nodes that lead on,
 * outside those behind them and those that lead nowhere. Every branch gets a piece of the circle as wide
 * as its nodes need, so that no lines cross and no nodes touch. The same branches always give the same
 * picture, rounded to thousandths.
 */
export function rings<Node extends Tied>(all: readonly Branch<Node>[]): Spoke<Node>[] {
  // Inside there is room for half as many.
  const width = ({ behind }: Branch<Node>) => (behind.length === 0 ? 1 : Math.max(2, behind.length));
  const whole = all.reduce((sum, branch) => sum + width(branch), 0);
  const at = (node: Node, place: number, radius: number): Spoke<Node> => {
    const angle = (TURN * place) / whole - TURN / 4;
    return { node, x: thousandths(radius * Math.cos(angle)), y: thousandths(radius * Math.sin(angle)) };
  };
  let start = 0;
  return all.flatMap((branch) => {
    const { node, behind } = branch;
    const middle = start + width(branch) / 2;
    start += width(branch);
    return [
      at(node, middle, behind.length === 0 ? 1 : INNER),
      ...behind.map((one, index) => at(one, middle + index + 0.5 - behind.length / 2, 1)),
    ];
  });
}

function thousandths(value: number): number {
  return Math.round(value * 1000) / 1000;
}
