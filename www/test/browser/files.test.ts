import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { drop, openWhole, ready, saveWhole, settled, unsealed, visit, withBrowser } from "./page";

withBrowser();

const sample = join(import.meta.dirname, "../../../examples/sample");
const file = (name: string) => ({ name, text: readFileSync(join(sample, name), "utf8") });

const OWN = {
  name: "organizations.jsonl",
  text: '{"id":"o1","name":"好邻居服务社","division":"350102","service_area":["350102"],"description":"白天照看老人"}\n',
};
const NEEDS = {
  name: "needs.jsonl",
  text: '{"id":"n1","text":"老人白天没人照看","division":"350102"}\n{"id":"n2","text":"缺一半\n\n[1]\n',
};

describe("files of a person", () => {
  it("open when they are dropped: every row is told, broken ones are listed, and the page goes on", async () => {
    await visit("#/data", {}, async ({ page, url }) => {
      await page.getByRole("heading", { name: "打开自己的文件" }).waitFor();
      await drop(page, [OWN, NEEDS]);
      await page.getByText("已读入 2 个文件").waitFor();
      const row = page.locator("data-view tbody tr", { hasText: "needs.jsonl" });
      const cells = (await row.locator("td.number").allTextContents()).map(Number);
      // Rows = records + merged + refused + blank.
      expect(cells).toEqual([4, 1, 0, 2, 1]);
      await expect(page.locator("data-view .counts").first().textContent()).resolves.toMatch(/1\s*$/);

      const problems = page.locator("problem-list li");
      const errors = page.locator("problem-list li.error");
      expect(await errors.count()).toBe(2);
      await expect(errors.first().textContent()).resolves.toMatch(/needs\.jsonl.*第 2 行.*不是合法的 JSON.*请检查/s);
      await page.getByRole("radio", { name: /提示/ }).check();
      await page.locator("problem-list li.error").first().waitFor({ state: "detached" });
      expect(await problems.count()).toBeGreaterThan(0);
      await expect(problems.first().textContent()).resolves.toContain("空行");

      // The line about the sample is gone, and today is the day of the rules.
      expect(await page.locator("work-bench .sample").count()).toBe(0);
      const now = new Date();
      const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0"));
      await expect(page.locator("page-header input").inputValue()).resolves.toBe(today.join("-"));

      await page.goto(`${url}#/needs/n1`);
      await page.locator("candidate-list h4 a", { hasText: "好邻居服务社" }).waitFor();
      expect(await page.locator("candidate-list .tag").count()).toBe(0);
    });
  });

  it("can be joined by more, replaced, taken back, and left for the sample", async () => {
    await visit("#/data", {}, async ({ page }) => {
      await page.getByRole("heading", { name: "打开自己的文件" }).waitFor();
      const files = page.locator("data-view tbody th");
      await drop(page, [OWN]);
      await expect.poll(() => files.allTextContents()).toEqual(["organizations.jsonl"]);
      await drop(page, [NEEDS]);
      await expect.poll(() => files.allTextContents()).toEqual(["needs.jsonl", "organizations.jsonl"]);
      await page.getByRole("radio", { name: "换掉现有数据" }).check();
      await drop(page, [NEEDS]);
      await expect.poll(() => files.allTextContents()).toEqual(["needs.jsonl"]);
      await page.getByRole("button", { name: "撤销", exact: true }).click();
      await expect.poll(() => files.allTextContents()).toEqual(["needs.jsonl", "organizations.jsonl"]);
      await page.getByRole("button", { name: "回到示例" }).click();
      await page.locator("work-bench .sample").waitFor();
      await expect(page.locator("page-header input").inputValue()).resolves.toBe("2026-01-01");
    });
  });

  it("of any other kind are refused with a sentence, and the data stays", async () => {
    // Dropped while another view is open: the page must not be replaced by the file.
    await visit("#/needs", {}, async ({ page }) => {
      await ready(page);
      await drop(page, [file("needs.jsonl"), { name: "名单.xlsx", text: "PK\u0003\u0004" }, { name: "空.jsonl", text: "" }]);
      await page.getByText("已读入 3 个文件").waitFor();
      const problems = page.locator("problem-list li.error");
      await problems.filter({ hasText: "名单.xlsx" }).first().waitFor();
      await expect(problems.filter({ hasText: "空.jsonl" }).textContent()).resolves.toContain("文件是空的");
      await page.getByRole("link", { name: "对接", exact: true }).click();
      await page.getByRole("link", { name: "这条需求谁能接？" }).click();
      await page.getByText("共 337 条").waitFor();
    });
  });

  it("that say they are an index but are not are refused as such, and the data stays", async () => {
    await visit("#/data", {}, async ({ page }) => {
      await page.getByRole("heading", { name: "打开自己的文件" }).waitFor();
      await drop(page, [{ name: "名单.index", text: "MATCHGRAPH-INDEX\n没有别的" }]);
      await page.getByText(/索引文件(不完整|是另一个版本)/).waitFor();
      await page.locator("work-bench .sample").waitFor();
    });
  });

  it("of the sample are read whole", async () => {
    await visit("#/data", {}, async ({ page }) => {
      await page.locator("data-view tbody tr").first().waitFor();
      const rows = await page.locator("data-view tbody tr").evaluateAll((found) =>
        found.map((row) => [...row.querySelectorAll("td.number")].map((cell) => Number(cell.textContent))),
      );
      expect(rows).toHaveLength(10);
      for (const [all = 0, records = 0, merged = 0, refused = 0, blank = 0] of rows) {
        expect(records + merged + refused + blank).toBe(all);
        expect(refused).toBe(0);
      }
      expect(await page.locator("problem-list li.error").count()).toBe(0);
    });
  });
});

describe("the project file", () => {
  it("is saved without a request and opens again with the same records", async () => {
    await visit("#/data", {}, async ({ page, requests }) => {
      await page.getByRole("heading", { name: "打开自己的文件" }).waitFor();
      await settled(page);
      const before = requests.length;
      const download = await saveWhole(page);
      expect(download.suggestedFilename()).toMatch(/^全部数据-\d{4}-\d\d-\d\d\.matchgraph\.sealed$/);
      expect((await unsealed(download))["needs"]).toHaveLength(337);
      const counts = () => page.locator("data-view .counts").first().textContent();
      const was = await counts();
      await openWhole(page, download);
      await page.getByText("已读入 1 个文件").waitFor();
      await expect(counts()).resolves.toBe(was);
      expect(requests.slice(before).filter((address) => !address.startsWith("blob:"))).toEqual([]);
    });
  });
});

describe("names from a file", () => {
  it("are shown as text, whatever they hold", async () => {
    await visit("#/data", {}, async ({ page, url }) => {
      await page.getByRole("heading", { name: "打开自己的文件" }).waitFor();
      const evil = '<img src=x onerror="document.title=1"><b>社</b>';
      const record = { id: "__proto__", name: evil, division: "350102", service_area: ["350102"], description: evil };
      const need = { id: "constructor", text: `照看 ${evil}`, division: "350102" };
      await drop(page, [
        { name: "organizations.jsonl", text: JSON.stringify(record) },
        { name: "needs.jsonl", text: JSON.stringify(need) },
      ]);
      await page.getByText("已读入 2 个文件").waitFor();
      await page.goto(`${url}#/needs/constructor`);
      await page.locator("candidate-list h4 a").first().click();
      await page.getByRole("heading", { name: evil }).waitFor();
      expect(await page.title()).toContain("需求对接");
      expect(await page.locator("explanation-view img, paired-texts img").count()).toBe(0);
    });
  });
});

describe("the list of needs", () => {
  it("is narrowed by words, place and group, says how many, and can be widened again", async () => {
    await visit("#/needs", {}, async ({ page }) => {
      await ready(page);
      const count = page.locator("need-list .count");
      await page.locator("need-list input[type=search]").fill("放学");
      await expect.poll(() => page.locator("need-list mark").allTextContents()).toContain("放学");
      const marked = await page.locator("need-list [data-row]").count();
      expect(marked).toBeGreaterThan(1);
      await page.getByLabel("地区").and(page.locator("need-list select")).selectOption({ value: "350102" });
      await expect.poll(() => page.locator("need-list [data-row]").count()).toBeLessThan(marked);
      await page.locator("need-list input[type=search]").fill("没有这样的词");
      await page.getByText("没有符合条件的需求").waitFor();
      await page.getByRole("button", { name: "清除条件" }).click();
      await expect.poll(() => count.textContent()).toContain("共 337 条");
      await expect(page.locator("need-list input[type=search]").inputValue()).resolves.toBe("");
      await page.getByLabel("人群").selectOption({ label: "单亲家庭 5" });
      await expect.poll(() => count.textContent()).toMatch(/5 条，共 337 条/);
    });
  });
});
