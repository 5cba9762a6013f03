import { describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { focused, visit, withBrowser } from "./page";

withBrowser();

/** Every direction with a record that may ask it, and what is found. */
const DIRECTIONS = [
  ["need-organization", "这条需求谁能接？", "need-236"],
  ["need-resource", "这条需求有什么资源可用？", "need-236"],
  ["need-project", "哪个项目能接这条需求？", "need-236"],
  ["project-need", "这个项目回应哪些需求？", "proj-061"],
  ["project-organization", "谁能来承接？", "proj-061"],
  ["project-funder", "谁会资助这个项目？", "proj-049"],
  ["funder-project", "哪些项目符合我们的条件？", "fund-01"],
  ["organization-call", "我们能申报什么？", "org-029"],
  ["organization-resource", "我们这个阶段能用上什么支持？", "org-029"],
  ["organization-organization", "我们该认识谁？", "org-029"],
  ["organization-federation", "归哪级妇联联系？", "org-029"],
] as const;

/** Numbers that stand on one side of the texts, each once. */
async function numbers(page: Page, side: "from" | "to"): Promise<string[]> {
  return [...new Set(await page.locator(`paired-texts section.${side} mark sup`).allTextContents())].sort();
}

describe("the entry", () => {
  it("names every direction as a question, under who asks it, and opens with the critical needs", async () => {
    await visit("", {}, async ({ page }) => {
      const questions = page.locator("questions-view [data-route]");
      await questions.first().waitFor();
      expect(await questions.count()).toBe(12);
      const texts = await questions.allTextContents();
      for (const [, title] of DIRECTIONS) expect(texts).toContain(title);
      expect(texts).toContain("志愿者能帮哪个项目？");
      await expect(page.locator("questions-view h3").allTextContents()).resolves.toEqual(["妇联、服务中心", "组织", "出资方"]);
      await page.getByRole("link", { name: /先看危急的需求：\d+ 条/ }).click();
      const first = page.locator("need-list [data-row]").first();
      await first.waitFor();
      await expect(first.locator(".tag.critical").count()).resolves.toBe(1);
    });
  });

  it("leads to who may ask, from there to candidates and the reasons, and back step by step", async () => {
    await visit("", {}, async ({ page, url }) => {
      await page.getByRole("link", { name: "哪些项目符合我们的条件？" }).click();
      await expect(page.title()).resolves.toContain("哪些项目符合我们的条件？");
      await page.getByRole("link", { name: /宁波市妇女联合会/ }).click();
      await page.locator("candidate-list h4 a").first().click();
      await page.locator("parts-table tfoot").waitFor();
      const deep = page.url();
      expect(deep).toMatch(/#\/m\/funder-project\/fund-01\/proj-\d+$/);
      await page.goBack();
      await page.goBack();
      await expect.poll(() => page.url()).toBe(`${url}#/m/funder-project`);
      await page.goBack();
      await page.locator("questions-view h2").waitFor();
      await page.goto(deep);
      await page.locator("parts-table tfoot").waitFor();
    });
  });

  it("says so when an address names no question", async () => {
    await visit("#/m/no-such-question/x", {}, async ({ page }) => {
      await page.getByRole("heading", { name: "没有“no-such-question”这个问题。" }).waitFor();
      await page.getByRole("link", { name: "← 全部问题" }).click();
      await page.locator("questions-view [data-route]").first().waitFor();
    });
  });
});

describe("every direction", () => {
  it.each(DIRECTIONS)("%s: %s", async (route, title, id) => {
    await visit(`#/m/${route}/${id}`, {}, async ({ page }) => {
      await page.getByRole("heading", { name: title }).waitFor();
      await page.locator("candidate-list li").first().waitFor();
      await page.locator("candidate-list h4 a").first().click();
      await page.locator("parts-table tfoot").waitFor();
      await expect(page.locator("parts-table tfoot th").textContent()).resolves.toBe("合计");
      // Every number stands on both sides.
      expect(await numbers(page, "to")).toEqual(await numbers(page, "from"));
      // No code of a place is left where a name belongs.
      expect((await page.locator("parts-table .facts").allTextContents()).join(" ")).not.toMatch(/\d{6}/);
    });
  });

  it("asked by volunteers offers volunteers only", async () => {
    await visit("#/m/volunteer-project", {}, async ({ page }) => {
      const rows = page.locator("record-list [data-row]");
      await rows.first().waitFor();
      const all = await rows.count();
      expect(await rows.filter({ hasText: "志愿者" }).count()).toBe(all);
      expect(all).toBeLessThan(56);
      await rows.first().click();
      await page.locator("candidate-list li").first().waitFor();
      expect(await page.locator("candidate-list li").count()).toBeGreaterThan(0);
    });
  });
});

describe("the list of who may ask", () => {
  it("is narrowed by words, category and place, says how many, and can be widened again", async () => {
    await visit("#/m/organization-call", {}, async ({ page }) => {
      const count = page.locator("record-list .count");
      await expect.poll(() => count.textContent()).toContain("共 86 个");
      await page.locator("record-list input[type=search]").fill("托管");
      await expect.poll(() => count.textContent()).not.toContain("86");
      await page.locator("record-list select").selectOption("社会团体");
      await page.locator("record-list place-field input").fill("福州市");
      await page.locator("record-list place-field [role=option]").first().click();
      await expect.poll(() => page.getByText("没有符合条件的").or(page.locator("record-list [data-row]").first()).count()).toBeGreaterThan(0);
      await page.getByRole("button", { name: "清除条件" }).click();
      await expect.poll(() => count.textContent()).toContain("共 86 个");
      await expect(page.locator("record-list place-field input").inputValue()).resolves.toBe("");
      await expect(page.locator("record-list select").inputValue()).resolves.toBe("");
    });
  });

  it("keeps its filter when a record is opened", async () => {
    await visit("#/m/organization-call", {}, async ({ page }) => {
      await page.locator("record-list select").selectOption("社会团体");
      await expect.poll(() => page.locator("record-list .count").textContent()).not.toContain("86");
      await page.locator("record-list [data-row]").first().click();
      await page.locator("match-view blockquote").waitFor();
      await expect(page.locator("record-list select").inputValue()).resolves.toBe("社会团体");
    });
  });
});

describe("a candidate under a call", () => {
  it("is judged by its conditions in its own words, bonuses apart, with a link to the call", async () => {
    await visit("#/m/funder-project/fund-01/proj-012", {}, async ({ page }) => {
      await page.locator("rules-table table").first().waitFor();
      const [hard, bonus] = [page.locator("rules-table table").first(), page.locator("rules-table table").nth(1)];
      await expect(hard.textContent()).resolves.toMatch(/登记满两年.*缺：承接组织/s);
      await expect(hard.textContent()).resolves.not.toContain("同等条件下优先");
      await expect(bonus.textContent()).resolves.toContain("同等条件下优先");
      await page.getByRole("heading", { name: "加分" }).waitFor();
      await page.getByRole("link", { name: "2026年女性社会组织服务项目购买" }).click();
      await page.locator("call-rules").waitFor();
    });
  });
});

describe("a typed need", () => {
  it("asks for resources too, and takes help from afar when that is ticked", async () => {
    await visit("#/t/need-resource", {}, async ({ page }) => {
      await page.locator("typed-need textarea").fill("离婚的事想找律师问一问");
      await page.locator("place-field input").fill("芙蓉区");
      await page.locator("place-field [role=option]").first().click();
      await page.locator("candidate-list li").first().waitFor();
      await page.getByRole("heading", { name: "这条需求有什么资源可用？" }).waitFor({ state: "attached" });
      // A lawyers' duty in another province: only by telephone.
      const lawyers = page.locator("candidate-list ol.offered [data-candidate=res-030]");
      expect(await lawyers.count()).toBe(0);
      await page.getByRole("checkbox", { name: "线上也可以" }).check();
      await lawyers.waitFor();
    });
  });
});

describe("a critical need", () => {
  it("shows only its place and a tag in a list until it is opened", async () => {
    await visit("#/needs", {}, async ({ page }) => {
      const row = page.locator("need-list [data-row=need-174]");
      await row.waitFor();
      await expect(row.textContent()).resolves.toMatch(/危急需求，点开查看.*危急.*晋安区/s);
      await expect(row.textContent()).resolves.not.toContain("脖子");
      // Finding it by a word does not uncover it either.
      await page.locator("need-list input[type=search]").fill("脖子");
      await expect.poll(() => page.locator("need-list [data-row]").count()).toBe(1);
      expect(await page.locator("need-list mark").count()).toBe(0);
      await row.click();
      await expect(page.locator("match-view blockquote").textContent()).resolves.toContain("脖子");
      await expect(row.textContent()).resolves.toContain("脖子");
    });
  });
});

describe("the keyboard alone", () => {
  it("goes from the question through the list to the reasons of a candidate, and back", async () => {
    await visit("", {}, async ({ page }) => {
      await page.locator("questions-view [data-route]").first().waitFor();
      await page.locator("questions-view [data-route=organization-call]").focus();
      await page.keyboard.press("Enter");
      await expect.poll(() => focused(page)).toBe("h2 哪家组织在问");
      await page.keyboard.press("Tab");
      await page.keyboard.type("榕小伴");
      await expect.poll(() => page.locator("record-list [data-row]").count()).toBe(1);
      await page.keyboard.press("ArrowDown");
      expect(await focused(page)).toMatch(/^a 福州市鼓楼区榕小伴/);
      await page.keyboard.press("Enter");
      await expect.poll(() => focused(page)).toBe("h2 我们能申报什么？");
      await page.locator("candidate-list h4 a").first().focus();
      const candidate = await focused(page);
      await page.keyboard.press("Enter");
      await expect.poll(() => focused(page)).toBe(candidate.replace(/^a/, "h2"));
      await page.goBack();
      await expect.poll(() => focused(page)).toBe(candidate);
      await page.goBack();
      await expect.poll(() => focused(page)).toMatch(/^a 福州市鼓楼区榕小伴/);
    });
  });
});
