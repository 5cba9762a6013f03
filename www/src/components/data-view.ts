import { html, nothing, type TemplateResult } from "lit";
import { hasSentence } from "../text/message";
import { BenchElement } from "./bench-element";
import { styles } from "./data-view.styles";
import { shared } from "./shared.styles";

/** What people look for first; other lists follow as the core gives them. */
const ORDER = ["organizations", "needs", "projects", "funders", "calls", "resources", "federations"];

/** What became of the rows: the columns read as a sum. */
const SUM = [
  { key: "rows", head: "files.rows" },
  { key: "records", head: "files.records" },
  { key: "merged", head: "files.merged" },
  { key: "refused", head: "files.refused" },
  { key: "blank", head: "files.blank" },
] as const;

/** Columns that most files have no use for. */
const SELDOM = [
  { key: "no_need", head: "files.noNeed" },
  { key: "apart", head: "files.apart" },
  { key: "split", head: "files.split" },
] as const;

function place(list: string): number {
  const at = ORDER.indexOf(list);
  return at < 0 ? ORDER.length : at;
}

/** What is open, what each file became, its problems; opening, saving, undoing. */
export class DataView extends BenchElement {
  static override styles = [shared, styles];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.bench.countRequests(false);
  }

  /** Focuses the heading. */
  async takeFocus(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>("h2")?.focus();
  }

  protected override render(): TemplateResult {
    const { source, summary, undoable, redoable, storedOwn, passedOver, whole, found } = this.state;
    const { reopened } = source;
    const counts = Object.entries(summary?.counts ?? {}).filter(([, count]) => count > 0);
    counts.sort(([a], [b]) => place(a) - place(b));
    return html`
      <section aria-labelledby="heading">
        <h2 id="heading" tabindex="-1">${this.t("data.title")}</h2>
        <p class="what">
          ${source.kind === "sample"
            ? this.t("data.sample")
            : this.t("data.own", { files: [...(reopened?.files ?? source.files.map((file) => file.name))] })}
        </p>
        ${reopened && reopened.problems.error + reopened.problems.warning > 0
          ? html`<p class="small">${this.t("keep.lineProblems", { ...reopened.problems })}</p>`
          : nothing}
        <dl class="counts">
          ${counts.map(([kind, count]) => html`<div><dt>${this.#kind(kind)}</dt><dd>${count}</dd></div>`)}
        </dl>
        <p class="actions">
          ${source.kind === "own"
            ? html`<button @click=${() => this.bench.data.backToSample()}>${this.t("data.backToSample")}</button>`
            : nothing}
          ${source.kind === "sample" && storedOwn
            ? html`<button @click=${() => this.bench.data.openKept()}>${this.t("keep.back")}</button>`
            : nothing}
          ${undoable
            ? html`<button @click=${() => this.bench.history.undo()}>${this.t("data.undo")}</button>`
            : nothing}
          ${redoable
            ? html`<button @click=${() => this.bench.history.redo()}>${this.t("data.redo")}</button>`
            : nothing}
        </p>

        <file-drop .bench=${this.bench}></file-drop>

        <h3>${this.t("files.title")}</h3>
        ${this.#files()} ${this.#merged()}
        ${whole ? [...found.keys()].map((name) => html`<found-file .bench=${this.bench} .name=${name}></found-file>`) : nothing}
        ${passedOver.length > 0
          ? html`<p class="small">${this.t("files.passedOver", { files: [...passedOver] })}</p>`
          : nothing}

        <h3>${this.t("problems.title")}</h3>
        <problem-list .bench=${this.bench}></problem-list>

        <h3>${this.t("pairs.title")}</h3>
        ${whole ? html`<pairs-list .bench=${this.bench}></pairs-list>` : nothing}

        <h3>${this.t("export.title")}</h3>
        ${whole ? html`<export-panel .bench=${this.bench}></export-panel>` : nothing}

        <h3>${this.t("decisions.title")}</h3>
        <decision-list .bench=${this.bench}></decision-list>

        <h3>${this.t("privacy.title")}</h3>
        ${this.#privacy()}
      </section>
    `;
  }

  #kind(kind: string): string {
    for (const key of [`list.${kind}`, `kind.${kind}`]) if (hasSentence(key)) return this.m(key);
    return kind;
  }

  #files(): TemplateResult {
    const files = this.state.summary?.files ?? [];
    const sum = [...SUM, ...SELDOM.filter(({ key }) => files.some((file) => file[key] > 0))];
    return html`<table>
      <thead>
        <tr>
          <th scope="col">${this.t("files.file")}</th>
          <th scope="col">${this.t("files.kind")}</th>
          ${sum.map(({ head }) => html`<th scope="col" class="number">${this.t(head)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${files.map(
          (file) => html`<tr>
            <th scope="row">${file.name}</th>
            <td>${file.kind === null ? "—" : this.#kind(file.kind)}</td>
            ${sum.map(
              ({ key, head }) => html`<td
                class="number ${key === "refused" && file[key] > 0 ? "alarm" : ""}"
                data-head=${this.t(head)}
              >
                ${file[key]}
              </td>`,
            )}
          </tr>`,
        )}
      </tbody>
    </table>`;
  }

  /** How many records stand for several rows. */
  #merged(): TemplateResult | typeof nothing {
    const n = (this.state.summary?.files ?? []).reduce((sum, { kind, merged }) => sum + (kind === "needs" ? 0 : merged), 0);
    return n === 0 ? nothing : html`<p class="merged">${this.t("merges.count", { n })}</p>`;
  }

  #privacy(): TemplateResult {
    const { opening, since } = this.state.requests;
    return html`<p>${this.t("privacy.where")}</p>
      <label class="switch">
        <input type="checkbox" .checked=${!this.bench.keep.on} @change=${this.#switch} />
        <span>${this.t("keep.switch")}</span>
        <span class="small soft">${this.t("keep.switchWhy")}</span>
      </label>
      <dl class="counts">
        <div><dt>${this.t("privacy.since")}</dt><dd id="requests">${since}</dd></div>
        <div><dt>${this.t("privacy.opening")}</dt><dd>${opening}</dd></div>
      </dl>
      <p class="small soft">
        ${this.t("privacy.counted")}
        <button class="plain" @click=${() => this.bench.countRequests(false)}>${this.t("privacy.again")}</button>
      </p>`;
  }

  #switch = (event: Event) => {
    if (event.target instanceof HTMLInputElement) void this.bench.keep.setOn(!event.target.checked);
  };
}
