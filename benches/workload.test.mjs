import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { files, generate } from "./workload/generate.mjs";
import { PythonRandom } from "./workload/python_random.mjs";

test("random numbers are those of Python", () => {
  // What CPython 3.11 prints for random.Random(5).random() and so on.
  const random = new PythonRandom(5);
  assert.equal(random.random(), 0.6229016948897019);
  assert.equal(random.random(), 0.7417869892607294);
  assert.equal(new PythonRandom("a").random(), 0.2720295377534757);
  const order = [0, 1, 2, 3, 4, 5];
  new PythonRandom(7).shuffle(order);
  assert.deepEqual(order, [4, 0, 5, 3, 1, 2]);
  const other = new PythonRandom(9);
  assert.deepEqual(other.sample([...Array(30).keys()], 6), [14, 19, 11, 8, 4, 5]);
  assert.equal(other.integer(6, 14), 6);
  assert.equal(other.exponential(0.5), 0.8259631069353232);
});

test("the workload is the one that was measured before", () => {
  // The first digits of the SHA-256 of the files that the generator in Python writes.
  const expected = {
    "orgs.jsonl": "f5af5cf3bb7a",
    "needs.jsonl": "86c5a52692c3",
    "funders.jsonl": "e437d88b863b",
    "projects.jsonl": "7cdc20bf1319",
    "links.jsonl": "9da958c36362",
  };
  for (const [name, lines] of Object.entries(files(generate("S")))) {
    const hash = createHash("sha256").update(`${lines.join("\n")}\n`).digest("hex");
    assert.equal(hash.slice(0, 12), expected[name], name);
  }
});
