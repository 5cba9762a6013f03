import { Files } from "../../pkg/files.js";
import { Loader, type Engine } from "../../pkg/matchgraph.js";
import type { Summary, TableFile } from "../contract";
import { isOfTheCore, type Reading, type SourceFile } from "./protocol";

/** Bytes handed to the loader at once; between two pieces other requests get through. */
const PIECE = 4 * 1024 * 1024;

const utf8 = new TextDecoder();
const utf8Bytes = new TextEncoder();

/** What a stored index begins with. */
const INDEX_MARK = "MATCHGRAPH-INDEX";

/** The core hears what was taken apart as from a project file of this name. */
const WORD = "\u0000apart.json";

/** The files without that one. */
export function withoutWord(summary: Summary): Summary {
  return { ...summary, files: summary.files.filter(({ name }) => name !== WORD) };
}

/** What was read, and what was found in tables, by the name of the file. */
export interface Read {
  readonly engine: Engine;
  readonly found: ReadonlyMap<string, TableFile>;
}

/**
 * Files as an engine: a stored index is opened as it is, everything else is read together. Without the
 * module for tables all files are the core's.
 */
export async function read(files: readonly SourceFile[], reading: Reading, hasTables: boolean): Promise<Read> {
  const [first] = files;
  if (first !== undefined && files.length === 1 && (await isIndex(first))) {
    return { engine: Loader.open(new Uint8Array(await first.blob.arrayBuffer())), found: new Map() };
  }
  const loader = new Loader();
  const tables = hasTables ? new Files(JSON.stringify(reading.mappings)) : null;
  const later: SourceFile[] = [];
  const found = new Map<string, TableFile>();
  try {
    for (const file of files) {
      if (tables !== null && !isOfTheCore(file.name) && (await isTable(file))) {
        later.push(file);
        continue;
      }
      for await (const piece of pieces(file)) {
        loader.add(file.name, piece);
        tables?.addOther(file.name, piece);
      }
    }
    // Tables come last: places and words of the other files count for them.
    for (const { name, blob, choices } of later) {
      const chosen = choices === undefined ? "" : JSON.stringify(choices);
      const read = tables?.read(name, new Uint8Array(await blob.arrayBuffer()), chosen);
      if (read === undefined) continue;
      found.set(name, JSON.parse(utf8.decode(read.report())) as TableFile);
      loader.addPrepared(read.prepared());
      read.free();
    }
    if (reading.apart.length > 0) {
      loader.add(WORD, utf8Bytes.encode(JSON.stringify({ format: 1, apart: reading.apart })));
    }
  } catch (error) {
    loader.free();
    throw error;
  } finally {
    tables?.free();
  }
  return { engine: loader.finish(), found };
}

/** A file bit by bit. An empty one gives one empty piece: the core must hear of it to list it as a problem. */
async function* pieces({ blob }: SourceFile): AsyncGenerator<Uint8Array> {
  let start = 0;
  do {
    yield new Uint8Array(await blob.slice(start, start + PIECE).arrayBuffer());
    start += PIECE;
  } while (start < blob.size);
}

/** Is a file read by the module for tables? */
async function isTable({ name, blob }: SourceFile): Promise<boolean> {
  return Files.isOurs(name, new Uint8Array(await blob.arrayBuffer()));
}

async function isIndex({ blob }: SourceFile): Promise<boolean> {
  const head = await blob.slice(0, INDEX_MARK.length).arrayBuffer();
  return utf8.decode(head) === INDEX_MARK;
}
