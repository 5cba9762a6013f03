import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { RouteSummary } from "../contract";
import type { WeightChange } from "../store/kept";
import { frozen } from "../store/routes";
import { WHOLE } from "../text/weights";
import { BenchElement } from "./bench-element";
import { shared } from "./shared.styles";
import { styles } from "./weights-panel.styles";

/** One movement of an arrow key, in millionths. */
const STEP = 10_000;
/** Changes of the log that are shown. */
const SHOWN = 5;

/** How much each kind of evidence counts. Every change is logged; under a published call nothing moves. */
export class WeightsPanel extends BenchElement {
  static override styles = [shared, styles];
  static override properties: PropertyDeclarations = { ...BenchElement.properties, route: { attribute: false } };
  declare route: RouteSummary;

  protected override render(): TemplateResult {
    const { kept, weightsBefore } = this.state;
    const fixed = frozen(this.route);
    const changes = kept.log.filter(({ route }) => route === this.route.id);
    return html`<details>
      <summary>${this.t("weights.title")}</summary>
      <p class="small soft">${this.t(fixed ? "weights.frozen" : "weights.how")}</p>
      <div class="features">${this.route.features.map(({ id }) => this.#feature(id, fixed))}</div>
      ${fixed
        ? nothing
        : html`<p class="buttons">
            <button ?disabled=${!this.bench.weights.differ(this.route)} @click=${() => this.bench.weights.reset(this.route)}>
              ${this.t("weights.reset")}
            </button>
            <button
              ?disabled=${weightsBefore.every(({ route }) => route !== this.route.id)}
              @click=${() => this.bench.weights.undo(this.route)}
            >
              ${this.t("weights.undo")}
            </button>
          </p>`}
      ${changes.length > 0 ? this.#log(changes) : nothing}
    </details>`;
  }

  #feature(id: string, fixed: boolean): TemplateResult {
    const weight = this.bench.weights.of(this.route)[id] ?? 0;
    const name = this.m(`feature.${id}`);
    if (fixed || this.route.features.length === 1) {
      return html`<div class="feature">
        <span class="name">${name}</span>
        <span class="number">${fraction(weight)}</span>
        <span class="small soft explain">${this.m(`feature.${id}.explain`)}</span>
      </div>`;
    }
    return html`<div class="feature">
      <label class="name" for=${`weight-${id}`}>${name}</label>
      <output class="number" for=${`weight-${id}`}>${fraction(weight)}</output>
      <input
        id=${`weight-${id}`}
        type="range"
        min="0"
        max=${WHOLE}
        step=${STEP}
        data-feature=${id}
        .value=${live(String(weight))}
        aria-valuetext=${fraction(weight)}
        @input=${this.#move}
        @change=${this.#settle}
      />
      <span class="small soft explain">${this.m(`feature.${id}.explain`)}</span>
    </div>`;
  }

  #log(changes: readonly WeightChange[]): TemplateResult {
    return html`<h4>${this.t("weights.log")}</h4>
      <p class="small soft">${this.t("weights.logWhere")}</p>
      <ol class="log small" reversed>
        ${changes
          .slice(-SHOWN)
          .reverse()
          .map((change) => html`<li><span>${change.date}</span> ${this.#change(change)}</li>`)}
      </ol>`;
  }

  #change({ from, to }: WeightChange): TemplateResult[] {
    return this.route.features
      .filter(({ id }) => from[id] !== to[id])
      .map(
        ({ id }) =>
          html`<span class="change">${this.m(`feature.${id}`)} ${fraction(from[id] ?? 0)} → ${fraction(to[id] ?? 0)}</span>`,
      );
  }

  #move = (event: Event) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement)) return;
    this.bench.weights.move(this.route, field.dataset["feature"] ?? "", field.valueAsNumber);
  };

  #settle = () => this.bench.weights.settle(this.route);
}

/** Millionths as the parts table writes a weight. */
function fraction(millionths: number): string {
  return (millionths / WHOLE).toFixed(6);
}
