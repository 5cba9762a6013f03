import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import type { Pair } from "../engine/protocol";
import { recordAddress } from "../store/location";
import { BenchElement } from "./bench-element";
import { styles } from "./pairs-list.styles";
import { shared } from "./shared.styles";

/** Pairs shown before a person asks for more. */
const PAGE = 20;

/** Records that may be one under two names, with what speaks for it and against it. A person looks and decides. */
export class PairsList extends BenchElement {
  static override styles = [shared, styles];
  static override properties: PropertyDeclarations = {
    ...BenchElement.properties,
    shown: { state: true },
    looking: { state: true },
  };
  declare shown: number;
  declare looking: boolean;

  constructor() {
    super();
    this.shown = PAGE;
    this.looking = false;
  }

  protected override render(): TemplateResult {
    const { pairs } = this.state;
    const button = html`<button ?disabled=${this.looking} @click=${this.#find}>
      ${this.t(this.looking ? "pairs.looking" : "pairs.find")}
    </button>`;
    if (pairs === null) return html`<p class="soft">${this.t("pairs.what")}</p><p>${button}</p>`;
    const { length } = pairs.pairs;
    if (length === 0) return html`<p class="soft">${this.t("pairs.none")}</p>`;
    return html`<p>${this.t("pairs.found", { n: length })}</p>
      <ol>
        ${pairs.pairs.slice(0, this.shown).map((pair) => this.#pair(pair))}
      </ol>
      ${length > this.shown
        ? html`<button @click=${() => (this.shown += PAGE)}>${this.t("pairs.more", { n: length - this.shown })}</button>`
        : nothing}`;
  }

  #pair({ pair, score, why }: Pair): TemplateResult {
    const names = this.state.pairs?.names;
    return html`<li>
      <p class="names" lang="zh-Hans">
        ${pair.map((id) => html`<a href=${recordAddress(id)}>${names?.get(id)?.name || id}</a>`)}
        <span class="score small soft" lang=${this.state.language}>
          ${this.t("pairs.score", { n: Math.round(score * 100) })}
        </span>
      </p>
      <p class="small soft">${why.map((one) => this.say("duplicate", one)).join(" ")}</p>
    </li>`;
  }

  #find = async () => {
    this.looking = true;
    await this.bench.pairs.find();
    this.looking = false;
  };
}
