import { describe, expect, it } from "vitest";
import { decimal, sum, units } from "../../src/text/decimal";

describe("decimals", () => {
  it("add up where binary fractions do not", () => {
    expect(0.1 + 0.2).not.toBe(0.3);
    expect(sum([units(0.1), units(0.2)])).toBe(units(0.3));
  });

  it("keep all twelve places of a product", () => {
    // 0.333333 × 0.35, 0.000001 × 0.000001 and 0.999999 × 0.649999, as the core prints them.
    const points = [0.11666655, 0.000000000001, 0.649998350001];
    expect(decimal(sum(points.map(units)), 6)).toBe("0.766664900002");
  });

  it("are printed with the digits of the core: six, and more only where they are needed", () => {
    expect(decimal(units(0.287), 6)).toBe("0.287000");
    expect(decimal(units(0.0241381), 6)).toBe("0.0241381");
    expect(decimal(units(1), 6)).toBe("1.000000");
    expect(decimal(units(0), 6)).toBe("0.000000");
  });

  it("have a sign", () => {
    expect(decimal(units(-0.5), 2)).toBe("-0.50");
  });
});
