import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import type { Choices, Encoding, Place, TableFile, TableFound } from "../contract";
import { hasString } from "../strings";
import { LISTS, keysOf } from "../text/columns";
import { fatesOf } from "../text/fates";
import { hasSentence } from "../text/message";
import { BenchElement } from "./bench-element";
import { styles } from "./found-file.styles";
import { shared } from "./shared.styles";

/** Encodings that can be chosen. */
const ENCODINGS: readonly Encoding[] = ["UTF-8", "GB18030", "Big5", "UTF-16LE", "UTF-16BE"];
/** Below this many thousandths the meaning of a column is a guess that a person should look at. */
const SURE = 800;
/** Removals and repairs that are listed. */
const MOST = 50;

type Column = TableFound["columns"][number];

/** What was found in one table file: how it is written, what its columns mean, what was taken out or mended. */
export class FoundFile extends BenchElement {
  static override styles = [shared, styles];
  static override properties: PropertyDeclarations = { ...BenchElement.properties, name: { attribute: false } };
  /** Name of the file. */
  declare name: string;

  protected override render(): TemplateResult {
    const found = this.state.found.get(this.name);
    if (found === undefined) return html``;
    return html`<article aria-labelledby="name">
      <h4 id="name">${this.name}</h4>
      ${this.#sum(found)} ${this.#how(found)} ${this.#county(found)}
      ${found.tables.map((table) => this.#table(table))} ${this.#dropped(found)} ${this.#removed(found)}
      ${this.#repaired(found)}
    </article>`;
  }

  /** One sentence that adds up. */
  #sum(found: TableFile): TemplateResult {
    const report = this.state.summary?.files.find((file) => file.name === this.name);
    if (report === undefined) return html``;
    const survey = found.tables.some(({ kind }) => kind !== "list") && report.kind === "needs";
    const { rows, fates, apart, split } = fatesOf(report);
    const as = survey ? "survey" : "list";
    const parts = fates.map(({ fate, n }) => this.t(`fates.${as}.${fate}`, { n, kind: this.#list(report.kind ?? "") }));
    return html`<p class="sum">${this.t(`fates.${as}`, { n: rows })} = ${parts.join(" + ")}</p>
      ${split > 0 ? html`<p class="small soft">${this.t("fates.split", { n: split })}</p>` : nothing}
      ${apart > 0 ? html`<p class="small soft">${this.t("fates.apart", { n: apart })}</p>` : nothing}`;
  }

  #how({ format, encoding, alternatives, tables }: TableFile): TemplateResult {
    const list = tables.find((table) => table.list !== null)?.list ?? "";
    const surveyed = tables.some(({ kind }) => kind === "survey" || kind === "notes");
    const likely = new Map(alternatives);
    return html`<div class="how">
      <p><span class="term">${this.t("found.format")}</span> <span>${this.#format(format)}</span></p>
      ${encoding === null
        ? nothing
        : html`<label>
            <span class="term">${this.t("found.encoding")}</span>
            <select id="encoding" @change=${this.#encoding}>
              ${ENCODINGS.map(
                (one) => html`<option value=${one} .selected=${one === encoding}>
                  ${one === "GB18030" ? "GB18030 (GBK)" : one}${likely.has(one)
                    ? this.t("found.likely", { n: Math.round((likely.get(one) ?? 0) / 10) })
                    : ""}
                </option>`,
              )}
            </select>
          </label>`}
      <label>
        <span class="term">${this.t("found.list")}</span>
        <select id="list" @change=${this.#as}>
          ${list === "" ? html`<option value="" selected>${this.t("found.noList")}</option>` : nothing}
          ${LISTS.map((one) => html`<option value=${one} .selected=${one === list}>${this.#list(one)}</option>`)}
        </select>
      </label>
      ${surveyed ? html`<p class="tag">${this.t("found.answers")}</p>` : nothing}
    </div>`;
  }

  #county({ asks_county }: TableFile): TemplateResult | typeof nothing {
    if (!asks_county) return nothing;
    return html`<div class="county">
      <p>${this.t("found.county")}</p>
      <place-field .bench=${this.bench} .place=${null} @place-chosen=${this.#countyChosen}></place-field>
    </div>`;
  }

  #table(table: TableFound): TemplateResult {
    const { sheet, header_row, kind, columns, rows } = table;
    const fixed = kind !== "list";
    const unsure = fixed ? 0 : columns.filter(isUnsure).length;
    const title = sheet === "" ? this.t("found.table") : this.t("found.sheet", { sheet });
    return html`<details>
      <summary>
        ${title} · ${this.t("found.header", { row: header_row })} ·
        ${fixed ? this.t("found.questions", { n: columns.length }) : this.t("found.columns", { n: columns.length, rows })}
        ${unsure > 0 ? html`<span class="doubt">${this.t("found.unsure", { n: unsure })}</span>` : nothing}
      </summary>
      <div class="scroll" tabindex="0" role="region" aria-label=${this.t("table.scrolls", { title: `${this.name} · ${title}` })}>
        <table>
          <thead>
            <tr>
              <th scope="col">${this.t("found.head")}</th>
              <th scope="col">${this.t("found.meaning")}</th>
              <th scope="col">${this.t("found.samples")}</th>
            </tr>
          </thead>
          <tbody>
            ${inOrder(columns, fixed).map((column) => this.#column(table, column, fixed))}
          </tbody>
        </table>
      </div>
      ${fixed || table.list === null
        ? nothing
        : html`<p>
            <button @click=${() => this.#remember(table)}>${this.t("found.remember")}</button>
            <span class="small soft">${this.t("found.rememberWhy")}</span>
          </p>`}
    </details>`;
  }

  #column(table: TableFound, column: Column, fixed: boolean): TemplateResult {
    const { header, key, samples } = column;
    const unsure = !fixed && isUnsure(column);
    return html`<tr class=${unsure ? "unsure" : ""}>
      <th scope="row" lang="zh-Hans">${header}</th>
      <td>
        ${fixed
          ? html`<span>${key === null ? this.t("found.unused") : this.field(key)}</span>`
          : html`<select
              aria-label=${this.t("found.meaningOf", { header })}
              @change=${(event: Event) => this.#means(table, header, event)}
            >
              <option value="" .selected=${key === null}>${this.t("found.unused")}</option>
              ${this.#keys(table, key).map(
                ({ key: one, title }) => html`<option value=${one} .selected=${one === key}>${title}</option>`,
              )}
            </select>`}
        ${unsure ? html`<span class="doubt small">${this.t("found.look")}</span>` : nothing}
      </td>
      <td class="samples small" lang="zh-Hans">${samples.join(" ｜ ")}</td>
    </tr>`;
  }

  /** Keys of the list; one that the column has and the list does not name stands first. */
  #keys({ list }: TableFound, key: string | null): { key: string; title: string }[] {
    const keys = keysOf(list ?? "");
    const own = key === null || keys.some((one) => one.key === key) ? [] : [{ key, title: key }];
    return [...own, ...keys].map(({ key: one, title }) => {
      const named = this.field(one);
      return { key: one, title: named === one && this.state.language !== "en" ? title : named };
    });
  }

  #dropped({ dropped }: TableFile): TemplateResult | typeof nothing {
    if (dropped.length === 0) return nothing;
    return html`<p class="dropped">
      <span class="term">${this.t("found.dropped")}</span>
      <span lang="zh-Hans">${dropped.join("、")}</span>
      <span class="small soft">${this.t("found.droppedWhy")}</span>
    </p>`;
  }

  #removed({ removed }: TableFile): TemplateResult | typeof nothing {
    if (removed.length === 0) return nothing;
    const kinds = [...new Set(removed.flatMap((one) => one.kinds))].map((kind) => this.#kind(kind));
    return html`<details>
      <summary>${this.t("found.removed", { n: removed.length, kinds })}</summary>
      <p class="small soft">${this.t("found.removedWhy")}</p>
      <ul class="small">
        ${removed
          .slice(0, MOST)
          .map(
            ({ row, column, kinds: of }) =>
              html`<li>
                ${this.t("problems.row", { row })} · <span lang="zh-Hans">${this.#columnName(column)}</span> ·
                ${of.map((kind) => this.#kind(kind)).join(this.t("list.joiner"))}
              </li>`,
          )}
      </ul>
      ${this.#rest(removed.length)}
    </details>`;
  }

  #repaired({ repaired }: TableFile): TemplateResult | typeof nothing {
    if (repaired.length === 0) return nothing;
    return html`<details>
      <summary>${this.t("found.repaired", { n: repaired.length })}</summary>
      <p class="small soft">${this.t("found.repairedWhy")}</p>
      <ul class="repairs small">
        ${repaired.slice(0, MOST).map(
          ({ row, column, before, after }) =>
            html`<li>
              <span class="soft">
                ${this.t("problems.row", { row })} · <span lang="zh-Hans">${this.#columnName(column)}</span>
              </span>
              <del lang="zh-Hans">${before}</del> <ins lang="zh-Hans">${after}</ins>
            </li>`,
        )}
      </ul>
      ${this.#rest(repaired.length)}
    </details>`;
  }

  #rest(all: number): TemplateResult | typeof nothing {
    return all > MOST ? html`<p class="small soft">${this.t("found.rest", { n: all - MOST })}</p>` : nothing;
  }

  #kind(kind: string): string {
    return hasSentence(`personal.${kind}`) ? this.m(`personal.${kind}`) : kind;
  }

  #list(list: string): string {
    return hasSentence(`list.${list}`) ? this.m(`list.${list}`) : list;
  }

  #format(format: string): string {
    const key = `format.${format}`;
    return hasString(key) ? this.t(key) : format;
  }

  #columnName(column: string): string {
    return hasSentence(`field.${column}`) ? this.m(`field.${column}`) : column;
  }

  #encoding = (event: Event) => {
    const encoding = ENCODINGS.find((one) => one === valueOf(event));
    if (encoding !== undefined) this.#reread({ encoding });
  };

  /** Another list has other keys: what was said about columns no longer holds. */
  #as = (event: Event) => {
    const list = valueOf(event);
    if (list !== "") this.#reread({ list, columns: {} });
  };

  #countyChosen = (event: CustomEvent<Place | null>) => {
    if (event.detail !== null) this.#reread({ county: event.detail.code });
  };

  #means(table: TableFound, header: string, event: Event): void {
    const key = valueOf(event);
    const columns = { ...columnsOf(table), [header]: key === "" ? null : key };
    this.#reread({ ...(table.list === null ? {} : { list: table.list }), columns });
  }

  #remember(table: TableFound): void {
    if (table.list === null) return;
    this.bench.data.remember({ fingerprint: table.fingerprint, list: table.list, columns: columnsOf(table) });
  }

  #reread(choices: Choices): void {
    void this.bench.data.reread(this.name, choices);
  }
}

function isUnsure({ key, score, samples }: Column): boolean {
  return key === null ? samples.length > 0 : score < SURE;
}

/** Those that a person should look at come first. */
function inOrder(columns: readonly Column[], fixed: boolean): readonly Column[] {
  return fixed ? columns : [...columns.filter(isUnsure), ...columns.filter((column) => !isUnsure(column))];
}

function columnsOf({ columns }: TableFound): Record<string, string | null> {
  return Object.fromEntries(columns.map(({ header, key }) => [header, key]));
}

function valueOf(event: Event): string {
  return event.target instanceof HTMLSelectElement ? event.target.value : "";
}
