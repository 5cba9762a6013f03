import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";

const SOURCE = join(import.meta.dirname, "service-worker.js");

/**
 * Writes the service worker of a built page into its folder: with the names and hashes of all its files,
 * and a version that is a hash of those. The same page makes the same bytes.
 */
export async function writeServiceWorker(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((name) => name !== "sw.js")
    .sort();
  const hashed = await Promise.all(
    names.map(async (name) => [encodeURI(name), hash(await readFile(join(folder, name)))] as const),
  );
  const files = JSON.stringify(Object.fromEntries(hashed));
  const source = await readFile(SOURCE, "utf8");
  const filled = source
    .replace('VERSION = "version"', () => `VERSION = ${JSON.stringify(hash(source + files))}`)
    .replace("FILES = {}", () => `FILES = ${files}`);
  await writeFile(join(folder, "sw.js"), filled);
}

function hash(bytes: Buffer | string): string {
  return `sha256-${createHash("sha256").update(bytes).digest("base64")}`;
}
