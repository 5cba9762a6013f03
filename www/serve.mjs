// A small server for the built page: files of one folder, on this computer alone, with the headers
// that a portal should send too. Without dependencies, so that it runs as soon as Node does.
//
//   node www/serve.mjs [--root DIR] [--port N]
//
// It is also the server of the browser tests: `import { serve } from "./serve.mjs"`.

import { readFile, realpath, stat } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { constants, gzipSync } from "node:zlib";

const ADDRESS = "127.0.0.1";
const FIRST_PORT = 8417;
const PORTS_TO_TRY = 20;

/** The policy of the page: nothing from elsewhere, nothing inline, nothing sent anywhere. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  "require-trusted-types-for 'script'",
  "trusted-types lit-html matchgraph",
].join("; ");

const HEADERS = {
  "Content-Security-Policy": CONTENT_SECURITY_POLICY,
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  // A rebuilt page must not meet old parts of itself.
  "Cache-Control": "no-cache",
};

const TYPES = new Map([
  [".html", "text/html; charset=utf-8"],
  [".js", "text/javascript; charset=utf-8"],
  [".mjs", "text/javascript; charset=utf-8"],
  [".css", "text/css; charset=utf-8"],
  [".json", "application/json; charset=utf-8"],
  [".jsonl", "application/x-ndjson; charset=utf-8"],
  [".map", "application/json; charset=utf-8"],
  [".md", "text/markdown; charset=utf-8"],
  [".txt", "text/plain; charset=utf-8"],
  [".svg", "image/svg+xml; charset=utf-8"],
  [".webmanifest", "application/manifest+json; charset=utf-8"],
  [".wasm", "application/wasm"],
  [".png", "image/png"],
  [".ico", "image/x-icon"],
  [".woff2", "font/woff2"],
]);

/** Whether a type is worth compressing. */
function isCompressible(type) {
  return type.endsWith("charset=utf-8") || type === "application/wasm";
}

/** Whether the client takes gzip: named, and not with the weight 0. */
function acceptsGzip(header) {
  return (header ?? "").split(",").some((coding) => {
    const [name, ...parameters] = coding.trim().toLowerCase().split(/\s*;\s*/);
    return name === "gzip" && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });
}

/**
 * The file that a request names: inside the folder, also after following symbolic links; the
 * `index.html` of a folder. Undefined when there is none.
 */
async function findFile(root, url) {
  let name;
  try {
    name = decodeURIComponent(new URL(`http://${ADDRESS}${url}`).pathname);
  } catch {
    return undefined;
  }
  if (name.includes("\0") || name.includes("\\")) return undefined;
  try {
    let file = await realpath(path.join(root, name));
    if ((await stat(file)).isDirectory()) file = await realpath(path.join(file, "index.html"));
    return file.startsWith(root + path.sep) ? file : undefined;
  } catch {
    return undefined;
  }
}

/** Reads files once and keeps them, compressed too, until they change on disk. */
function makeStore() {
  const kept = new Map();
  return async (file) => {
    const { mtimeMs, size } = await stat(file);
    const known = kept.get(file);
    if (known && known.mtimeMs === mtimeMs && known.size === size) return known;
    const type = TYPES.get(path.extname(file).toLowerCase()) ?? "application/octet-stream";
    const plain = await readFile(file);
    const compressed = isCompressible(type)
      ? gzipSync(plain, { level: constants.Z_BEST_COMPRESSION })
      : undefined;
    const entry = { mtimeMs, size, type, plain, compressed };
    kept.set(file, entry);
    return entry;
  };
}

/**
 * Serves the files of a folder on 127.0.0.1.
 *
 * @param {string} root the folder
 * @param {number} port 0 takes any free port
 * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>} the address, with a
 *   slash at its end; fails when the folder is missing or the port is taken
 */
export async function serve(root, port) {
  const folder = await realpath(root);
  const load = makeStore();
  const server = createServer((request, response) => {
    answer(folder, load, request, response).catch(() => refuse(response, 500, "internal error"));
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, ADDRESS, resolve);
  });
  const taken = server.address().port;
  return {
    url: `http://${ADDRESS}:${taken}/`,
    port: taken,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

async function answer(folder, load, request, response) {
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("Allow", "GET, HEAD");
    return refuse(response, 405, "only GET and HEAD");
  }
  const file = await findFile(folder, request.url);
  if (file === undefined) return refuse(response, 404, "not found");
  const { type, plain, compressed } = await load(file);
  const headers = { ...HEADERS, "Content-Type": type };
  let body = plain;
  if (compressed) {
    headers.Vary = "Accept-Encoding";
    if (acceptsGzip(request.headers["accept-encoding"])) {
      headers["Content-Encoding"] = "gzip";
      body = compressed;
    }
  }
  response.writeHead(200, { ...headers, "Content-Length": body.length });
  response.end(request.method === "HEAD" ? undefined : body);
}

function refuse(response, status, reason) {
  if (response.headersSent) return response.destroy();
  response.writeHead(status, { ...HEADERS, "Content-Type": "text/plain; charset=utf-8" });
  response.end(`${reason}\n`);
}

/** Serves on the port asked for, or on the first free one from 8417 on. */
async function serveSomewhere(root, port) {
  if (port !== undefined) return serve(root, port);
  for (let candidate = FIRST_PORT; candidate < FIRST_PORT + PORTS_TO_TRY; candidate += 1) {
    try {
      return await serve(root, candidate);
    } catch (error) {
      if (error.code !== "EADDRINUSE") throw error;
    }
  }
  return serve(root, 0);
}

/** The options of the command line; throws on an unknown one. */
function readOptions(words) {
  const options = { root: path.join(path.dirname(fileURLToPath(import.meta.url)), "dist") };
  for (let place = 0; place < words.length; place += 2) {
    const [name, value] = words.slice(place, place + 2);
    if (name === "--root" && value) options.root = value;
    else if (name === "--port" && /^\d{1,5}$/.test(value ?? "")) options.port = Number(value);
    else throw new Error("usage: node serve.mjs [--root DIR] [--port N]");
  }
  return options;
}

async function main() {
  try {
    const { root, port } = readOptions(process.argv.slice(2));
    const { url } = await serveSomewhere(root, port);
    console.log(`\nmatchgraph: ${url}\n(Ctrl+C ends the server)`);
  } catch (error) {
    console.error(`error: ${error.message}`);
    process.exitCode = 1;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
