import type { Sentence, State } from "./state";
import type { Store } from "./store";

/** Steps that can be taken back. */
const MOST = 50;

/** A change that can be taken back and made again; both say whether they worked. */
export interface Step {
  /** What was done. */
  readonly says: Sentence;
  /** What taking it back did. */
  readonly undone: Sentence;
  readonly undo: () => Promise<boolean>;
  readonly redo: () => Promise<boolean>;
}

/** The last changes, of whatever kind, in their order. It lasts until the page closes. */
export class History {
  readonly #store: Store<State>;
  #past: readonly Step[] = [];
  #future: readonly Step[] = [];
  /** Steps may take a while; another one must not begin in the middle. */
  #busy = false;

  constructor(store: Store<State>) {
    this.#store = store;
  }

  /** Notes a change that was made; with `tell` a notice says so and offers to take it back. */
  did(step: Step, tell: boolean): void {
    this.#put([...this.#past, step].slice(-MOST), []);
    if (tell) this.#store.set({ notice: { says: step.says, offers: "undo" } });
  }

  /** Takes the last change back. */
  async undo(): Promise<void> {
    const step = this.#past[this.#past.length - 1];
    if (step === undefined || !(await this.#run(step.undo))) return;
    this.#put(this.#past.slice(0, -1), [...this.#future, step]);
    this.#store.set({ notice: { says: step.undone, offers: "redo" } });
  }

  /** Makes the change again that was taken back last. */
  async redo(): Promise<void> {
    const step = this.#future[this.#future.length - 1];
    if (step === undefined || !(await this.#run(step.redo))) return;
    this.#put([...this.#past, step], this.#future.slice(0, -1));
    this.#store.set({ notice: { says: step.says, offers: "undo" } });
  }

  /** Forgets everything. */
  clear(): void {
    this.#put([], []);
  }

  async #run(work: () => Promise<boolean>): Promise<boolean> {
    if (this.#busy) return false;
    this.#busy = true;
    try {
      return await work();
    } finally {
      this.#busy = false;
    }
  }

  #put(past: readonly Step[], future: readonly Step[]): void {
    this.#past = past;
    this.#future = future;
    this.#store.set({ undoable: past.length > 0, redoable: future.length > 0 });
  }
}
