// Tests of the local server, run by `node --test`.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

import { CONTENT_SECURITY_POLICY, serve } from "./serve.mjs";

const PAGE = `<!doctype html><title>妇联</title>${"<p>互助</p>".repeat(200)}`;
const WASM = Buffer.concat([Buffer.from("\0asm"), Buffer.alloc(2000)]);
let base;
let server;

before(async () => {
  base = await mkdtemp(path.join(os.tmpdir(), "serve-"));
  const root = path.join(base, "dist");
  await mkdir(path.join(root, "assets"), { recursive: true });
  await mkdir(path.join(base, "dist-secret"));
  await writeFile(path.join(root, "index.html"), PAGE);
  await writeFile(path.join(root, "assets/core.wasm"), WASM);
  await writeFile(path.join(root, "assets/中文.jsonl"), "{}\n");
  await writeFile(path.join(base, "secret.txt"), "secret");
  await writeFile(path.join(base, "dist-secret/secret.txt"), "secret");
  await symlink(path.join(base, "secret.txt"), path.join(root, "link.txt"));
  server = await serve(root, 0);
});

after(async () => {
  await server.close();
  await rm(base, { recursive: true });
});

/** Asks for a path exactly as written: `fetch` would tidy `..` away. */
function ask(target, { method = "GET", headers = {}, port = server.port } = {}) {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path: target, method, headers }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () =>
        resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }),
      );
    });
    sent.on("error", reject);
    sent.end();
  });
}

test("files come with their type", async () => {
  const types = {
    "/": "text/html; charset=utf-8",
    "/index.html?x=1": "text/html; charset=utf-8",
    "/assets/core.wasm": "application/wasm",
    [encodeURI("/assets/中文.jsonl")]: "application/x-ndjson; charset=utf-8",
  };
  for (const [target, type] of Object.entries(types)) {
    const { status, headers } = await ask(target);
    assert.equal(status, 200, target);
    assert.equal(headers["content-type"], type);
  }
  assert.equal((await ask("/")).body.toString(), PAGE);
});

test("every answer carries the strict headers, refusals too", async () => {
  const answers = [await ask("/"), await ask("/nothing"), await ask("/", { method: "POST" })];
  assert.deepEqual(answers.map(({ status }) => status), [200, 404, 405]);
  for (const { headers } of answers) {
    assert.equal(headers["content-security-policy"], CONTENT_SECURITY_POLICY);
    assert.equal(headers["x-content-type-options"], "nosniff");
    assert.equal(headers["referrer-policy"], "no-referrer");
    assert.equal(headers["cross-origin-opener-policy"], "same-origin");
  }
  assert.match(CONTENT_SECURITY_POLICY, /^default-src 'none'; /);
  assert.doesNotMatch(CONTENT_SECURITY_POLICY, /unsafe-inline|'unsafe-eval'|https?:/);
});

test("nothing outside the folder can be read", async () => {
  const targets = [
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/..%5csecret.txt",
    "/assets/../../secret.txt",
    "/assets/..%2f..%2fsecret.txt",
    "/..%2fdist-secret/secret.txt",
    "//secret.txt",
    "/link.txt",
    "/%00",
    "/%",
    "/assets",
  ];
  for (const target of targets) {
    const { status, body } = await ask(target);
    assert.equal(status, 404, target);
    assert.doesNotMatch(body.toString(), /secret/);
  }
});

test("text and wasm are compressed for those who take it", async () => {
  const headers = { "Accept-Encoding": "br, gzip" };
  for (const [target, plain] of [["/", Buffer.from(PAGE)], ["/assets/core.wasm", WASM]]) {
    const answer = await ask(target, { headers });
    assert.equal(answer.headers["content-encoding"], "gzip");
    assert.equal(answer.headers.vary, "Accept-Encoding");
    assert.ok(answer.body.length < plain.length / 4);
    assert.ok(gunzipSync(answer.body).equals(plain));
    const refused = await ask(target, { headers: { "Accept-Encoding": "gzip;q=0, br" } });
    assert.equal(refused.headers["content-encoding"], undefined);
    assert.ok(refused.body.equals(plain));
  }
});

test("a changed file is served anew", async () => {
  const file = path.join(base, "dist/changing.txt");
  await writeFile(file, "one");
  assert.equal((await ask("/changing.txt")).body.toString(), "one");
  await writeFile(file, "three");
  assert.equal((await ask("/changing.txt")).body.toString(), "three");
});

test("HEAD has no body", async () => {
  const { status, headers, body } = await ask("/", { method: "HEAD" });
  assert.equal(status, 200);
  assert.equal(Number(headers["content-length"]), Buffer.byteLength(PAGE));
  assert.equal(body.length, 0);
});

/** Runs the command line until it prints its address or ends. */
function start(...words) {
  const script = fileURLToPath(new URL("serve.mjs", import.meta.url));
  const child = spawn(process.execPath, [script, "--root", path.join(base, "dist"), ...words]);
  return new Promise((resolve) => {
    let text = "";
    const read = (part) => {
      text += part;
      const url = /http:\/\/127\.0\.0\.1:(\d+)\//.exec(text);
      if (url) resolve({ child, port: Number(url[1]), text });
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("exit", (code) => resolve({ child, code, text }));
  });
}

test("the command line prints its address, and says when the port is taken", async () => {
  const blocker = createServer();
  await new Promise((resolve) => blocker.listen(0, "127.0.0.1", resolve));
  const taken = await start("--port", String(blocker.address().port));
  assert.equal(taken.code, 1);
  assert.match(taken.text, /EADDRINUSE/);
  blocker.close();

  const [first, second] = [await start(), await start()];
  try {
    assert.notEqual(first.port, second.port);
    assert.equal((await ask("/", { port: second.port })).status, 200);
  } finally {
    first.child.kill();
    second.child.kill();
  }
});
