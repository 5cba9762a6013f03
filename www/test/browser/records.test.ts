import { describe, expect, it } from "vitest";
import { visit, withBrowser } from "./page";

withBrowser();

describe("the page of a record", () => {
  it.each([
    ["org-029", "福州市鼓楼区榕小伴儿童成长服务中心", "统一社会信用代码"],
    ["fund-01", "宁波市妇女联合会", "服务领域"],
    ["call-01", "2026年女性社会组织服务项目购买", "截止日期"],
    ["proj-061", "回航计划", "预算（元）"],
    ["res-001", "福州孵化培育基地办公与活动空间", "怎样可用"],
    ["fed-fujian", "福建省妇女联合会", "上级妇联"],
  ])("%s says what it is, with source, ties and questions", async (id, name, fact) => {
    await visit(`#/r/${id}`, {}, async ({ page }) => {
      await page.getByRole("heading", { name, exact: true }).waitFor();
      await page.locator("record-facts dt", { hasText: fact }).waitFor();
      await expect(page.locator("record-source dl").textContent()).resolves.toMatch(/出处.*第 \d+ 行/s);
      await expect(page.title()).resolves.toContain(name);
      // Every key has a name in the language of the page.
      for (const term of await page.locator("record-facts dt").allTextContents()) expect(term).toMatch(/\p{Script=Han}/u);
    });
  });

  it("of an organization has its growth record, what is inferred, and the questions it may ask", async () => {
    await visit("#/r/org-029", {}, async ({ page, url }) => {
      const events = page.locator("record-view .events li");
      await events.first().waitFor();
      const dates = await events.locator(".date").allTextContents();
      expect(dates.length).toBeGreaterThan(2);
      expect([...dates].sort().reverse()).toEqual(dates);
      await page.getByRole("link", { name: "我们能申报什么？" }).click();
      await page.locator("candidate-list li").first().waitFor();
      expect(page.url()).toBe(`${url}#/m/organization-call/org-029`);
      await page.goto(`${url}#/r/org-002`);
      await page.locator("record-facts dt", { hasText: "阶段" }).locator(".tag", { hasText: "推定" }).waitFor();
    });
  });

  it("of a project links to who carries and who funds it", async () => {
    await visit("#/r/proj-061", {}, async ({ page }) => {
      await page.locator("record-facts a", { hasText: "福州市回航姐妹社会服务中心" }).click();
      await page.getByRole("heading", { name: "福州市回航姐妹社会服务中心", exact: true }).waitFor();
    });
  });

  it("of a call shows its conditions as cards in its own words, bonuses apart", async () => {
    await visit("#/r/call-01", {}, async ({ page }) => {
      await page.locator("call-rules .hard li").first().waitFor();
      expect(await page.locator("call-rules .hard li").count()).toBe(7);
      await expect(page.locator("call-rules .bonus li").textContent()).resolves.toContain("评估等级3A以上");
    });
  });

  it("that is not in the data says so", async () => {
    await visit("#/r/org-999", {}, async ({ page }) => {
      await page.locator("record-view .alarm", { hasText: "org-999" }).waitFor();
    });
  });

  it("of a critical need has the help lines before its facts", async () => {
    await visit("#/r/need-174", {}, async ({ page }) => {
      await page.locator("help-card .lines strong", { hasText: "110" }).waitFor();
      const [card, facts] = await Promise.all([
        page.locator("help-card").boundingBox(),
        page.locator("record-facts").boundingBox(),
      ]);
      expect(card?.y ?? Infinity).toBeLessThan(facts?.y ?? 0);
    });
  });
});

describe("the ties of a record", () => {
  it("are listed by relation; the picture shows the same nodes under the same numbers", async () => {
    await visit("#/r/org-021", {}, async ({ page }) => {
      const view = page.locator("neighbourhood-view");
      await view.locator("h4").first().waitFor();
      const listed = await view.locator("li > .at").allTextContents();
      const drawn = await view.locator("svg text").allTextContents();
      expect(listed.length).toBeGreaterThan(5);
      expect(listed.length).toBeLessThanOrEqual(60);
      expect(drawn.map((one) => one.trim())).toEqual(listed.map((one) => one.trim()));
      expect(listed.map(Number)).toEqual(listed.map((_, index) => index + 1));
      // The picture is for the eye and the pointer; nothing in it takes the focus.
      await expect(view.locator("svg").getAttribute("aria-hidden")).resolves.toBe("true");
      expect(await view.locator("svg a:not([tabindex='-1'])").count()).toBe(0);
      const name = (await view.locator("li > a").first().textContent()) ?? "";
      await view.locator("li > a").first().click();
      await page.getByRole("heading", { name, exact: true }).waitFor();
    });
  });

  it("never show the text of a critical need", async () => {
    await visit("#/r/proj-061", {}, async ({ page, url }) => {
      for (const id of ["org-032", "proj-049", "proj-050"]) {
        await page.goto(`${url}#/r/${id}`);
        await page.locator("neighbourhood-view h4").first().waitFor();
        await expect(page.locator("neighbourhood-view").textContent()).resolves.not.toContain("脖子");
      }
    });
  });

  it("stand beside a match as a sentence with the rows that say so", async () => {
    await visit("#/m/project-organization/proj-061/org-052", {}, async ({ page }) => {
      await page.getByRole("heading", { name: "两边的联系" }).waitFor();
      await expect(page.locator("tie-line p").first().textContent()).resolves.toMatch(/承接了“回航计划”/);
      await expect(page.locator("tie-line ol").textContent()).resolves.toMatch(/第 \d+ 行/);
    });
  });
});

describe("the hubs", () => {
  it("are listed with plain reasons whose points sum to the order, and lead to their pages", async () => {
    await visit("", {}, async ({ page }) => {
      await page.getByRole("link", { name: "谁把大家连起来？" }).click();
      const hubs = page.locator("hubs-view ol > li");
      await hubs.first().waitFor();
      const number = (text: string) => Number(/\d+/.exec(text)?.[0]);
      const totals: number[] = [];
      for (const hub of await hubs.all()) {
        const parts = (await hub.locator("ul .small").allTextContents()).map(number);
        const total = number((await hub.locator(".total").textContent()) ?? "");
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
        totals.push(total);
      }
      expect([...totals].sort((a, b) => b - a)).toEqual(totals);
      await hubs.first().locator("h3 a").click();
      await page.locator("record-view neighbourhood-view").waitFor();
    });
  });
});
