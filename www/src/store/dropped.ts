import type { SourceFile } from "../engine/protocol";

/** Files to read, and names of files in a folder that hold no records. */
export interface Dropped {
  readonly files: readonly SourceFile[];
  readonly passedOver: readonly string[];
}

/** Deeper folders than these are not a data folder. */
const DEPTH = 3;

/**
 * Splits files into those to read and those to pass over. A file that a person chose by itself is
 * always read, so that she hears what is wrong with it; from a folder only what can hold records,
 * since notes and licences lie there too. What is passed over is told by name.
 */
export function readable(files: readonly File[], inFolder: boolean): Dropped {
  const fits = (file: File) => !inFolder || /\.(jsonl|ndjson|json|csv|tsv|xlsx|xls|docx)$/i.test(file.name);
  return {
    files: files.filter(fits).map((file) => ({ name: file.name, blob: file })),
    passedOver: files.filter((file) => !fits(file)).map((file) => file.name),
  };
}

/** What was dropped: files, and the files of folders. */
export async function droppedFiles(transfer: DataTransfer): Promise<Dropped> {
  // Entries must be taken before the event ends, hence before anything is awaited.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry());
  const single = [...transfer.files].filter((_, index) => entries[index]?.isDirectory !== true);
  const folders = entries.filter((entry): entry is FileSystemDirectoryEntry => entry?.isDirectory === true);
  const inFolders = await filesOf(folders);
  const [first, second] = [readable(single, false), readable(inFolders, true)];
  return {
    files: [...first.files, ...second.files],
    passedOver: [...first.passedOver, ...second.passedOver],
  };
}

async function filesOf(folders: readonly FileSystemDirectoryEntry[]): Promise<File[]> {
  const files: File[] = [];
  let level: readonly FileSystemDirectoryEntry[] = folders;
  for (let depth = 0; depth < DEPTH && level.length > 0; depth += 1) {
    const below: FileSystemDirectoryEntry[] = [];
    for (const folder of level) {
      for (const entry of await entriesOf(folder)) {
        if (entry.isDirectory) below.push(entry as FileSystemDirectoryEntry);
        else files.push(await fileOf(entry as FileSystemFileEntry));
      }
    }
    level = below;
  }
  return files;
}

/** A reader gives entries in pieces until an empty one. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const piece = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (piece.length === 0) return all;
    all.push(...piece);
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}
