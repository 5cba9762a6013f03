import { describe, expect, it } from "vitest";
import { expose } from "comlink";
import { EngineClient } from "../../src/engine/client";
import { EngineError } from "../../src/engine/life";
import type { Answer, SourceFile } from "../../src/engine/protocol";

const module = Promise.resolve(new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])));

/** These tests open files of the core alone. */
const noTables = () => Promise.reject(new Error("not needed"));

/** A worker whose other end is in this test: it traps when it is asked for the needs of `trap`. */
class Stand {
  readonly opened: string[][] = [];
  start(): Answer<null> {
    return { ok: true, value: null };
  }
  open(files: readonly SourceFile[]): Answer<object> {
    this.opened.push(files.map((file) => file.name));
    return { ok: true, value: {} };
  }
  needs(filter: { text?: string }): Answer<object> {
    if (filter.text === "trap") return { ok: false, dead: true, failure: { code: "trap", args: {} } };
    if (filter.text === "bad") return { ok: false, dead: false, failure: { code: "bad_request", args: {} } };
    return { ok: true, value: { total: 0, needs: [] } };
  }
  /** A job that never ends. */
  matchAll(): Promise<Answer<boolean>> {
    return new Promise(() => undefined);
  }
}

function makeWorkers() {
  const made: { stand: Stand; port: MessagePort; dead: boolean }[] = [];
  const make = () => {
    const { port1, port2 } = new MessageChannel();
    const entry = { stand: new Stand(), port: port1, dead: false };
    expose(entry.stand, port2);
    made.push(entry);
    return Object.assign(port1, {
      terminate: () => {
        entry.dead = true;
        port1.close();
      },
    }) as unknown as Worker;
  };
  return { made, make };
}

describe("the engine of the page", () => {
  it("is made anew after a trap, with the same files, and then answers", async () => {
    const { made, make } = makeWorkers();
    const client = new EngineClient(module, make, noTables);
    await client.start();
    await client.open([{ name: "needs.jsonl", blob: new Blob(["{}"]) }], { apart: [], mappings: [] });
    await expect(client.needs({ text: "trap" })).rejects.toThrow(EngineError);
    await expect(client.needs({})).resolves.toEqual({ total: 0, needs: [] });
    expect(made.map((one) => one.dead)).toEqual([true, false]);
    expect(made[1]?.stand.opened).toEqual([["needs.jsonl"]]);
    for (const one of made) one.port.close();
  });

  it("ends a long job with a failure, not with silence, when another question traps", async () => {
    const { made, make } = makeWorkers();
    const client = new EngineClient(module, make, noTables);
    await client.start();
    const job = client.matchAll({ route: "r", as_of: "2026-01-01" }, () => undefined);
    const ended = expect(job).rejects.toMatchObject({ failure: { code: "trap" } });
    await expect(client.needs({ text: "trap" })).rejects.toThrow(EngineError);
    await ended;
    for (const one of made) one.port.close();
  });

  it("stays after a question that it refuses", async () => {
    const { made, make } = makeWorkers();
    const client = new EngineClient(module, make, noTables);
    await client.start();
    await expect(client.needs({ text: "bad" })).rejects.toMatchObject({ failure: { code: "bad_request" } });
    expect(made).toHaveLength(1);
    for (const one of made) one.port.close();
  });
});
