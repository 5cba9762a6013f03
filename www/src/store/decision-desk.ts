import type { EngineClient } from "../engine/client";
import { Superseded } from "../engine/latest";
import { failureOf } from "../engine/life";
import { today } from "./day";
import { put, subjectKey, type Decided, type Decision, type Decisions, type Subject } from "./decisions";
import type { History } from "./history";
import type { Sentence, State } from "./state";
import type { Store } from "./store";

/** Takes down what a person decides, and takes it back. Nothing is ever decided here by itself. */
export class DecisionDesk {
  readonly #store: Store<State>;
  readonly #client: EngineClient;
  readonly #history: History;
  readonly #changed: () => void;

  /** `changed` is called after every change. */
  constructor(store: Store<State>, client: EngineClient, history: History, changed: () => void) {
    this.#store = store;
    this.#client = client;
    this.#history = history;
    this.#changed = changed;
  }

  /** What was decided about a subject. */
  of(subject: Subject): Decision | undefined {
    return this.#store.state.kept.decisions.get(subjectKey(subject));
  }

  /** Decides; `name` is what the candidate is called, for the notice. */
  decide(subject: Subject, decision: Decided, name: string): void {
    const { route, query, candidate } = subject;
    const before = this.of(subject);
    if (before?.decision === decision) return;
    const note = before?.note === undefined ? {} : { note: before.note };
    const made: Decision = { route, query, candidate, decision, on: today(), ...note };
    this.#change(subject, made, { key: `decide.did.${decision}`, args: { name } }, name);
  }

  /** Takes a decision back. */
  withdraw(subject: Subject, name: string): void {
    if (this.of(subject) !== undefined) this.#change(subject, undefined, { key: "decide.withdrawn", args: { name } }, name);
  }

  /** Writes a note beside a decision; an empty one takes the note away. */
  note(subject: Subject, text: string, name: string): void {
    const before = this.of(subject);
    const note = text.trim();
    if (before === undefined || (before.note ?? "") === note) return;
    const { note: _, ...rest } = before;
    this.#change(subject, note === "" ? rest : { ...rest, note }, { key: "decide.noted", args: { name } }, name);
  }

  /**
   * Finds out what the records are called of which the decisions speak, and which the data lacks; with
   * other data (`fresh`) of all of them.
   */
  async refresh(fresh: boolean): Promise<void> {
    if (fresh) this.#store.set({ names: new Map(), gone: new Set() });
    const { kept, names: known, gone } = this.#store.state;
    const all = new Set([...kept.decisions.values()].flatMap(({ query, candidate }) => [query, candidate ?? query]));
    const ids = [...all].filter((id) => !known.has(id) && !gone.has(id));
    if (ids.length === 0) return;
    try {
      const found = await this.#client.names(ids);
      const { state } = this.#store;
      this.#store.set({
        names: new Map([...state.names, ...found]),
        gone: new Set([...state.gone, ...ids.filter((id) => !found.has(id))]),
      });
    } catch (error) {
      if (!(error instanceof Superseded)) this.#store.set({ notice: { says: failureOf(error), offers: null } });
    }
  }

  #change(subject: Subject, after: Decision | undefined, says: Sentence, name: string): void {
    const before = this.of(subject);
    const set = (decision: Decision | undefined) => {
      const { kept } = this.#store.state;
      this.#put(put(kept.decisions, subject, decision));
      return Promise.resolve(true);
    };
    void set(after);
    const undone: Sentence = { key: "decide.undone", args: { name } };
    this.#history.did({ says, undone, undo: () => set(before), redo: () => set(after) }, true);
  }

  #put(decisions: Decisions): void {
    this.#store.set({ kept: { ...this.#store.state.kept, decisions } });
    this.#changed();
  }
}
