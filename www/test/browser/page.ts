import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Browser, type BrowserContextOptions, type Download, type Locator, type Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import initTables, { Files } from "../../pkg/files.js";
import { serve, type Server } from "../../serve.mjs";

const dist = join(import.meta.dirname, "../../dist");

/** Arguments that keep the browser from talking to its maker, so that every request seen is the page's. */
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A page of the built product under watch. */
export interface Visit {
  readonly page: Page;
  /** Addresses of all requests, in order; those of workers too, those of the service worker apart. */
  readonly requests: string[];
  /** Errors and complaints: scripts, console, content security policy. */
  readonly complaints: string[];
  /** Where the page is served. */
  readonly url: string;
}

let server: Server;
let browser: Browser;

/** Starts server and browser for a file of tests; gives the browser, for tests with pages of their own. */
export function withBrowser(): () => Browser {
  beforeAll(async () => {
    if (!existsSync(join(dist, "index.html"))) throw new Error("www/dist is missing: cargo xtask build makes it");
    server = await serve(dist, 0);
    const executablePath = process.env["CHROME"] ?? "/usr/bin/chromium";
    browser = await chromium.launch({ executablePath, args: ARGUMENTS });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  return () => browser;
}

/** Options of a visit beside those of Playwright. */
export interface VisitOptions extends BrowserContextOptions {
  readonly language?: "zh-Hans" | "en";
}

/**
 * Opens the page in a fresh browser profile and, when `use` is done, requires that nothing complained
 * and no request left for elsewhere.
 */
export async function visit(hash: string, options: VisitOptions, use: (visit: Visit) => Promise<void>): Promise<void> {
  const { language, ...context } = options;
  const profile = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: "zh-CN", ...context });
  try {
    const page = await profile.newPage();
    const [requests, kept, complaints]: [string[], string[], string[]] = [[], [], []];
    profile.on("request", (request) => (request.serviceWorker() === null ? requests : kept).push(request.url()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        console.error(`policy: ${event.effectiveDirective} ${event.blockedURI}`);
      });
    });
    if (language === "en") await page.addInitScript(() => localStorage.setItem("matchgraph.language", "en"));
    await page.goto(server.url + hash);
    await use({ page, requests, complaints, url: server.url });
    expect(complaints).toEqual([]);
    expect([...requests, ...kept].filter((url) => !url.startsWith(server.url) && !url.startsWith("blob:"))).toEqual([]);
  } finally {
    await profile.close();
  }
}

/** Waits until the needs of the sample are listed. */
export async function ready(page: Page): Promise<void> {
  await page.locator("need-list [data-row]").first().waitFor({ state: "attached" });
}

/** Waits until the page has fetched everything that it will ever fetch: the module for tables comes last. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    performance.getEntriesByType("resource").some(({ name }) => /\/files_bg-[^/]*\.wasm$/.test(name)),
  );
  await page.waitForLoadState("networkidle");
}

/** Presses a button and takes what the browser is given to download. */
export async function downloaded(page: Page, button: Locator): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return download;
}

/** The passphrase of the tests. */
export const PASSPHRASE = "三月里的小雨淅沥沥";

/** Saves everything under the passphrase. */
export async function saveWhole(page: Page): Promise<Download> {
  await page.getByRole("button", { name: "加口令保存" }).click();
  const dialog = page.locator("passphrase-dialog dialog");
  await dialog.locator("#first").fill(PASSPHRASE);
  await dialog.locator("#second").fill(PASSPHRASE);
  return downloaded(page, dialog.getByRole("button", { name: "保存", exact: true }));
}

/** The project file in what was saved under the passphrase. */
export async function unsealed(download: Download): Promise<Record<string, unknown>> {
  await initTables({ module_or_path: readFileSync(join(import.meta.dirname, "../../pkg/files_bg.wasm")) });
  const bytes = Files.openSealed(readFileSync(await download.path()), PASSPHRASE);
  return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
}

/** Drops what was saved under the passphrase, and gives it. */
export async function openWhole(page: Page, download: Download): Promise<void> {
  await drop(page, [{ name: download.suggestedFilename(), bytes: [...readFileSync(await download.path())] }]);
  const dialog = page.locator("passphrase-dialog dialog");
  await dialog.locator("#first").fill(PASSPHRASE);
  await dialog.getByRole("button", { name: "打开" }).click();
}

/** Types a need and its place as a person does, and waits for the candidates. */
export async function typeNeed(page: Page, text: string, place: string): Promise<void> {
  await page.locator("typed-need textarea").fill(text);
  await page.locator("place-field input").fill(place);
  await page.locator("place-field [role=option]").first().click();
  await page.locator("candidate-list li").first().waitFor();
}

/** Names of the candidates as listed, from the first. */
export function names(page: Page): Promise<string[]> {
  return page.locator("candidate-list h4 a").allTextContents();
}

/** A file to drop. Bytes that are no text are given as numbers. */
export type DroppedFile = { readonly name: string } & ({ readonly text: string } | { readonly bytes: readonly number[] });

/** Drops files on the page, as from a folder of the computer. */
export async function drop(page: Page, files: readonly DroppedFile[]): Promise<void> {
  await page.evaluate((given) => {
    const transfer = new DataTransfer();
    for (const file of given) {
      const content = "text" in file ? file.text : Uint8Array.from(file.bytes);
      transfer.items.add(new File([content], file.name));
    }
    for (const type of ["dragover", "drop"]) {
      window.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }
  }, files);
}

/** The element that has the focus, through all shadow roots, as its role and words. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return `${element?.localName ?? ""} ${(element?.textContent ?? "").replace(/\s+/g, " ").trim()}`;
  });
}

/** Chinese words on an English page that do not say that they are Chinese. */
export async function unmarkedChinese(page: Page): Promise<string[]> {
  const found = await page.evaluate(() => {
    const words: string[] = [];
    const roots: (Document | ShadowRoot)[] = [document];
    for (let root = roots.pop(); root !== undefined; root = roots.pop()) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        if (node instanceof Element && node.shadowRoot) roots.push(node.shadowRoot);
        const text = node instanceof Text ? (node.textContent ?? "") : "";
        const inside = node.parentElement?.closest("[lang=zh-Hans], style, option, title");
        if (/\p{Script=Han}/u.test(text) && !inside) words.push(text.trim());
      }
    }
    return words;
  });
  // Sentences of the core may quote words and places of the data.
  return found
    .filter((words) => /\p{Script=Han}/u.test(words.replace(/“[^”]*”/g, "")))
    .filter((words) => !/[a-z][:,]? .*\p{Script=Han}/su.test(words));
}
