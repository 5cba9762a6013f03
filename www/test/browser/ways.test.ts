import { describe, expect, it } from "vitest";
import { focused, ready, unmarkedChinese, visit, withBrowser } from "./page";

withBrowser();

describe("an address", () => {
  it("leads straight to an explanation, and back through every step", async () => {
    await visit("#/needs/need-236/org-029", {}, async ({ page, url }) => {
      await page.getByRole("heading", { name: "福州市鼓楼区榕小伴儿童成长服务中心" }).waitFor();
      await page.getByRole("link", { name: "← 全部候选" }).click();
      await page.locator("candidate-list li").first().waitFor();
      expect(page.url()).toBe(`${url}#/needs/need-236`);
      await page.getByRole("link", { name: "总览" }).click();
      await page.getByRole("heading", { name: "全部需求的着落" }).waitFor();
      await page.goBack();
      await page.locator("candidate-list li").first().waitFor();
      await page.goBack();
      await page.getByRole("heading", { name: "福州市鼓楼区榕小伴儿童成长服务中心" }).waitFor();
      expect(page.url()).toBe(`${url}#/needs/need-236/org-029`);
    });
  });

  it("of a need that is not in the data says so and offers the list", async () => {
    await visit("#/needs/need-999", {}, async ({ page }) => {
      await page.locator("match-view .alarm", { hasText: "need-999" }).waitFor();
      await ready(page);
    });
  });
});

describe("the keyboard alone", () => {
  it("searches, chooses a need, opens a candidate, and comes back to where it was", async () => {
    await visit("#/needs", {}, async ({ page }) => {
      await ready(page);
      await page.keyboard.press("Tab");
      expect(await focused(page)).toBe("button 跳到正文");
      await page.keyboard.press("Enter");
      expect(await focused(page)).toMatch(/^main/);
      await page.locator("need-list input[type=search]").focus();
      await page.keyboard.type("保安室");
      await page.locator("need-list mark").first().waitFor();
      await page.keyboard.press("ArrowDown");
      expect(await focused(page)).toMatch(/^a 我和老公都要六点半才到家/);
      await page.keyboard.press("Enter");
      await expect.poll(() => focused(page)).toBe("h2 这条需求谁能接？");
      await page.locator("candidate-list li").first().waitFor();
      await page.keyboard.press("Tab");
      expect(await focused(page)).toBe("a 资料页");
      await page.keyboard.press("Tab");
      const candidate = await focused(page);
      expect(candidate).toMatch(/^a /);
      await page.keyboard.press("Enter");
      await expect.poll(() => focused(page)).toBe(candidate.replace(/^a/, "h2"));
      await page.goBack();
      await expect.poll(() => focused(page)).toBe(candidate);
    });
  });

  it("moves through the list by arrows, Home and End, with one row in the tab order", async () => {
    await visit("#/needs", {}, async ({ page }) => {
      await ready(page);
      const rows = page.locator("need-list [data-row]");
      await page.locator("need-list input[type=search]").focus();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowDown");
      const second = await rows.nth(1).locator(".text").textContent();
      expect(await focused(page)).toContain(second ?? "missing");
      expect(await page.locator('need-list [data-row][tabindex="0"]').count()).toBe(1);
      await page.keyboard.press("End");
      const last = await rows.last().locator(".text").textContent();
      expect(await focused(page)).toContain(last ?? "missing");
      await page.keyboard.press("Home");
      await page.keyboard.press("ArrowUp");
      expect(await focused(page)).toMatch(/^input/);
    });
  });

  it("types a need, chooses its place from the list, and asks", async () => {
    await visit("#/needs", {}, async ({ page, url }) => {
      await page.locator("typed-need textarea").focus();
      await page.keyboard.type("想要课后照护和作业辅导");
      await page.keyboard.press("Tab");
      // The address follows what is typed; the focus must stay where the person is.
      await expect.poll(() => page.url()).toBe(`${url}#/typed`);
      await page.keyboard.type("鼓楼区");
      await page.locator("place-field [role=option]").first().waitFor();
      await page.keyboard.press("Enter");
      await expect(page.locator("place-field input").inputValue()).resolves.toBe("福州市鼓楼区");
      await page.locator("candidate-list h4 a", { hasText: "榕小伴" }).waitFor();
    });
  });
});

describe("English", () => {
  it("is one press away, stays after a reload, and names its language", async () => {
    await visit("#/needs/need-236/org-029", {}, async ({ page }) => {
      await page.getByRole("heading", { name: "为什么" }).or(page.locator("explanation-view .kicker")).first().waitFor();
      await page.getByRole("button", { name: "English" }).click();
      await expect.poll(() => page.locator("html").getAttribute("lang")).toBe("en");
      await page.getByRole("heading", { name: "Where the score comes from" }).waitFor();
      await page.reload();
      await page.getByRole("heading", { name: "Hard conditions" }).waitFor();
      await expect(page.title()).resolves.toContain("Need matching");
      // Words of the data stay Chinese and say so.
      const heading = page.locator("explanation-view h2");
      await expect(heading.getAttribute("lang")).resolves.toBe("zh-Hans");
      expect(await unmarkedChinese(page)).toEqual([]);
    });
  });
});

describe("all needs at once", () => {
  it("are compared with progress, can be filtered, and lead to each need", async () => {
    await visit("#/overview", {}, async ({ page }) => {
      await page.getByRole("button", { name: "全部比对" }).click();
      await page.getByText("337 条都比对完了").waitFor();
      const numbers = (await page.locator("overview-view label b").allTextContents()).map(Number);
      const [all = 0, no = 0, weak = 0, yes = 0, risk = 0] = numbers;
      expect(all).toBe(337);
      expect(no + weak + yes).toBe(all);
      expect(risk).toBeGreaterThan(0);
      await page.getByRole("radio", { name: /有风险的/ }).check();
      await expect.poll(() => page.locator("overview-view tbody tr").count()).toBe(risk);
      const first = page.locator("overview-view tbody th", { has: page.locator(".critical") }).locator("a").first();
      const address = await first.getAttribute("href");
      // A critical text is not shown to whoever passes by.
      await expect(first.textContent()).resolves.toContain("点开查看");
      await first.click();
      await page.locator("match-view blockquote").waitFor();
      expect(new URL(page.url()).hash).toBe(address);
      await page.goBack();
      // The result is still there.
      await page.getByText("337 条都比对完了").waitFor();
    });
  });

  it("can be stopped; what is done stays, and other questions are answered meanwhile", async () => {
    await visit("#/data", {}, async ({ page, url }) => {
      await page.getByRole("heading", { name: "打开自己的文件" }).waitFor();
      // Enough needs that the job does not end by itself.
      await page.evaluate(async () => {
        const organizations = Array.from({ length: 400 }, (_, index) =>
          JSON.stringify({ id: `o${index}`, name: `服务社${index}`, service_area: ["350102"], description: `照看老人孩子${index}作业辅导` }),
        );
        const needs = Array.from({ length: 20_000 }, (_, index) =>
          JSON.stringify({ id: `n${index}`, text: `照看老人和孩子，作业辅导${index}`, division: "350102" }),
        );
        const transfer = new DataTransfer();
        transfer.items.add(new File([organizations.join("\n")], "organizations.jsonl"));
        transfer.items.add(new File([needs.join("\n")], "needs.jsonl"));
        window.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, cancelable: true }));
      });
      await page.getByText("已读入 2 个文件").waitFor();
      await page.goto(`${url}#/overview`);
      await page.getByRole("button", { name: "全部比对" }).click();
      await page.getByText(/已比对 [1-9]\d* \/ 20000 条/).waitFor();
      await page.goto(`${url}#/needs/n5`);
      await page.locator("candidate-list li").first().waitFor();
      await page.goto(`${url}#/overview`);
      await page.getByRole("button", { name: "停下" }).click();
      await page.getByText(/停在 \d+ \/ 20000 条/).waitFor();
      const words = (await page.getByText(/停在/).textContent()) ?? "";
      const done = Number(/停在 (\d+)/.exec(words)?.[1]);
      expect(done).toBeGreaterThan(0);
      expect(done).toBeLessThan(20_000);
      await expect(page.locator("overview-view label b").first().textContent()).resolves.toBe(String(done));
    });
  });
});

describe("another day", () => {
  it("is taken over by every view", async () => {
    await visit("#/needs/need-236", {}, async ({ page }) => {
      await page.locator("candidate-list li").first().waitFor();
      await page.locator("page-header input[type=date]").fill("2025-06-30");
      await page.getByRole("link", { name: "总览" }).click();
      await page.getByText("按 2025-06-30 判断").waitFor();
    });
  });
});
