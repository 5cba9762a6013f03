import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { drop, unmarkedChinese, visit, withBrowser, type VisitOptions } from "./page";

withBrowser();

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Views with what shows that they are there. */
const views = [
  ["the questions", "#/", "questions-view [data-route]"],
  ["who may ask", "#/m/funder-project", "record-list [data-row]"],
  ["candidates of a funder", "#/m/funder-project/fund-01", "candidate-list li"],
  ["an explanation under a call", "#/m/organization-call/org-029/call-03", "rules-table h4"],
  ["needs as candidates", "#/m/project-need/proj-049", "candidate-list li"],
  ["an organization", "#/r/org-021", "neighbourhood-view h4"],
  ["a call", "#/r/call-01", "call-rules li"],
  ["the hubs", "#/hubs", "hubs-view ol > li"],
  ["list and writing", "#/needs", "need-list [data-row]"],
  ["writing a need", "#/typed", "typed-need textarea"],
  ["a critical need", "#/needs/need-174", "help-card .lines"],
  ["candidates", "#/needs/need-236", "candidate-list li"],
  ["an explanation", "#/needs/need-236/org-029", "parts-table tfoot"],
  ["data", "#/data", "problem-list li, problem-list p"],
  ["the question before clearing", "#/data", "clear-dialog dialog[open]"],
  ["the overview", "#/overview", "overview-view tbody tr"],
  ["what was found in tables", "#/data", "found-file tbody tr"],
  ["pairs to check", "#/data", "pairs-list li, pairs-list p"],
  ["the question for a passphrase", "#/data", "passphrase-dialog dialog[open]"],
  ["a record of two files", "#/r/org-029", "record-merges tbody tr"],
] as const;

const raw = join(import.meta.dirname, "../../../examples/sample/raw");
const tables = ["survey_wjx.csv", "organizations.csv", "organizations.zh-Hant.csv"];

/** Opens every view in turn and collects what `look` finds in it, under the name of the view. */
async function inEveryView(options: VisitOptions, look: (page: Page) => Promise<readonly string[]>): Promise<string[]> {
  const found: string[] = [];
  await visit("#/needs", options, async ({ page, url }) => {
    for (const [name, hash, shown] of views) {
      await page.goto(url + hash);
      if (hash === "#/overview") await page.locator("overview-view button").first().click();
      // From here on there are decisions, and something is kept.
      if (name === "a critical need") await page.locator("match-view button.referred").first().click();
      if (name === "candidates") {
        for (const at of [0, 1]) await page.locator("candidate-list decision-buttons").nth(at).locator("button").nth(at).click();
        await page.locator("candidate-list decision-buttons .write").first().click();
      }
      if (name === "the question before clearing") await page.locator("page-header .saving button").click();
      if (name === "what was found in tables") {
        await drop(page, tables.map((file) => ({ name: file, bytes: [...readFileSync(join(raw, file))] })));
      }
      if (name === "pairs to check") await page.locator("pairs-list button").click();
      if (name === "the question for a passphrase") await page.locator("export-panel li:nth-child(2) button").click();
      await page.locator(shown).first().waitFor({ state: "attached" });
      await page.evaluate(() => {
        // What is folded away must hold as well.
        const roots: (Document | ShadowRoot)[] = [document];
        for (let root = roots.pop(); root !== undefined; root = roots.pop()) {
          for (const element of root.querySelectorAll("*")) {
            if (element instanceof HTMLDetailsElement) element.open = true;
            if (element.shadowRoot) roots.push(element.shadowRoot);
          }
        }
      });
      found.push(...(await look(page)).map((one) => `${name}: ${one}`));
      if (name.startsWith("the question")) await page.keyboard.press("Escape");
    }
  });
  return found;
}

/** What axe finds, each as the rule and where. */
async function axe(page: Page): Promise<string[]> {
  // Evaluated through the debugger: the content security policy would refuse a script element.
  await page.evaluate(axeSource);
  const results = await page.evaluate(async () => {
    const checker = (globalThis as unknown as { axe: { run: (options: object) => Promise<AxeResults> } }).axe;
    return checker.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
  });
  expect(results.passes.length).toBeGreaterThan(10);
  return results.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.flat().join(" ")).join(", ")}`);
}

describe("axe finds nothing", () => {
  it.each([
    ["zh-Hans", 360],
    ["zh-Hans", 1366],
    ["en", 360],
    ["en", 1366],
  ] as const)("in %s at %i pixels", async (language, width) => {
    const options = { language, viewport: { width, height: 768 }, hasTouch: width < 600 };
    expect(await inEveryView(options, axe)).toEqual([]);
  }, 180_000);

  it("in the dark", async () => {
    expect(await inEveryView({ colorScheme: "dark" }, axe)).toEqual([]);
  }, 180_000);
});

describe("English", () => {
  it("leaves none of the page's own words in Chinese, in any view", async () => {
    expect(await inEveryView({ language: "en" }, unmarkedChinese)).toEqual([]);
  }, 180_000);
});

describe("a small or enlarged page", () => {
  it("is never scrolled sideways, at 400 % zoom neither", async () => {
    // 1,280 pixels at 400 % are 320.
    const found = await inEveryView({ viewport: { width: 320, height: 256 } }, async (page) => {
      const over = await page.evaluate(() => {
        const root = document.documentElement;
        return root.scrollWidth - root.clientWidth;
      });
      return over === 0 ? [] : [`${over} pixels too wide`];
    });
    expect(found).toEqual([]);
  });

  it("has targets that are large enough for a finger", async () => {
    const phone = { viewport: { width: 360, height: 768 }, hasTouch: true, isMobile: true };
    const found = await inEveryView(phone, (page) =>
      page.evaluate(() => {
        const targets =
          "button, select, input:not([type=checkbox], [type=radio]), nav a, label:has(input[type=checkbox]), label:has(input[type=radio])";
        const small: string[] = [];
        const roots: (Document | ShadowRoot)[] = [document];
        for (let root = roots.pop(); root !== undefined; root = roots.pop()) {
          for (const element of root.querySelectorAll("*")) {
            if (element.shadowRoot) roots.push(element.shadowRoot);
            if (!element.matches(targets)) continue;
            const { width, height } = element.getBoundingClientRect();
            if (width > 1 && height > 1 && height < 44) small.push(`${element.localName} ${element.textContent?.trim() ?? ""} ${height}`);
          }
        }
        return small;
      }),
    );
    expect(found).toEqual([]);
  });
});
