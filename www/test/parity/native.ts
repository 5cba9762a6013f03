import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import init, { Loader, type Engine } from "../../pkg/matchgraph.js";

/** A file by name and content. */
export type Files = readonly (readonly [name: string, bytes: Uint8Array])[];

const root = join(import.meta.dirname, "../../..");

/** The folder of the sample data. */
export const sample = join(root, "examples/sample");

/** The data files of a folder, in the order in which the command line reads them. */
export function dataFiles(folder: string): Files {
  return readdirSync(folder)
    .filter((name) => /\.jsonl?$/.test(name))
    .sort()
    .map((name) => [name, readFileSync(join(folder, name))] as const);
}

/** Loads files into the wasm engine, in pieces of `piece` bytes, as the page does. */
export async function load(files: Files, piece = Number.POSITIVE_INFINITY): Promise<Engine> {
  await init({ module_or_path: readFileSync(join(import.meta.dirname, "../../pkg/matchgraph_bg.wasm")) });
  const loader = new Loader();
  for (const [name, bytes] of files) {
    let start = 0;
    do {
      loader.add(name, bytes.subarray(start, Math.min(start + piece, bytes.length)));
      start += piece;
    } while (start < bytes.length);
  }
  return loader.finish();
}

/** What the native program prints; it may end with one of the exit codes. */
export function native(args: readonly string[], codes: readonly number[] = [0]): string {
  const binary = process.env["MATCHGRAPH_BINARY"];
  if (binary === undefined) {
    throw new Error("MATCHGRAPH_BINARY must name the native program: cargo build --release makes target/release/matchgraph");
  }
  const run = spawnSync(binary, args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });
  if (run.error) throw run.error;
  if (run.status === null || !codes.includes(run.status)) {
    throw new Error(`${args.join(" ")}: exit code ${run.status}\n${run.stderr}`);
  }
  return run.stdout;
}

/** Puts files into a folder of their own for as long as `use` needs it. */
export function inFolder<Value>(files: Files, use: (folder: string) => Value): Value {
  const folder = mkdtempSync(join(tmpdir(), "matchgraph-"));
  try {
    for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Bytes as text; they must be valid UTF-8. */
export function text(bytes: Uint8Array): string {
  return utf8.decode(bytes);
}
