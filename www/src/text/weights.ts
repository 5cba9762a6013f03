/** Weights by feature, in millionths; they sum to `WHOLE`. */
export type Weights = Readonly<Record<string, number>>;

/** The sum of all weights. */
export const WHOLE = 1_000_000;

/**
 * Sets one weight and shares what is left among the others as they stood to each other, in whole
 * millionths. What rounding leaves over goes one by one to the largest remainders, the earlier feature
 * first. If all others were zero, they share equally.
 */
export function rebalance(features: readonly string[], weights: Weights, moved: string, value: number): Weights {
  const others = features.filter((feature) => feature !== moved);
  if (others.length === 0) return { [moved]: WHOLE };
  const set = Math.min(Math.max(Math.round(value), 0), WHOLE);
  const left = WHOLE - set;
  const known = others.map((feature) => weights[feature] ?? 0);
  const shares = known.some((share) => share > 0) ? known : known.map(() => 1);
  const sum = shares.reduce((total, share) => total + share, 0);
  // Whole numbers below 2^53 throughout: left × share is at most 10^12.
  const parts = shares.map((share, index) => ({
    index,
    whole: Math.floor((left * share) / sum),
    rest: (left * share) % sum,
  }));
  const spare = left - parts.reduce((total, part) => total + part.whole, 0);
  const lucky = new Set(
    [...parts]
      .sort((a, b) => b.rest - a.rest || a.index - b.index)
      .slice(0, spare)
      .map((part) => part.index),
  );
  const shared = new Map(parts.map(({ index, whole }) => [others[index], whole + (lucky.has(index) ? 1 : 0)]));
  return Object.fromEntries(features.map((feature) => [feature, feature === moved ? set : (shared.get(feature) ?? 0)]));
}

/** Whether two sets of weights are the same for these features. */
export function sameWeights(features: readonly string[], a: Weights, b: Weights): boolean {
  return features.every((feature) => a[feature] === b[feature]);
}

/** Whether a value from a file is a full set of weights for these features. */
export function isWeights(value: unknown, features: readonly string[]): value is Weights {
  if (typeof value !== "object" || value === null) return false;
  const entries = Object.entries(value as Record<string, unknown>);
  const whole = ([key, weight]: [string, unknown]) =>
    features.includes(key) && Number.isInteger(weight) && Number(weight) >= 0;
  return (
    entries.length === features.length &&
    entries.every(whole) &&
    entries.reduce((total, [, weight]) => total + Number(weight), 0) === WHOLE
  );
}
