import { describe, expect, it } from "vitest";
import { names, ready, typeNeed, visit, withBrowser } from "./page";

withBrowser();

const NEED = "双职工，孩子放学后没人管，想要课后照护和作业辅导";
const BEST = "福州市鼓楼区榕小伴儿童成长服务中心";

describe("a need in everyday words", () => {
  it("finds the organization that shares its words and serves the place; others come last as outside", async () => {
    await visit("#/needs", {}, async ({ page }) => {
      await ready(page);
      await typeNeed(page, NEED, "鼓楼区");
      await page.locator("candidate-list h4 a", { hasText: "榕小伴" }).waitFor();
      expect((await names(page))[0]).toBe(BEST);
      const first = page.locator("candidate-list li").first();
      await expect(first.locator(".verdict").textContent()).resolves.toMatch(/^\s*符合\s*$/);
      await expect(first.locator(".reason").textContent()).resolves.toMatch(/课后.*服务范围包括鼓楼区/);

      // 长沙: outside its area, hence after all others, under a heading of its own and with the reason.
      await page.getByRole("button", { name: /显示其余/ }).click();
      const more = page.getByRole("button", { name: "多列一些" });
      if (await more.isVisible()) await more.click();
      const refused = page.locator("candidate-list ol.refused li", { hasText: "长沙" });
      await refused.first().waitFor();
      expect(await page.locator("candidate-list ol.offered li", { hasText: "长沙市开福区" }).count()).toBe(0);
      const offered = await page.locator("candidate-list ol.offered li").count();
      const all = await names(page);
      expect(all.findIndex((name) => name === "长沙市开福区和睦家事工作室")).toBeGreaterThanOrEqual(offered);
      await expect(refused.first().locator(".missing").first().textContent()).resolves.toContain("不在服务范围");
    });
  });

  it("is explained by the same words on both sides, and by parts that add up to the score", async () => {
    await visit("#/needs", {}, async ({ page, url }) => {
      await ready(page);
      await typeNeed(page, NEED, "鼓楼区");
      await page.locator("candidate-list h4 a", { hasText: "榕小伴" }).click();
      await page.getByRole("heading", { name: BEST }).waitFor();
      expect(page.url()).toBe(`${url}#/typed/org-029`);

      /** Marked words of a side by the number that joins them. */
      const marks = (side: string) =>
        page.locator(`paired-texts section[aria-label="${side}"] mark`).evaluateAll((found) =>
          found.map((mark) => {
            const number = mark.querySelector("sup")?.textContent ?? "";
            return [number, (mark.textContent ?? "").slice(number.length)];
          }),
        );
      const need = await marks("需求原话");
      const candidate = await marks("组织资料");
      const joined = need.map(([, words]) => words).join("");
      for (const word of ["双职工", "课后照护", "作业辅导"]) expect(joined).toContain(word);
      // Every number stands on both sides. Where the words differ, a line says which concept joins them.
      const numbers = async (side: string) =>
        [...new Set(await page.locator(`paired-texts section[aria-label="${side}"] sup`).allTextContents())].sort();
      expect(await numbers("组织资料")).toEqual(await numbers("需求原话"));
      expect(candidate).toEqual(expect.arrayContaining(need.filter(([, words]) => words === "双职工")));
      // The text itself is whole: nothing was lost or doubled between the marks.
      const whole = await page.locator("paired-texts .need").evaluate((text) => {
        const copy = text.cloneNode(true) as Element;
        for (const number of copy.querySelectorAll("sup")) number.remove();
        return copy.textContent;
      });
      expect(whole).toBe(NEED);

      const rows = await page.locator("parts-table tbody tr").evaluateAll((found) =>
        found.map((row) => [...row.querySelectorAll("td")].map((cell) => (cell.textContent ?? "").replace("×", "").trim())),
      );
      const exact = (text: string | undefined) => {
        const [whole = "0", fraction = ""] = (text ?? "").split(".");
        return BigInt(whole + fraction.padEnd(12, "0"));
      };
      const total = rows.reduce((sum, row) => sum + exact(row[2]), 0n);
      const score = (await page.locator("parts-table tfoot td").textContent())?.trim();
      expect(total).toBe(exact(score));
      for (const [value, weight, points] of rows) {
        expect(exact(value) * exact(weight)).toBe(exact(points) * 10n ** 12n);
      }
      expect(rows.length).toBeGreaterThanOrEqual(2);
      await expect(page.locator("parts-table tfoot th").textContent()).resolves.toBe("合计");
      await expect(page.locator("rules-table table").first().textContent()).resolves.toMatch(/服务到本地.*符合.*鼓楼区/s);
    });
  });

  it("follows while it is typed, and Enter asks at once", async () => {
    await visit("#/needs", {}, async ({ page }) => {
      await ready(page);
      await page.locator("typed-need textarea").pressSequentially("作业辅导", { delay: 20 });
      await page.locator("candidate-list li").first().waitFor();
      await page.getByText("还没选地区").waitFor();
      await page.locator("typed-need textarea").fill("法律咨询");
      await page.keyboard.press("Enter");
      await page.locator("candidate-list .reason", { hasText: "法律" }).first().waitFor();
      await expect(page.locator("typed-need textarea").inputValue()).resolves.toBe("法律咨询");
    });
  });

  it("asks which place is meant when several bear the name, and takes none by itself", async () => {
    await visit("#/needs", {}, async ({ page }) => {
      await ready(page);
      const field = page.locator("place-field input");
      await field.fill("鼓楼区");
      const options = page.locator("place-field [role=option]");
      await options.nth(1).waitFor();
      const texts = await options.allTextContents();
      // The one in the data first, the others with what lies above them.
      expect(texts[0]).toMatch(/鼓楼区.*福建省福州市/s);
      expect(texts.join("\n")).toMatch(/江苏省南京市/);
      await page.locator("typed-need textarea").click();
      await page.getByText("请从列表里选一个地区").waitFor();
      await field.click();
      await options.nth(1).waitFor();
      await field.press("ArrowDown");
      await field.press("Enter");
      await expect(field.inputValue()).resolves.toMatch(/市鼓楼区$/);
      await expect(field.inputValue()).resolves.not.toMatch(/福州/);
    });
  });

  it("never stands in an address or in the history", async () => {
    await visit("#/needs", {}, async ({ page }) => {
      await ready(page);
      await typeNeed(page, "不能外传的话，作业辅导", "鼓楼区");
      await page.locator("candidate-list h4 a").first().click();
      await page.locator("parts-table").waitFor();
      expect(decodeURIComponent(page.url())).not.toContain("外传");
      const kept = await page.evaluate(() => JSON.stringify([history.state, { ...localStorage }, { ...sessionStorage }]));
      expect(kept).not.toContain("外传");
    });
  });
});
