import wasmUrl from "../../pkg/matchgraph_bg.wasm?url";
import { EngineClient, type TablesModule } from "./client";
import { EngineError } from "./life";
import type { SourceFile } from "./protocol";
import { makeWorker } from "./trusted";

/** Addresses of the sample's files by path, made by the build. */
const sampleUrls = {
  ...import.meta.glob<string>("../../../examples/sample/*.jsonl", { eager: true, query: "?url", import: "default" }),
  ...import.meta.glob<string>("../../../examples/sample/themes.json", {
    eager: true,
    query: "?url",
    import: "default",
  }),
};

async function fetchBytes(address: string): Promise<ArrayBuffer> {
  try {
    const response = await fetch(address);
    if (response.ok) return await response.arrayBuffer();
  } catch {
    // Told below like an answer that is not there.
  }
  throw new EngineError({ code: "fetch", args: { file: address.split("/").pop() ?? address } });
}

/** Compiles a module once; every new worker gets the same. */
async function compile(address: string): Promise<WebAssembly.Module> {
  const bytes = await fetchBytes(address);
  try {
    return await WebAssembly.compile(bytes);
  } catch (error) {
    throw new EngineError({ code: "wasm", args: { detail: String(error) } });
  }
}

/** The module for tables. Its address is in a file that comes later: it does not belong to the first load. */
async function compileTables(): Promise<TablesModule> {
  const { tablesUrl, addresses } = await import("./tables");
  return { module: await compile(tablesUrl), addresses };
}

/** The engine, not yet started; the core is on its way. */
export function makeClient(): EngineClient {
  const module = compile(wasmUrl);
  // Whoever starts the engine hears of a failure.
  module.catch(() => undefined);
  return new EngineClient(module, makeWorker, compileTables);
}

/** The sample data, in the order of the file names. */
export async function fetchSample(): Promise<SourceFile[]> {
  const files = Object.entries(sampleUrls).map(async ([path, address]) => ({
    name: path.split("/").pop() ?? path,
    blob: new Blob([await fetchBytes(address)]),
  }));
  return Promise.all(files);
}
