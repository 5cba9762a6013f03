import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Download, Page } from "playwright-core";
import initTables, { Files } from "../../pkg/files.js";
import { downloaded, drop, openWhole, saveWhole, settled, unsealed, visit, withBrowser } from "./page";

withBrowser();

const raw = join(import.meta.dirname, "../../../examples/sample/raw");
const file = (name: string) => ({ name, bytes: [...readFileSync(join(raw, name))] });

/** What was found in a file. */
const found = (page: Page, name: string) => page.locator("found-file", { hasText: name });

/** The sentence that adds up, as its numbers: rows, then the fates. */
async function sum(page: Page, name: string): Promise<number[]> {
  const sentence = (await found(page, name).locator(".sum").textContent()) ?? "";
  return [...sentence.matchAll(/\d+/g)].map(([digits]) => Number(digits));
}

/** How many organizations there are. */
async function organizations(page: Page): Promise<number> {
  const count = page.locator("data-view .counts div", { has: page.getByText("组织", { exact: true }) }).locator("dd");
  return Number((await count.allTextContents())[0] ?? 0);
}

/** Opens files and waits until they are read. */
async function open(page: Page, names: readonly string[]): Promise<void> {
  await drop(page, names.map(file));
  await page.getByText(`已读入 ${names.length} 个文件`).waitFor();
}

/** Rows of a CSV file; every field may be quoted and hold line breaks. */
function csvRows(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = "", end] of text.replace(/^\ufeff/, "").matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === "") break;
    if (end !== ",") rows.push([]);
  }
  return rows.filter((row) => row.some((cell) => cell !== ""));
}

const textOf = async (download: Download) => readFileSync(await download.path(), "utf8");

const exported = (page: Page, name: string) =>
  downloaded(page, page.locator("export-panel").getByRole("button", { name, exact: true }));

describe("story 1: files open", () => {
  it("a survey and a GBK list: what they are, what was dropped, and a sum that is exact", async () => {
    await visit("#/data", {}, async ({ page, requests }) => {
      await settled(page);
      const before = requests.length;
      await open(page, ["survey_wjx.csv", "organizations.gbk.csv"]);
      await expect(found(page, "organizations.gbk.csv").locator("#encoding").inputValue()).resolves.toBe("GB18030");
      await expect(found(page, "organizations.gbk.csv").locator("#encoding option:checked").textContent()).resolves.toContain("GBK");
      expect(await organizations(page)).toBe(86);
      expect(await sum(page, "organizations.gbk.csv")).toEqual([86, 86]);
      const [answers = 0, needs = 0, duplicates = 0, none = 0, ...rest] = await sum(page, "survey_wjx.csv");
      expect([answers, rest]).toEqual([372, []]);
      expect(needs + duplicates + none).toBe(372);
      expect(Math.abs(needs - 337)).toBeLessThanOrEqual(5);
      expect(Math.abs(duplicates - 10)).toBeLessThanOrEqual(5);
      expect(Math.abs(none - 25)).toBeLessThanOrEqual(5);
      await expect(found(page, "survey_wjx.csv").locator(".dropped").textContent()).resolves.toMatch(/没有读入的列.*来自IP/s);
      await page.getByRole("button", { name: "再数一次" }).click();
      await expect(page.locator("#requests").textContent()).resolves.toBe("0");
      expect(requests.slice(before)).toEqual([]);
    });
  });

  it("a wrong guess can be said better, and taken back", async () => {
    await visit("#/data", {}, async ({ page }) => {
      await settled(page);
      await open(page, ["organizations.gbk.csv"]);
      const one = found(page, "organizations.gbk.csv");
      await one.locator("summary").first().click();
      await expect(one.locator("tbody tr", { hasText: "机构名称" }).locator("option:checked").textContent()).resolves.toBe("名称");
      await one.locator("#encoding").selectOption("Big5");
      await page.getByText("已按您的选择重读").waitFor();
      expect(await organizations(page)).not.toBe(86);
      await page.locator(".notice").getByRole("button", { name: "撤销" }).click();
      await expect.poll(() => organizations(page)).toBe(86);
      // A column that is not to be used.
      await one.locator("tbody tr", { hasText: "机构名称" }).locator("select").selectOption("");
      await page.getByText("已按您的选择重读").waitFor();
      await page.locator("problem-list li", { hasText: "名称" }).first().waitFor();
    });
  });

  it("headers that a person has explained are known the next time", async () => {
    await visit("#/data", {}, async ({ page }) => {
      await settled(page);
      const text = "甲,乙,所在地区\n好邻居服务社,白天照看老人,福州市鼓楼区\n河畔妇女之家,法律咨询,福州市台江区\n";
      await drop(page, [{ name: "自编.csv", text }]);
      await page.getByText("已读入 1 个文件").waitFor();
      const one = found(page, "自编.csv");
      await one.locator("#list").selectOption("organizations");
      await page.getByText("已按您的选择重读").waitFor();
      await one.locator("summary").first().click();
      await one.locator("tbody tr", { hasText: "甲" }).locator("select").selectOption("name");
      await expect.poll(() => organizations(page)).toBe(2);
      await one.getByRole("button", { name: "记住这样的表头" }).click();
      await page.getByText("已记住这样的表头").waitFor();
      await page.getByRole("radio", { name: "换掉现有数据" }).check();
      await drop(page, [{ name: "又一份.csv", text }]);
      await page.getByText("已读入 1 个文件").waitFor();
      expect(await organizations(page)).toBe(2);
      expect(await sum(page, "又一份.csv")).toEqual([2, 2]);
      const { mappings } = (await unsealed(await saveWhole(page))) as { mappings: { columns: object }[] };
      expect(mappings.map(({ columns }) => columns)).toMatchObject([{ 甲: "name" }]);
    });
  });

  it("towns without a county: hers is asked for once", async () => {
    await visit("#/data", {}, async ({ page, url }) => {
      await settled(page);
      await drop(page, [{ name: "名单.csv", text: "机构名称,乡镇,服务领域\n甲中心,龙田镇,家庭教育\n乙中心,三山镇,托管\n" }]);
      await page.getByText("已读入 1 个文件").waitFor();
      const asked = page.getByText("您在哪个县（市、区）？");
      await asked.waitFor();
      await page.locator("found-file place-field input").fill("福清");
      await page.locator("found-file place-field [role=option]").first().click();
      await asked.waitFor({ state: "detached" });
      expect(await organizations(page)).toBe(2);
      await page.goto(`${url}#/m/organization-call`);
      await page.locator("record-list [data-row]", { hasText: "龙田镇" }).first().waitFor();
    });
  });

  it("a table or a text can be pasted", async () => {
    await visit("#/data", {}, async ({ page }) => {
      await settled(page);
      await page.locator("paste-box summary").click();
      await page.locator("paste-box textarea").fill("机构名称\t所在区划\n好邻居服务社\t福州市鼓楼区\n河畔妇女之家\t福州市台江区\n");
      await page.getByRole("button", { name: "读入粘贴的内容" }).click();
      await page.getByText("已读入 1 个文件").waitFor();
      expect(await organizations(page)).toBe(2);
    });
  });

  it("problems are narrowed by level, file and kind", async () => {
    await visit("#/data", {}, async ({ page }) => {
      await settled(page);
      await open(page, ["survey_wjx.csv", "organizations.gbk.csv"]);
      const list = page.locator("problem-list li");
      await page.locator("problem-list #of-kind").selectOption("dropped_column");
      await expect.poll(() => list.count()).toBe(3);
      await expect(list.first().textContent()).resolves.toMatch(/survey_wjx\.csv.*第 1 行.*已丢弃/s);
      await page.locator("problem-list #of-kind").selectOption("");
      await page.locator("problem-list #of-file").selectOption("organizations.gbk.csv");
      await expect.poll(async () => (await list.allTextContents()).every((one) => one.includes("organizations.gbk.csv"))).toBe(true);
      await page.getByRole("radio", { name: /请核对/ }).check();
      await page.locator("problem-list #of-file").selectOption("");
      await expect.poll(async () => (await list.allTextContents()).every((one) => one.includes("请核对"))).toBe(true);
    });
  });
});

describe("story 5: results go back into a table", () => {
  it("372 rows in the old order, decisions beside them, a critical row withheld", async () => {
    await visit("#/data", {}, async ({ page, url, requests }) => {
      await settled(page);
      await open(page, ["survey_wjx.csv", "organizations.gbk.csv"]);
      const before = requests.length;
      await page.goto(`${url}#/needs`);
      await page.locator("need-list input[type=search]").fill("托管班只管看着");
      await page.locator("need-list [data-row]", { hasText: "托管班只管看着" }).click();
      await page.locator("candidate-list decision-buttons").first().getByRole("button", { name: "采用", exact: true }).click();
      await page.goto(`${url}#/data`);
      await page.getByText("采用 1 个").waitFor();
      const download = await exported(page, "对接表 CSV");
      expect(download.suggestedFilename()).toMatch(/^对接表-\d{4}-\d\d-\d\d\.csv$/);
      const [head = [], ...rows] = csvRows(await textOf(download));
      const numbered = rows.filter((row) => /^\d+$/.test(row[0] ?? ""));
      const numbers = numbered.map((row) => Number(row[0]));
      expect(numbers).toHaveLength(372);
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
      expect(new Set(numbers).size).toBe(372);
      const row196 = numbered[195] ?? [];
      expect(row196.join(" ")).toContain("已转个案，不外发");
      expect(row196.join(" ")).not.toMatch(/掐|暖巢/);
      const accepted = head.indexOf("采用");
      expect(accepted).toBeGreaterThan(0);
      expect(numbered.filter((row) => (row[accepted] ?? "") !== "")).toHaveLength(1);

      const workbook = await exported(page, "对接表 Excel");
      await initTables({ module_or_path: readFileSync(join(import.meta.dirname, "../../pkg/files_bg.wasm")) });
      const bytes = readFileSync(await workbook.path());
      expect(bytes.subarray(0, 2).toString()).toBe("PK");
      const reading = new Files("").read("对接表.xlsx", bytes, "");
      const report = JSON.parse(new TextDecoder().decode(reading.report())) as { format: string };
      expect(report.format).toBe("workbook");
      expect(requests.slice(before).filter((address) => !address.startsWith("blob:"))).toEqual([]);
    });
  });

  it("every other export and the templates are written", async () => {
    await visit("#/data", {}, async ({ page }) => {
      await settled(page);
      const directory = csvRows(await textOf(await exported(page, "信息名录 CSV")));
      expect(directory.length).toBeGreaterThan(86);
      const problems = csvRows(await textOf(await exported(page, "问题清单 CSV")));
      expect(problems[0]?.length).toBeGreaterThan(4);
      const supplement = csvRows(await textOf(await exported(page, "补充信息表 CSV")));
      expect(supplement.length).toBeGreaterThan(2);
      expect(csvRows(await textOf(await exported(page, "清理后的数据 CSV"))).length).toBeGreaterThan(10);
      await expect(exported(page, "GraphML").then(textOf)).resolves.toContain("<graphml");
      const template = await downloaded(page, page.getByRole("button", { name: "组织名录模板" }));
      await drop(page, [{ name: template.suggestedFilename(), bytes: [...readFileSync(await template.path())] }]);
      await page.getByText("已读入 1 个文件").waitFor();
      // Its two rows are examples: nobody wants them among her organizations.
      await expect(found(page, template.suggestedFilename()).locator("#list").inputValue()).resolves.toBe("organizations");
      await page.locator("problem-list li", { hasText: "第 2 行" }).first().waitFor();
    });
  });

  it("the hand-over file has no original answers and no contacts; the whole file opens with its passphrase only", async () => {
    await visit("#/data", {}, async ({ page }) => {
      await settled(page);
      await open(page, ["survey_wjx.csv", "organizations.gbk.csv"]);
      const save = page.locator("export-panel").getByRole("button", { name: "保存", exact: true });
      const handed = await textOf(await downloaded(page, save));
      expect(handed).not.toMatch(/掐|"contacts"/);
      expect((JSON.parse(handed) as { organizations: unknown[] }).organizations).toHaveLength(86);

      const whole = await saveWhole(page);
      expect(JSON.stringify(await unsealed(whole))).toContain("掐");
      await page.getByRole("radio", { name: "换掉现有数据" }).check();
      await drop(page, [{ name: whole.suggestedFilename(), bytes: [...readFileSync(await whole.path())] }]);
      const dialog = page.locator("passphrase-dialog dialog");
      await dialog.locator("#first").fill("不是这一个口令");
      await dialog.getByRole("button", { name: "打开" }).click();
      await dialog.getByText("口令不对，或文件已损坏").waitFor();
      await page.keyboard.press("Escape");
      await openWhole(page, whole);
      await page.getByText("已读入 1 个文件").waitFor();
      expect(await organizations(page)).toBe(86);
    });
  });

  it("a passphrase that was mistyped the second time saves nothing", async () => {
    await visit("#/data", {}, async ({ page }) => {
      await settled(page);
      await page.getByRole("button", { name: "加口令保存" }).click();
      const dialog = page.locator("passphrase-dialog dialog");
      await dialog.locator("#first").fill("三月里的小雨淅沥沥");
      await dialog.locator("#second").fill("三月里的小雨哗啦啦");
      await dialog.getByRole("button", { name: "保存", exact: true }).click();
      await dialog.getByText("两次输入的不一样").waitFor();
    });
  });
});

describe("story 8: missing facts come back", () => {
  it("into the records of which they are, also on the sample, and can be taken back", async () => {
    await visit("#/data", {}, async ({ page, url }) => {
      await settled(page);
      const [head = [], ...rows] = csvRows(await textOf(await exported(page, "补充信息表 CSV")));
      const at = head.findIndex((title) => title.includes("登记日期"));
      const name = head.findIndex((title) => title.includes("名称"));
      const empty = rows.filter((row) => at >= 0 && (row[at] ?? "") === "" && (row[name] ?? "") !== "").slice(0, 2);
      expect(empty).toHaveLength(2);
      const filled = empty.map((row) => row.map((cell, column) => (column === at ? "2019-05-06" : cell)));
      await initTables({ module_or_path: readFileSync(join(import.meta.dirname, "../../pkg/files_bg.wasm")) });
      const sheet = { name: "补充信息表", columns: head.map((title) => ({ title })), rows: filled };
      const bytes = [...Files.writeXlsx(JSON.stringify({ sheets: [sheet] }))];
      const before = await organizations(page);
      await drop(page, [{ name: "补充信息表.xlsx", bytes }]);
      await page.getByText("已读入 1 个文件").waitFor();
      expect(await organizations(page)).toBe(before);
      await page.locator("work-bench .sample", { hasText: "请勿按此求助" }).waitFor();
      expect(await sum(page, "补充信息表.xlsx")).toEqual([2, 0, 2]);
      const id = head.findIndex((title) => title.includes("编号"));
      await page.goto(`${url}#/r/${empty[0]?.[id] ?? ""}`);
      await page.locator("record-merges").getByText(/补充信息表\.xlsx.*补充信息表/).waitFor();
      await expect(page.locator("record-facts dl").textContent()).resolves.toContain("2019-05-06");
      await page.locator(".notice").getByRole("button", { name: "撤销" }).click();
      await page.locator("record-merges").waitFor({ state: "detached" });
      await expect(page.locator("record-facts dl").textContent()).resolves.not.toContain("2019-05-06");
    });
  });
});

describe("story 11: the same organization twice", () => {
  it("is one, says so, shows both sources, can be taken apart and joined again", async () => {
    await visit("#/data", {}, async ({ page, url }) => {
      await settled(page);
      await open(page, ["organizations.csv"]);
      await open(page, ["organizations.zh-Hant.csv"]);
      expect(await organizations(page)).toBe(86);
      expect(await sum(page, "organizations.zh-Hant.csv")).toEqual([86, 0, 86]);
      await page.getByText("有 86 行与别的文件里的同一记录合并").waitFor();

      await page.goto(`${url}#/r/org-029`);
      const merges = page.locator("record-merges");
      await merges.getByText(/合并了 organizations\.zh-Hant\.csv 第 \d+ 行（.*繁简.*）/).waitFor();
      const name = merges.locator("tbody tr", { has: page.getByRole("rowheader", { name: "名称" }) });
      const [here = "", there = ""] = await name.locator("td").allTextContents();
      expect([here.includes("儿童"), there.includes("兒童")]).toEqual([true, true]);
      await expect(merges.locator("thead").textContent()).resolves.toMatch(/organizations\.csv.*organizations\.zh-Hant\.csv/s);

      await merges.getByRole("button", { name: "拆开" }).click();
      await page.getByText("已拆开，成为两条记录").waitFor();
      await page.goto(`${url}#/data`);
      expect(await organizations(page)).toBe(87);
      await page.getByRole("button", { name: "撤销上一步" }).click();
      await expect.poll(() => organizations(page)).toBe(86);
      await page.locator("page-header .saving", { hasText: "已保存在本机" }).waitFor();
      await page.goto(`${url}?again#/data`);
      await page.getByText("上次在本机保存的数据").waitFor();
      expect(await organizations(page)).toBe(86);
    });
  });

  it("stays apart when the page is opened again", async () => {
    await visit("#/data", {}, async ({ page, url }) => {
      await settled(page);
      await open(page, ["organizations.csv"]);
      await open(page, ["organizations.zh-Hant.csv"]);
      await page.goto(`${url}#/r/org-029`);
      await page.locator("record-merges").getByRole("button", { name: "拆开" }).click();
      await page.getByText("已拆开，成为两条记录").waitFor();
      await page.locator("page-header .saving", { hasText: "已保存在本机" }).waitFor();
      await page.goto(`${url}?again#/data`);
      await page.getByText("上次在本机保存的数据").waitFor();
      await expect.poll(() => organizations(page)).toBe(87);
    });
  });

  it("pairs under other names are listed with reasons, and each opens", async () => {
    await visit("#/data", {}, async ({ page }) => {
      await settled(page);
      const head = "机构名称,所在区划,服务领域\n";
      await drop(page, [
        { name: "甲.csv", text: `${head}福州市鼓楼区晨曦社会工作服务中心,福州市鼓楼区,家庭教育\n闽侯县云帆公益协会,福州市闽侯县,助老\n` },
        { name: "乙.csv", text: `${head}鼓楼区晨曦社工中心,福州市鼓楼区,家庭教育\n` },
      ]);
      await page.getByText("已读入 2 个文件").waitFor();
      await page.getByRole("button", { name: "找一找" }).click();
      const first = page.locator("pairs-list li").first();
      await expect(first.textContent()).resolves.toMatch(/晨曦社工中心.*晨曦社会工作服务中心.*都在鼓楼区/s);
      await first.locator("a").first().click();
      await page.getByRole("heading", { name: "鼓楼区晨曦社工中心" }).waitFor();
    });
  });
});
