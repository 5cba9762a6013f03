import { html, nothing, type TemplateResult } from "lit";
import type { Level, Problem } from "../contract";
import { own } from "../text/own";
import { hasSentence } from "../text/message";
import { BenchElement } from "./bench-element";
import { styles } from "./problem-list.styles";
import { shared } from "./shared.styles";

const LEVELS: readonly (Level | null)[] = [null, "error", "warning", "info"];

/** What in the files could not be taken over as written: where it stands, what it is, what to do. */
export class ProblemList extends BenchElement {
  static override styles = [shared, styles];

  protected override render(): TemplateResult {
    const { problems, summary } = this.state;
    const counts = summary?.problems ?? { error: 0, warning: 0, info: 0 };
    const all = counts.error + counts.warning + counts.info;
    if (all === 0) return html`<p class="soft">${this.t("problems.none")}</p>`;
    return html`
      <fieldset>
        <legend class="unseen">${this.t("problems.level")}</legend>
        ${LEVELS.map((level) => this.#level(level, level === null ? all : counts[level]))}
      </fieldset>
      <div class="filters">${this.#choices()}</div>
      <ol>
        ${problems.problems.map((problem) => this.#problem(problem))}
      </ol>
      ${problems.problems.length < problems.total
        ? html`<button @click=${() => this.bench.data.moreProblems()}>
            ${this.t("problems.more", { n: problems.total - problems.problems.length })}
          </button>`
        : nothing}
    `;
  }

  #level(level: Level | null, count: number): TemplateResult {
    const chosen = this.state.problems.filter.level === level;
    return html`<label class=${chosen ? "chosen" : ""}>
      <input
        type="radio"
        name="level"
        .checked=${chosen}
        ?disabled=${count === 0}
        @change=${() => this.bench.data.showProblems({ level })}
      />
      <span>${level === null ? this.t("problems.all") : this.m(`level.${level}`)}</span>
      <b>${count}</b>
    </label>`;
  }

  /** By file and by kind. */
  #choices(): TemplateResult {
    const { filter, files, codes } = this.state.problems;
    return html`<label>
        <span>${this.t("problems.file")}</span>
        <select id="of-file" @change=${(event: Event) => this.bench.data.showProblems({ file: chosen(event) })}>
          <option value="" .selected=${filter.file === null}>${this.t("problems.any")}</option>
          ${options(files, filter.file).map(
            ([file, n]) => html`<option value=${file} .selected=${file === filter.file}>${file} (${n})</option>`,
          )}
        </select>
      </label>
      <label>
        <span>${this.t("problems.kind")}</span>
        <select id="of-kind" @change=${(event: Event) => this.bench.data.showProblems({ code: chosen(event) })}>
          <option value="" .selected=${filter.code === null}>${this.t("problems.any")}</option>
          ${options(codes, filter.code).map(
            ([code, n]) =>
              html`<option value=${code} .selected=${code === filter.code}>${this.#kind(code)} (${n})</option>`,
          )}
        </select>
      </label>`;
  }

  /** The beginning of the sentence of a kind. */
  #kind(code: string): string {
    const [first = code] = this.m(`problem.${code}`)
      .replace(/[“"]?\{[^{}]*\}[”"]?/g, "…")
      .split(/[。：；]|[.:;] /u, 1);
    return first;
  }

  #problem(problem: Problem): TemplateResult {
    const { code, level, file, row, column, args } = problem;
    return html`<li class=${level}>
      <p class="where">
        <span class="level">${this.m(`level.${level}`)}</span>
        <span>${file}</span>
        ${row === null ? nothing : html`<span>${this.t("problems.row", { row })}</span>`}
        ${column === null ? nothing : html`<span lang="zh-Hans">${this.#column(column)}</span>`}
      </p>
      <p>${this.m(`problem.${code}`, this.#named(args))}</p>
    </li>`;
  }

  /** A column by the name that people know, and as it stands in the file. */
  #column(column: string): string {
    const key = `field.${column}`;
    return hasSentence(key) ? `${this.m(key)} (${column})` : column;
  }

  /** Keys among the arguments read better as names. */
  #named(args: Problem["args"]): Problem["args"] {
    const field = own(args, "field");
    if (typeof field !== "string" || !hasSentence(`field.${field}`)) return args;
    return { ...args, field: this.m(`field.${field}`) };
  }
}

/** The value that was chosen; null is any. */
function chosen(event: Event): string | null {
  return event.target instanceof HTMLSelectElement && event.target.value !== "" ? event.target.value : null;
}

/** What can be chosen with how many; what is chosen stays even when nothing is left of it. */
function options(counts: ReadonlyMap<string, number>, now: string | null): [string, number][] {
  return [...counts, ...(now === null || counts.has(now) ? [] : [[now, 0] satisfies [string, number]])];
}
