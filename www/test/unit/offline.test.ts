import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeServiceWorker } from "../../offline";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "offline-"));
  await mkdir(join(folder, "assets"));
  await writeFile(join(folder, "index.html"), "<title>页</title>");
  await writeFile(join(folder, "assets/名 a.js"), "1");
});
afterEach(() => rm(folder, { recursive: true }));

async function written(): Promise<string> {
  await writeServiceWorker(folder);
  return readFile(join(folder, "sw.js"), "utf8");
}

describe("the service worker of a build", () => {
  it("names every file but itself, by address and hash", async () => {
    const [, files = ""] = /FILES = (\{.*\});/.exec(await written()) ?? [];
    const hash = (text: string) => `sha256-${createHash("sha256").update(text).digest("base64")}`;
    expect(JSON.parse(files)).toEqual({
      [encodeURI("assets/名 a.js")]: hash("1"),
      "index.html": hash("<title>页</title>"),
    });
  });

  it("is the same for the same files, and another when one byte differs", async () => {
    const version = (text: string) => /VERSION = "(.*)"/.exec(text)?.[1];
    const first = await written();
    expect(await written()).toBe(first);
    await writeFile(join(folder, "assets/名 a.js"), "2");
    const second = await written();
    expect(version(second)).toMatch(/^sha256-/);
    expect(version(second)).not.toBe(version(first));
  });
});
