import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import initTables, { Files } from "../../pkg/files.js";
import type { Workbook } from "../../src/contract";
import { drop, ready, settled, visit, withBrowser } from "./page";

withBrowser();

beforeAll(async () => {
  await initTables({ module_or_path: readFileSync(join(import.meta.dirname, "../../pkg/files_bg.wasm")) });
});

const workbook: Workbook = {
  sheets: [
    {
      name: "机构",
      columns: [{ title: "机构名称" }, { title: "所在区划" }, { title: "服务领域" }, { title: "简介" }],
      rows: [
        ["好邻居服务社", "福州市鼓楼区", "养老服务", "白天照看老人"],
        ["河畔妇女之家", "福州市台江区", "法律维权", "法律咨询"],
      ],
    },
  ],
};

const csv = "\u{feff}需求内容,所在地区\n老人白天没人照看,福州市鼓楼区\n,\n想找律师问离婚的事,福州市台江区\n";

describe("lists of a person", () => {
  it("open when a workbook and a CSV file are dropped, without a request", async () => {
    await visit("#/needs", {}, async ({ page, requests, url }) => {
      await ready(page);
      await settled(page);
      const before = requests.length;
      const bytes = [...Files.writeXlsx(JSON.stringify(workbook))];
      await drop(page, [{ name: "机构.xlsx", bytes }, { name: "需求.csv", text: csv }]);
      await page.getByText("已读入 2 个文件").waitFor();
      await page.goto(`${url}#/data`);
      const row = (name: string) => page.locator("data-view tbody tr", { hasText: name });
      await row("机构.xlsx").waitFor();
      // Rows and records: the header of a table is a row, but none of a record.
      const counts = async (name: string) => (await row(name).locator("td.number").allTextContents()).map(Number);
      expect((await counts("机构.xlsx")).slice(0, 2)).toEqual([3, 2]);
      expect((await counts("需求.csv")).slice(0, 2)).toEqual([4, 2]);
      await page.getByRole("button", { name: "再数一次" }).click();
      await expect(page.locator("#requests").textContent()).resolves.toBe("0");
      expect(requests.slice(before)).toEqual([]);
    });
  });

  it("open when they are dropped before the page has fetched what reads them", async () => {
    await visit("#/data", {}, async ({ page }) => {
      await page.locator("data-view tbody tr").first().waitFor();
      await drop(page, [{ name: "需求.csv", text: csv }]);
      await page.getByText("已读入 1 个文件").waitFor();
      await settled(page);
      await page.getByRole("button", { name: "再数一次" }).click();
      await expect(page.locator("#requests").textContent()).resolves.toBe("0");
    });
  });

  it("that are broken are told as such, and the page goes on", async () => {
    await visit("#/data", {}, async ({ page }) => {
      await page.locator("data-view tbody tr").first().waitFor();
      const bytes = [...Files.writeXlsx(JSON.stringify(workbook))];
      await drop(page, [{ name: "半个.xlsx", bytes: bytes.slice(0, bytes.length / 2) }, { name: "需求.csv", text: csv }]);
      await page.getByText("已读入 2 个文件").waitFor();
      await page.locator("problem-list li.error", { hasText: "半个.xlsx" }).getByText(/不完整或已损坏/).waitFor();
    });
  });
});
