import { describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { names, openWhole, saveWhole, settled, visit, withBrowser } from "./page";

withBrowser();

/** The figures of the panel, in millionths. */
function figures(page: Page): Promise<number[]> {
  return page
    .locator("weights-panel .number")
    .evaluateAll((found) => found.map((one) => Number((one.textContent ?? "").replace(".", ""))));
}

async function openPanel(page: Page): Promise<void> {
  await page.locator("candidate-list li").first().waitFor();
  await page.getByText("高级：每项依据占多少").click();
}

/** Sets a slider as a person who drags it and lets go. */
async function drag(page: Page, feature: string, value: number): Promise<void> {
  await page.locator(`weights-panel input[data-feature=${feature}]`).evaluate((slider: HTMLInputElement, to) => {
    slider.value = String(to);
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    slider.dispatchEvent(new Event("change", { bubbles: true }));
  }, value);
}

describe("weights", () => {
  it("move together, always sum to one, rank anew at once, are logged, taken back and reset", async () => {
    await visit("#/needs/need-236", {}, async ({ page, requests }) => {
      await openPanel(page);
      await settled(page);
      const before = requests.length;
      const [ranked, original] = [await names(page), await figures(page)];
      expect(original.reduce((sum, weight) => sum + weight)).toBe(1_000_000);
      await drag(page, "place", 1_000_000);
      await expect.poll(() => names(page)).not.toEqual(ranked);
      expect((await figures(page)).reduce((sum, weight) => sum + weight)).toBe(1_000_000);
      await page.getByText("权重改过").waitFor();
      await expect(page.locator("weights-panel .log li").count()).resolves.toBe(1);
      await expect(page.locator("weights-panel .log li").textContent()).resolves.toMatch(/\d{4}-\d\d-\d\d.*地点远近.*→ 1\.000000/s);

      // The explanation computes with the same weights.
      await page.locator("candidate-list h4 a").first().click();
      await page.locator("parts-table tbody tr", { hasText: "地点远近" }).getByText("× 1.000000").waitFor();
      await page.goBack();

      await page.getByRole("button", { name: "撤销上一次改动" }).click();
      await expect.poll(() => names(page)).toEqual(ranked);
      expect(await figures(page)).toEqual(original);
      await expect(page.locator("weights-panel .log li").count()).resolves.toBe(2);

      // By keyboard: one step of an arrow key is one hundredth.
      const text = page.locator("weights-panel input[data-feature=text]");
      const was = Number(await text.inputValue());
      await text.press("ArrowLeft");
      await expect.poll(() => text.inputValue()).toBe(String(was - 10_000));
      await page.getByRole("button", { name: "恢复原来的权重" }).click();
      await expect.poll(() => figures(page)).toEqual(original);
      expect(requests.slice(before)).toEqual([]);
    });
  });

  it("are kept with their log in the project file", async () => {
    await visit("#/needs/need-236", {}, async ({ page, url }) => {
      await openPanel(page);
      await drag(page, "place", 900_000);
      await page.getByText("权重改过").waitFor();
      const ranked = await names(page);
      await page.goto(`${url}#/data`);
      const download = await saveWhole(page);
      await page.goto(`${url}?again#/data`);
      await page.getByRole("heading", { name: "打开自己的文件" }).waitFor();
      await openWhole(page, download);
      await page.getByText("已读入 1 个文件").waitFor();
      await page.locator("page-header input[type=date]").fill("2026-01-01");
      await page.goto(`${url}?again#/needs/need-236`);
      await openPanel(page);
      await expect.poll(() => names(page)).toEqual(ranked);
      expect(await figures(page)).toContain(900_000);
      await expect(page.locator("weights-panel .log li").count()).resolves.toBe(1);
    });
  });

  it("are frozen where conditions of published calls are judged", async () => {
    await visit("#/m/organization-call/org-029", {}, async ({ page }) => {
      await openPanel(page);
      await page.getByText("征集已公布，权重不再改动。").waitFor();
      expect(await page.locator("weights-panel input").count()).toBe(0);
      expect((await figures(page)).reduce((sum, weight) => sum + weight)).toBe(1_000_000);
    });
  });

  it("change the ranking within a frame or not much more", async () => {
    await visit("#/needs/need-236", {}, async ({ page }) => {
      await openPanel(page);
      const times = await page.evaluate(async () => {
        const bench = document.querySelector("work-bench");
        const view = bench?.shadowRoot?.querySelector("route-view")?.shadowRoot?.querySelector("match-view")?.shadowRoot;
        const slider = view?.querySelector("weights-panel")?.shadowRoot?.querySelector<HTMLInputElement>("input[data-feature=place]");
        const list = view?.querySelector("candidate-list")?.shadowRoot;
        if (!slider || !list) throw new Error("no slider");
        const measured: number[] = [];
        for (let turn = 0; turn < 20; turn += 1) {
          const changed = new Promise<void>((resume) => {
            const observer = new MutationObserver(() => {
              observer.disconnect();
              resume();
            });
            observer.observe(list, { subtree: true, attributes: true, characterData: true, childList: true });
          });
          const started = performance.now();
          slider.value = String(turn % 2 === 0 ? 900_000 : 100_000);
          slider.dispatchEvent(new Event("input", { bubbles: true }));
          await changed;
          measured.push(performance.now() - started);
        }
        return measured.sort((a, b) => a - b);
      });
      console.log(`ranked anew after ${times[10]?.toFixed(1)} ms (median), ${times[19]?.toFixed(1)} ms (slowest of 20)`);
      // The aim is 16 ms on a quiet machine; a busy one gets more, but not without end.
      expect(times[10]).toBeLessThan(200);
    });
  });
});
