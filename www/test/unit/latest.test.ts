import { describe, expect, it } from "vitest";
import { Latest, Superseded } from "../../src/engine/latest";

/** A promise that the test settles. */
function gate(): { readonly open: () => void; readonly passed: Promise<void> } {
  let open = () => {};
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { open, passed };
}

describe("the newest question", () => {
  it("of a lane is answered; those before it are dropped, waiting or running", async () => {
    const latest = new Latest();
    const first = gate();
    const asked: string[] = [];
    const ask = (name: string, wait: Promise<void>) =>
      latest.ask("match", async () => {
        asked.push(name);
        await wait;
        return name;
      });
    const one = ask("one", first.passed);
    const two = ask("two", Promise.resolve());
    const three = ask("three", Promise.resolve());
    const dropped = [expect(one).rejects.toThrow(Superseded), expect(two).rejects.toThrow(Superseded)];
    first.open();
    await expect(three).resolves.toBe("three");
    await Promise.all(dropped);
    // The second never reached the engine.
    expect(asked).toEqual(["one", "three"]);
  });

  it("comes first among lanes, and one question runs at a time", async () => {
    const latest = new Latest();
    const first = gate();
    const order: string[] = [];
    let running = 0;
    const ask = (lane: string, wait: Promise<void>) =>
      latest.ask(lane, async () => {
        running += 1;
        expect(running).toBe(1);
        order.push(lane);
        await wait;
        running -= 1;
      });
    const all = [ask("open", first.passed), ask("needs", Promise.resolve()), ask("places", Promise.resolve())];
    first.open();
    await Promise.all(all);
    expect(order).toEqual(["open", "places", "needs"]);
  });

  it("hands on a failure, and goes on after it", async () => {
    const latest = new Latest();
    await expect(latest.ask("match", () => Promise.reject(new Error("trap")))).rejects.toThrow("trap");
    await expect(latest.ask("match", () => Promise.resolve(1))).resolves.toBe(1);
  });
});
