// Our wasm against plain JavaScript on the shared workload, interleaved in one run.
//
//     cargo xtask bench [--quick]
//
// Both sides get the same records. What is compared is processor time of the process, the median over the
// rounds, and of each round the ratio: the machine may be busy, absolute times then say little.
import { readFileSync, readdirSync } from "node:fs";
import { loadavg, cpus } from "node:os";
import init, { Loader } from "../www/pkg/matchgraph.js";
import * as peer from "./peer.mjs";
import { READINESS, ROUTES, divisionsFile, needsFile, organizationsFile, ties } from "./dataset.mjs";
import { generate } from "./workload/generate.mjs";

const AS_OF = "2026-01-01";
const quick = process.argv.includes("--quick");
const utf8 = new TextDecoder();

await init({ module_or_path: readFileSync(new URL("../www/pkg/matchgraph_bg.wasm", import.meta.url)) });

function median(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[sorted.length >> 1];
}

/** Processor time of a call in seconds, and what it gave. */
function timed(call) {
  const before = process.cpuUsage();
  const value = call();
  const used = process.cpuUsage(before);
  return { seconds: (used.user + used.system) / 1e6, value };
}

/** Runs both sides in turn, once to warm up and then round by round. */
function compare(rounds, ours, theirs) {
  const results = { ours: [], theirs: [], ratios: [], values: { ours: ours(), theirs: theirs() } };
  for (let round = 0; round < rounds; round++) {
    // Neither side is always first.
    const order = round % 2 === 0 ? [ours, theirs] : [theirs, ours];
    const seconds = new Map(order.map((side) => [side, timed(side).seconds]));
    results.ours.push(seconds.get(ours));
    results.theirs.push(seconds.get(theirs));
    results.ratios.push(seconds.get(theirs) / seconds.get(ours));
  }
  return results;
}

const rows = [];

/** Notes a comparison; `unit` says of what, `per` by how much seconds are divided. */
function report(name, unit, per, { ours, theirs, ratios }, note) {
  const shown = (seconds) => (seconds / per).toPrecision(3);
  rows.push([
    name, `${shown(median(ours))} ${unit}`, `${shown(median(theirs))} ${unit}`,
    `${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`, note,
  ]);
  console.error(rows.at(-1).join(" | "));
}

/** An engine with files and the routes of the workload. */
function load(files) {
  const loader = new Loader();
  for (const [name, bytes] of files) loader.add(name, bytes);
  const engine = loader.finish();
  engine.addRoutes(JSON.stringify(ROUTES));
  return engine;
}

/** Every need against every organization. */
function matching(size, rounds) {
  const workload = generate(size);
  const tied = ties(workload);
  const { organizations, needs } = workload;
  const prepared = peer.prepareMatch(organizations, needs, tied, READINESS);
  const engine = load([
    ["divisions.jsonl", divisionsFile(organizations, needs)],
    ["organizations.jsonl", organizationsFile(organizations)],
    ["needs.jsonl", needsFile(needs, tied)],
  ]);
  const request = JSON.stringify({ route: "workload", as_of: AS_OF, top: 20, brief: true });
  const ours = () => {
    const job = engine.matchAll(request);
    const results = [];
    for (let finished = false; !finished; ) {
      finished = JSON.parse(utf8.decode(job.step(250))).finished;
      results.push(job.take());
    }
    job.free();
    return results;
  };
  const results = compare(rounds, ours, () => peer.match(prepared));
  const answers = results.values.ours.flatMap((bytes) => utf8.decode(bytes).trim().split("\n").map(JSON.parse));
  const checksum = answers.flatMap((one) => one.matches).reduce((sum, one) => sum + one.score, 0);
  const name = `${needs.length} × ${organizations.length}, 8 features, top 20`;
  const sums = `checksum ${checksum.toFixed(4)}, theirs ${results.values.theirs.toFixed(4)}`;
  report(name, "s", 1, results, sums);
  engine.free();
}

/** Sentences against all organizations, the ten best. */
function searching(size, rounds) {
  const { organizations, needs } = generate(size);
  const sentences = needs.slice(0, 300).map((need) => need.text);
  const index = peer.buildIndex(organizations.map(peer.textOf));
  const engine = load([
    ["divisions.jsonl", divisionsFile(organizations)],
    ["organizations.jsonl", organizationsFile(organizations)],
  ]);
  const theirs = () => sentences.map((text) => peer.search(index, text).map((at) => organizations[at].id));
  for (const route of ["words-alone", "text-alone"]) {
    const ask = (text) => JSON.stringify({ route, text, as_of: AS_OF, top: 10, brief: true });
    const ours = () => sentences.map((text) => JSON.parse(utf8.decode(engine.match(ask(text)))).matches.map((one) => one.id));
    const results = compare(rounds, ours, theirs);
    const shared = results.values.ours.map((ids, at) => ids.filter((id) => results.values.theirs[at].includes(id)).length);
    const all = results.values.theirs.reduce((sum, ids) => sum + ids.length, 0);
    const agreement = shared.reduce((sum, one) => sum + one, 0) / all;
    const name = `a sentence, top 10 of ${organizations.length}, ${route}`;
    report(name, "ms", sentences.length / 1000, results, `${(100 * agreement).toFixed(1)} % of their ten`);
  }
  engine.free();
}

/** One need of the sample with other weights each time: what moving a slider costs. */
function weighing(rounds) {
  const folder = new URL("../examples/sample/", import.meta.url);
  const names = readdirSync(folder).filter((name) => /\.jsonl?$/u.test(name)).sort();
  const engine = load(names.map((name) => [name, readFileSync(new URL(name, folder))]));
  const { needs } = JSON.parse(utf8.decode(engine.needs(JSON.stringify({ limit: 50 }))));
  const route = JSON.parse(utf8.decode(engine.summary())).routes.find((one) => one.id === "need-organization");
  const weights = Object.fromEntries(route.features.map(({ id, weight }) => [id, weight]));
  const asked = (query, moved) =>
    JSON.stringify({
      route: route.id, query, as_of: AS_OF,
      weights: { ...weights, place: weights.place - moved, text: weights.text + moved },
    });
  const times = [];
  for (let round = 0; round <= rounds; round++) {
    const { seconds } = timed(() => {
      for (const { id } of needs) JSON.parse(utf8.decode(engine.match(asked(id, 1000 * round))));
    });
    // The first round warms up.
    if (round > 0) times.push((1000 * seconds) / needs.length);
  }
  rows.push(["one need of the sample re-ranked, with JSON", `${median(times).toPrecision(3)} ms`, "", "", "a frame is 16.7 ms"]);
  engine.free();
}

weighing(quick ? 3 : 9);
matching("S", quick ? 3 : 7);
searching("M", quick ? 3 : 7);
matching("M", quick ? 1 : 5);
if (!quick) searching("L", 5);

console.log(`Node ${process.version}, ${cpus()[0].model}, ${cpus().length} processors, load ${loadavg().map((one) => one.toFixed(1)).join(" ")}`);
console.log("");
console.log("| | ours (wasm) | plain JavaScript | theirs / ours: median (range) | |");
console.log("|---|---|---|---|---|");
for (const row of rows) console.log(`| ${row.join(" | ")} |`);
