/**
 * Values, weights, points and scores as exact decimals. The core prints them with a fixed number of
 * digits; as binary fractions they would not add up to what is printed.
 */

/** Value and weight are millionths, their product has twice as many digits. */
const DIGITS = 12;

/** A number of at most twelve decimals as an integer count of its last place. */
export function units(value: number): bigint {
  return BigInt(value.toFixed(DIGITS).replace(".", ""));
}

/** The exact sum. */
export function sum(values: readonly bigint[]): bigint {
  return values.reduce((total, value) => total + value, 0n);
}

/** With `digits` decimals; more when the value has more, so that nothing is rounded away. */
export function decimal(value: bigint, digits: number): string {
  const negative = value < 0n;
  const figures = (negative ? -value : value).toString().padStart(DIGITS + 1, "0");
  const whole = figures.slice(0, -DIGITS);
  let fraction = figures.slice(-DIGITS);
  while (fraction.length > digits && fraction.endsWith("0")) fraction = fraction.slice(0, -1);
  return `${negative ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}
