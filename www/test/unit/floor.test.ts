import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";

const source = readFileSync(join(import.meta.dirname, "../../public/floor.js"), "utf8");

/** Runs the check in a browser that knows what `missing` does not name; gives what it wrote. */
function run(missing: string): { floor: string | undefined; words: string } {
  const result = { floor: undefined as string | undefined, words: "" };
  const place = {
    set textContent(words: string) {
      result.words = words;
    },
  };
  class Document {}
  if (missing !== "adoptedStyleSheets") Object.assign(Document.prototype, { adoptedStyleSheets: [] });
  const simd = missing !== "simd";
  runInNewContext(source, {
    Document,
    document: {
      createElement: () => (missing === "noModule" ? {} : { noModule: false }),
      documentElement: { setAttribute: (_: string, value: string) => (result.floor = value) },
      getElementById: () => place,
    },
    Worker: missing === "Worker" ? undefined : class {},
    WebAssembly:
      missing === "WebAssembly" ? undefined : { validate: (bytes: Uint8Array) => simd && WebAssembly.validate(new Uint8Array(bytes)) },
    BigInt: missing === "BigInt" ? undefined : BigInt,
    Uint8Array,
  });
  return result;
}

describe("the floor", () => {
  it("lets a browser through that has everything", () => {
    expect(run("nothing")).toEqual({ floor: undefined, words: "" });
  });

  it.each(["noModule", "Worker", "WebAssembly", "simd", "BigInt", "adoptedStyleSheets"])(
    "says politely what to do when %s is missing",
    (missing) => {
      const { floor, words } = run(missing);
      expect(floor).toBe("below");
      expect(words).toMatch(/浏览器太旧.*请换用.*Edge/);
    },
  );

  it("is written for the oldest browsers", () => {
    expect(source).not.toMatch(/\b(const|let|class|async|await)\b|=>|`|\?\./);
  });
});
