import { releaseProxy, wrap, type Remote } from "comlink";
import type { Failure } from "../contract";
import type { Host } from "./host";

/** An answer that did not come, with a code that has a sentence. */
export class EngineError extends Error {
  override name = "EngineError";
  constructor(readonly failure: Failure) {
    super(failure.code);
  }
}

/** What went wrong, for a sentence. */
export function failureOf(error: unknown): Failure {
  if (error instanceof EngineError) return error.failure;
  return { code: "unexpected", args: { detail: error instanceof Error ? error.message : String(error) } };
}

/** One worker, from its start until it fails or is thrown away. It has one life: a new one needs a new worker. */
export class Life {
  readonly host: Remote<Host>;
  readonly #worker: Worker;
  readonly #death: Promise<never>;
  #die: (reason: EngineError) => void = () => undefined;
  #dead = false;

  constructor(worker: Worker) {
    this.#worker = worker;
    this.host = wrap<Host>(worker);
    this.#death = new Promise<never>((_, reject) => (this.#die = reject));
    // Whoever waits hears of it; it may be that nobody does.
    this.#death.catch(() => undefined);
    worker.addEventListener("error", () => this.end("worker"));
    worker.addEventListener("messageerror", () => this.end("worker"));
  }

  /** It can no longer be asked. */
  get dead(): boolean {
    return this.#dead;
  }

  /** Ends it; whoever waits for an answer fails with this code. */
  end(code: "worker" | "timeout" | "trap"): void {
    if (this.#dead) return;
    this.#dead = true;
    this.host[releaseProxy]();
    this.#worker.terminate();
    this.#die(new EngineError({ code, args: {} }));
  }

  /** Waits for an answer, but no longer than this life lasts. */
  wait<Value>(answer: Promise<Value>): Promise<Value> {
    return Promise.race([answer, this.#death]);
  }

  /** Ends this life as one that hangs unless the returned watch is fed or stopped in time (in milliseconds). */
  watch(patience: number): { readonly feed: () => void; readonly stop: () => void } {
    const bark = () => this.end("timeout");
    let timer = setTimeout(bark, patience);
    return {
      feed: () => {
        clearTimeout(timer);
        timer = setTimeout(bark, patience);
      },
      stop: () => clearTimeout(timer),
    };
  }
}
