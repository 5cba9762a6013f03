/** Thrown to whoever asked for something that a newer question has replaced. */
export class Superseded extends Error {
  override name = "Superseded";
}

interface Waiting {
  readonly lane: string;
  readonly run: () => Promise<void>;
  readonly drop: () => void;
}

/**
 * Runs one question at a time, the newest first. In a lane (say, `match`) only the newest question
 * counts: an older one that waits is dropped, and the answer to one that runs is thrown away.
 * A person who types is thus never held up by the answers to what she has already changed.
 */
export class Latest {
  #waiting: Waiting[] = [];
  #running = false;
  readonly #newest = new Map<string, number>();

  /** Asks; fails with `Superseded` when the lane has moved on. */
  ask<Value>(lane: string, work: () => Promise<Value>): Promise<Value> {
    const turn = (this.#newest.get(lane) ?? 0) + 1;
    this.#newest.set(lane, turn);
    this.#waiting = this.#waiting.filter((one) => {
      if (one.lane === lane) one.drop();
      return one.lane !== lane;
    });
    return new Promise<Value>((resolve, reject) => {
      const drop = () => reject(new Superseded(lane));
      const run = async () => {
        try {
          const value = await work();
          if (this.#newest.get(lane) === turn) resolve(value);
          else drop();
        } catch (error) {
          if (this.#newest.get(lane) === turn) reject(error instanceof Error ? error : new Error(String(error)));
          else drop();
        }
      };
      this.#waiting.push({ lane, run, drop });
      void this.#next();
    });
  }

  async #next(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    for (let one = this.#waiting.pop(); one !== undefined; one = this.#waiting.pop()) await one.run();
    this.#running = false;
  }
}
