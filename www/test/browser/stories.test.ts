import { describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { names, ready, typeNeed, visit, withBrowser } from "./page";

withBrowser();

/** Opens the need of a survey answer by its row number, through the search of the list. */
async function openAnswer(page: Page, row: number): Promise<void> {
  await page.locator("need-list input[type=search]").fill(String(row));
  await expect.poll(() => page.locator("need-list [data-row]").count()).toBe(1);
  await page.locator("need-list [data-row]").click();
  await page.getByText(new RegExp(`答卷第 (.*、)?${row}(、.*)? 行`)).waitFor();
  await page.locator("candidate-list li").first().waitFor();
}

/** Shows every candidate that the page has. */
async function showAll(page: Page): Promise<void> {
  const rest = page.getByRole("button", { name: /显示其余/ });
  if (await rest.isVisible()) await rest.click();
  const more = page.getByRole("button", { name: "多列一些" });
  if (await more.isVisible()) {
    await more.click();
    await more.waitFor({ state: "detached" });
  }
}

describe("story 2: violence", () => {
  it("answer 196: the help card first, then the organization that helps women in danger", async () => {
    await visit("#/needs", {}, async ({ page }) => {
      await ready(page);
      await openAnswer(page, 196);
      await expect(page.locator("match-view blockquote").textContent()).resolves.toContain("掐我脖子");
      await expect(page.locator("match-view .meta").first().textContent()).resolves.toContain("晋安区");
      const lines = await page.locator("help-card .lines strong").allTextContents();
      expect(lines[0]).toBe("110");
      expect(lines).toContain("12338");
      const [card, list] = await Promise.all([
        page.locator("help-card").boundingBox(),
        page.locator("candidate-list").boundingBox(),
      ]);
      expect((card?.y ?? Infinity) + (card?.height ?? 0)).toBeLessThanOrEqual(list?.y ?? 0);
      expect((await names(page))[0]).toContain("暖巢妇女支援中心");
    });
  });

  it("answer 327: mediation is not offered, and the rule says why", async () => {
    await visit("#/needs", {}, async ({ page, url }) => {
      await ready(page);
      await openAnswer(page, 327);
      await expect(page.locator("match-view .meta").first().textContent()).resolves.toContain("台江区");
      const refused = page.locator("candidate-list ol.refused li", { hasText: "茉语家事" });
      await refused.waitFor();
      await expect(refused.textContent()).resolves.toContain("涉暴力");
      await expect(page.locator("candidate-list h3.refused").textContent()).resolves.toBe("本条不派");
      // The same for resources.
      const need = new URL(page.url()).hash.split("/").pop() ?? "";
      await page.goto(`${url}#/m/need-resource/${need}`);
      await page.locator("candidate-list li").first().waitFor();
      await showAll(page);
      const resource = page.locator("candidate-list ol.refused li", { has: page.locator("[data-candidate=res-022]") });
      await resource.waitFor();
      await expect(resource.textContent()).resolves.toContain("涉暴力");
    });
  });

  it("answer 281: the follow-up of the admonition is offered, and no reason speaks of mediation", async () => {
    await visit("#/needs", {}, async ({ page }) => {
      await ready(page);
      await openAnswer(page, 281);
      await expect(page.locator("match-view .meta").first().textContent()).resolves.toContain("邗江区");
      const offered = page.locator("candidate-list ol.offered li", { hasText: "运河姐妹" });
      await offered.waitFor();
      await expect(offered.locator(".reason").textContent()).resolves.not.toContain("调解");
      expect((await page.locator("candidate-list ol.offered .reason").allTextContents()).join("")).not.toContain("调解");
      await offered.locator("h4 a").click();
      await page.locator("paired-texts").waitFor();
      await expect(page.locator("paired-texts section.to").textContent()).resolves.toContain("告诫书");
    });
  });
});

describe("story 4: everyday words", () => {
  it("finds who looks after children after school, marks what fits on both sides, and adds up", async () => {
    await visit("#/typed", {}, async ({ page }) => {
      await ready(page);
      await typeNeed(page, "放学后孩子没人管,奶奶带不动", "鼓楼区");
      await expect.poll(async () => (await names(page))[0]).toContain("榕小伴儿童成长服务中心");
      const first = page.locator("candidate-list li").first();
      await expect(first.textContent()).resolves.not.toContain("暂不符合");
      await showAll(page);
      const outside = page.locator("candidate-list ol.refused li", { hasText: "长沙" });
      await outside.first().waitFor();
      for (const text of await outside.locator(".missing").allTextContents()) expect(text).toContain("不在服务范围");
      expect(await page.locator("candidate-list ol.offered h4", { hasText: "长沙" }).count()).toBe(0);

      const score = page.locator("candidate-list h4 a").first();
      await score.click();
      await page.locator("paired-texts mark").first().waitFor();
      for (const side of ["from", "to"]) {
        expect(await page.locator(`paired-texts section.${side} mark`).count()).toBeGreaterThan(0);
      }
      const exact = (text: string) => {
        const [whole = "0", fraction = ""] = text.trim().split(".");
        return BigInt(whole + fraction.padEnd(12, "0"));
      };
      const points = await page.locator("parts-table tbody td:last-child").allTextContents();
      const total = (await page.locator("parts-table tfoot td").textContent()) ?? "";
      expect(points.map(exact).reduce((sum, one) => sum + one, 0n)).toBe(exact(total));
      await expect(page.locator("rules-table table").first().textContent()).resolves.not.toContain("暂不符合");
    });
  });
});
