import { html, nothing, svg, type PropertyDeclarations, type TemplateResult } from "lit";
import type { Match, Part, Place } from "../contract";
import { decimal, sum, units } from "../text/decimal";
import { factWords } from "../text/place";
import { isPlaceFact } from "../text/references";
import { BenchElement } from "./bench-element";
import { styles } from "./parts-table.styles";
import { shared } from "./shared.styles";

/** Decimals that every column shows; a value that has more shows them all. */
const DIGITS = 6;
/** Shades that tell the pieces of the bar apart. */
const SHADES = 7;
const NO_PLACES: ReadonlyMap<string, Place> = new Map();

/** The parts of a score as a bar and a table; they add up to the score digit by digit. */
export class PartsTable extends BenchElement {
  static override styles = [shared, styles];
  static override properties: PropertyDeclarations = {
    ...BenchElement.properties,
    match: { attribute: false },
    places: { attribute: false },
  };
  declare match: Match;
  /** Places that facts may name by their codes. */
  declare places: ReadonlyMap<string, Place>;

  protected override render(): TemplateResult {
    const { parts, score } = this.match;
    const total = sum(parts.map((part) => units(part.points)));
    const exact = total === units(score);
    return html`
      ${this.#bar()}
      <div class="scroll" tabindex="0" role="region" aria-label=${this.t("table.scrolls", { title: this.t("why.parts") })}>
        <table>
          <thead>
            <tr>
              <th scope="col">${this.t("parts.evidence")}</th>
              <th scope="col" class="number">${this.t("parts.value")}</th>
              <th scope="col" class="number">${this.t("parts.weight")}</th>
              <th scope="col" class="number">${this.t("parts.points")}</th>
            </tr>
          </thead>
          <tbody>
            ${parts.map((part, index) => this.#part(part, index))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colspan="3">${this.t(exact ? "parts.sum" : "parts.sumDiffers")}</th>
              <td class="number total">${decimal(units(score), DIGITS)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      <p class="small soft">${this.t("parts.how")}</p>
    `;
  }

  #part(part: Part, index: number): TemplateResult {
    return html`<tr>
      <th scope="row">
        <svg class="key shade-${index % SHADES}" viewBox="0 0 8 8" aria-hidden="true"><rect width="8" height="8" /></svg>
        ${this.m(`feature.${part.feature}`)}
        ${part.missing === true ? html`<span class="tag">${this.t("parts.missing")}</span>` : nothing}
        ${part.facts.length > 0
          ? html`<span class="facts small soft" lang="zh-Hans">${factWords(part.facts, isPlaceFact(part.feature) ? this.places : NO_PLACES).join("、")}</span>`
          : nothing}
      </th>
      <td class="number">${decimal(units(part.value), DIGITS)}</td>
      <td class="number">× ${decimal(units(part.weight), DIGITS)}</td>
      <td class="number">${decimal(units(part.points), DIGITS)}</td>
    </tr>`;
  }

  /** All points on one line from 0 to 1; the table says the same in figures. */
  #bar(): TemplateResult {
    let start = 0;
    const pieces = this.match.parts.map((part, index) => {
      const piece = svg`<rect class="shade-${index % SHADES}" x=${start * 100} width=${part.points * 100} height="10" />`;
      start += part.points;
      return piece;
    });
    return html`<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect class="whole" width="100" height="10" />
      ${pieces}
    </svg>`;
  }
}
