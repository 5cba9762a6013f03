import { describe, expect, it } from "vitest";
import { ready, visit, withBrowser } from "./page";

withBrowser();

describe("a need with violence", () => {
  it("shows whom to call before any candidate, and never offers mediation", async () => {
    // Answer 196: strangled, afraid to go back.
    await visit("#/needs/need-174", {}, async ({ page }) => {
      await page.locator("candidate-list li").first().waitFor();
      const order = await page.evaluate(() => {
        const view = document.querySelector("work-bench")?.shadowRoot?.querySelector("route-view")?.shadowRoot;
        const match = view?.querySelector("match-view")?.shadowRoot;
        return [...(match?.querySelectorAll("help-card, candidate-list") ?? [])].map((one) => one.localName);
      });
      expect(order).toEqual(["help-card", "candidate-list"]);
      const card = page.locator("help-card aside");
      const lines = await card.locator(".lines strong").allTextContents();
      expect(lines.slice(0, 1)).toEqual(["110"]);
      expect(lines).toContain("12338");
      await expect(card.textContent()).resolves.toContain("不以调解代替");
      await expect(page.locator("match-view .risk").textContent()).resolves.toMatch(/危急.*人的安全/s);

      const offered = page.locator("candidate-list ol.offered li");
      await expect(offered.filter({ hasText: "暖巢妇女支援中心" }).count()).resolves.toBe(1);
      expect((await offered.locator(".reason").allTextContents()).join("")).not.toContain("调解");
    });
  });

  it("puts a mediation service under those not for this need, with the reason", async () => {
    // Answer 327: the husband keeps her wage card.
    await visit("#/needs", {}, async ({ page }) => {
      await ready(page);
      await page.locator("need-list input[type=search]").fill("工资卡");
      await page.locator("need-list .count", { hasText: /^\s*1 条/ }).waitFor();
      await page.locator("need-list [data-row]").click();
      const refused = page.locator("candidate-list ol.refused li", { hasText: "茉语家事" });
      await refused.waitFor();
      await expect(refused.textContent()).resolves.toMatch(/涉暴力/);
      await expect(page.locator("candidate-list h3.refused").textContent()).resolves.toBe("本条不派");
    });
  });
});

describe("a need of a child at risk", () => {
  it("names the route for minors", async () => {
    await visit("#/needs/need-033", {}, async ({ page }) => {
      await page.locator("help-card").waitFor();
      await expect(page.locator("help-card aside").textContent()).resolves.toMatch(/儿童主任|未保/);
    });
  });
});

describe("a sensitive need", () => {
  it("is marked, with a quieter card", async () => {
    await visit("#/needs", {}, async ({ page }) => {
      await ready(page);
      await page.getByRole("checkbox", { name: "只看有风险的" }).check();
      await page.locator("need-list .count", { hasText: /5\d 条，共 337 条/ }).waitFor();
      const rows = page.locator("need-list [data-row]");
      expect(await rows.count()).toBe(await rows.filter({ has: page.locator(".critical, .sensitive") }).count());
      await rows.filter({ has: page.locator(".sensitive") }).first().click();
      await page.locator("help-card aside.sensitive").waitFor();
      await expect(page.locator("match-view .risk").textContent()).resolves.toContain("敏感");
    });
  });
});

describe("a local number", () => {
  it("is kept on this computer and shown with every card until it is removed", async () => {
    await visit("#/needs/need-174", {}, async ({ page, url }) => {
      await page.getByLabel("本地电话").fill("晋安区妇联 000-0000-0000");
      await page.getByRole("button", { name: "添上" }).click();
      await page.locator("help-card .own", { hasText: "晋安区妇联" }).waitFor();
      await page.goto(`${url}?again#/needs/need-033`);
      await page.locator("help-card .own", { hasText: "晋安区妇联" }).waitFor();
      await page.getByRole("button", { name: "删去 晋安区妇联 000-0000-0000" }).click();
      await page.reload();
      await page.locator("help-card .lines").waitFor();
      expect(await page.locator("help-card .own").count()).toBe(0);
    });
  });
});
