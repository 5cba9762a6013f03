import { describe, expect, it } from "vitest";
import { History, type Step } from "../../src/store/history";
import { HOME } from "../../src/store/location";
import { initialState, type State } from "../../src/store/state";
import { Store } from "../../src/store/store";

const says = { key: "decide.withdrawn", args: {} } as const;
const undone = { key: "decide.undone", args: {} } as const;

function setUp() {
  const store = new Store<State>(initialState("zh-Hans", "2026-01-01", HOME));
  const done: string[] = [];
  const step = (name: string, works = true): Step => {
    const run = (what: string) => () => {
      if (works) done.push(`${what} ${name}`);
      return Promise.resolve(works);
    };
    return { says, undone, undo: run("undo"), redo: run("redo") };
  };
  return { store, done, step, history: new History(store) };
}

describe("the history", () => {
  it("takes changes back from the last, and makes them again in their order", async () => {
    const { store, done, step, history } = setUp();
    history.did(step("a"), true);
    history.did(step("b"), true);
    expect(store.state.notice).toEqual({ says, offers: "undo" });
    await history.undo();
    expect(store.state.notice).toEqual({ says: undone, offers: "redo" });
    await history.undo();
    await history.undo();
    expect([store.state.undoable, store.state.redoable]).toEqual([false, true]);
    await history.redo();
    await history.redo();
    expect(done).toEqual(["undo b", "undo a", "redo a", "redo b"]);
  });

  it("forgets what was taken back when something new is done", async () => {
    const { done, step, history } = setUp();
    history.did(step("a"), false);
    await history.undo();
    history.did(step("b"), false);
    await history.redo();
    expect(done).toEqual(["undo a"]);
  });

  it("keeps a step that could not be taken back, and runs one at a time", async () => {
    const { store, done, step, history } = setUp();
    history.did(step("a", false), false);
    await history.undo();
    expect(store.state.undoable).toBe(true);
    history.did(step("b"), false);
    history.did(step("c"), false);
    await Promise.all([history.undo(), history.undo()]);
    expect(done).toEqual(["undo c"]);
  });
});
