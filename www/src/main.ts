import { defineElements } from "./components";
import { keepOffline } from "./engine/offline";
import { fetchSample, makeClient } from "./engine/start";
import { Bench } from "./store/bench";
import { SAMPLE_DATE } from "./store/day";
import { parseLocation } from "./store/location";
import { initialState } from "./store/state";

/** The elements that nobody sees in the first moment. */
async function fetchLater(): Promise<void> {
  const { defineLater } = await import("./components/later");
  defineLater();
}

/** Starts the page: the core and the sample are on their way before anything is drawn. */
function start(): void {
  const opening = document.querySelector("#opening");
  // Below the floor `floor.js` has said so; nothing here would work.
  if (opening === null || document.documentElement.dataset["floor"] === "below") return;
  const bench = new Bench(initialState("zh-Hans", SAMPLE_DATE, parseLocation(location.hash)), makeClient());
  const started = bench.start(fetchSample, fetchLater);
  window.addEventListener("hashchange", () => bench.follow(location.hash));
  defineElements();
  const page = document.createElement("work-bench");
  page.bench = bench;
  opening.replaceWith(page);
  void started.then(() => keepOffline((left) => bench.requestLeft(left)));
}

start();
