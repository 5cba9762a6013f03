import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import initTables, { Files } from "../../pkg/files.js";
import init, { Loader } from "../../pkg/matchgraph.js";
import type { Problem, Summary, TableFile, Workbook } from "../../src/contract";
import { inFolder, native, text, type Files as Given } from "./native";

const utf8 = new TextEncoder();
const bytesOf = (name: string) => readFileSync(join(import.meta.dirname, "../../pkg", name));

beforeAll(async () => {
  await init({ module_or_path: bytesOf("matchgraph_bg.wasm") });
  await initTables({ module_or_path: bytesOf("files_bg.wasm") });
});

/** Reads files as the worker does: the core's own first, then the tables. */
function load(files: Given) {
  const loader = new Loader();
  const tables = new Files("");
  const reports = new Map<string, TableFile>();
  for (const [name, bytes] of files.filter(([name, bytes]) => !Files.isOurs(name, bytes))) {
    loader.add(name, bytes);
    tables.addOther(name, bytes);
  }
  for (const [name, bytes] of files.filter(([name, bytes]) => Files.isOurs(name, bytes))) {
    const reading = tables.read(name, bytes, "");
    reports.set(name, JSON.parse(text(reading.report())) as TableFile);
    loader.addPrepared(reading.prepared());
    reading.free();
  }
  tables.free();
  return { engine: loader.finish(), reports };
}

/** The same by the native program. */
function checked(files: Given): Problem[] {
  const printed = inFolder(files, (folder) => native(["check", folder, "--format", "jsonl"], [0, 1]));
  return printed
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Problem);
}

const workbook: Workbook = {
  sheets: [
    {
      name: "机构",
      columns: [
        { title: "机构名称", width: 30 },
        { title: "统一社会信用代码" },
        { title: "所在区划" },
        { title: "成立时间", kind: "date" },
        { title: "专职人数", kind: "number" },
        { title: "备注" },
      ],
      rows: [
        ["榕小伴儿童成长服务中心", "52350102MJB0000001", "福州市鼓楼区", "2016-03-18", "6", "=1+1"],
        ["", "", "火星市环形山区", "去年", "十来个", ""],
        ["茉语家事服务队", "", "鼓楼区", "2021", "-3", "<b>x</b>"],
      ],
      notes: ["注：名单由各区报送。"],
      frozen: true,
    },
  ],
};

const csv = "\u{feff}机构名称,所在区划,专职人数\n榕小伴,福州市鼓楼区,六\n,,\n合计,,9\n";
/** "机构名称,地区" and "甲,鼓楼区" in GB18030. */
const gb18030 = Uint8Array.from([
  0xbb, 0xfa, 0xb9, 0xb9, 0xc3, 0xfb, 0xb3, 0xc6, 0x2c, 0xb5, 0xd8, 0xc7, 0xf8, 0x0a, 0xbc, 0xd7, 0x2c, 0xb9, 0xc4,
  0xc2, 0xa5, 0xc7, 0xf8, 0x0a,
]);

describe("the module for tables", () => {
  it("writes the bytes of the native program", () => {
    const folder = mkdtempSync(join(tmpdir(), "matchgraph-"));
    try {
      for (const name of ["organizations", "needs", "projects", "resources", "funders"]) {
        const path = join(folder, `${name}.xlsx`);
        native(["template", name, "--out", path]);
        expect(Buffer.compare(Files.writeTemplate(name), readFileSync(path)), name).toBe(0);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
    expect(() => Files.writeTemplate("divisions")).toThrow(/bad_request/);
    expect(() => Files.writeXlsx("{")).toThrow(/bad_request/);
  });

  it("reads workbooks, pages and text files with the problems of the native program", () => {
    const page = "<html><meta charset=utf-8><table><tr><td>机构名称<td>所在区划<tr><td>甲社<td>鼓楼区</table>";
    const xlsx = Files.writeXlsx(JSON.stringify(workbook));
    const files: Given = [
      ["机构.csv", utf8.encode(csv)],
      ["机构.gbk.csv", gb18030],
      ["机构.xls", utf8.encode(page)],
      ["机构.xlsx", xlsx],
      ["坏.xlsx", xlsx.slice(0, xlsx.length / 2)],
      ["模板.xlsx", Files.writeTemplate("organizations")],
      ["divisions.jsonl", utf8.encode('{"code":"350102999","name":"新设街道","parent":"350102"}\n')],
    ];
    const { engine, reports } = load(files);
    const problems = JSON.parse(text(engine.problems())) as Problem[];
    expect(problems).toEqual(checked(files));
    const codes = new Set(problems.map(({ code }) => code));
    for (const code of ["damaged_file", "encoding_detected", "unknown_division", "not_a_number", "total_row"]) {
      expect([...codes]).toContain(code);
    }
    const summary = JSON.parse(text(engine.summary())) as Summary;
    for (const file of summary.files) {
      const { records, merged, refused, blank, apart, no_need } = file;
      expect(records + merged + refused + blank + apart + no_need, file.name).toBe(file.rows);
    }
    expect(reports.get("机构.gbk.csv")?.encoding).toBe("GB18030");
    expect(reports.get("机构.xlsx")?.tables.map(({ list }) => list)).toEqual(["organizations"]);
    // The examples of a template are no more than examples.
    const template = summary.files.find(({ name }) => name === "模板.xlsx");
    expect(template?.refused).toBe(0);
    expect(problems.filter(({ file, level }) => file.startsWith("模板") && level === "error")).toEqual([]);
    engine.free();
  });

  it("writes CSV in which nothing runs", () => {
    const [sheet] = workbook.sheets;
    expect(text(Files.writeCsv(JSON.stringify(sheet)))).toMatch(/^\uFEFF?机构名称,[^]*\r\n[^]*,'=1\+1\r\n/);
  });
});
