import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import type { Path, RouteSummary } from "../contract";
import { BenchElement } from "./bench-element";
import { shared } from "./shared.styles";
import { styles } from "./tie-line.styles";

/** How who asks and the candidate hang together, as a sentence with the rows that say so. */
export class TieLine extends BenchElement {
  static override styles = [shared, styles];
  static override properties: PropertyDeclarations = { ...BenchElement.properties, route: { attribute: false } };
  /** The question. */
  declare route: RouteSummary;

  protected override render(): TemplateResult | typeof nothing {
    const { tie, location } = this.state;
    if (location.view !== "match" || location.query.kind !== "record" || tie === null) return nothing;
    if (tie.from !== location.query.id || tie.to !== location.candidate) return nothing;
    const counts = this.route.features.some(({ id, weight }) => id === "graph" && weight > 0);
    return html`<h3>${this.t("tie.title")}</h3>
      ${tie.path === null ? html`<p class="soft">${this.t("tie.none")}</p>` : this.#path(tie.path)}
      ${tie.path === null || counts ? nothing : html`<p class="small soft">${this.t("tie.only")}</p>`}`;
  }

  #path({ reason, steps }: Path): TemplateResult {
    return html`<p>${this.say("path", reason)}</p>
      <ol class="small">
        ${steps.map(
          ({ relation, direction, to, source }) => html`<li>
            <span class="soft">${this.m(`relation.${relation}.${direction}`)}</span>
            <span lang="zh-Hans">${to.name || this.m(`kind.${to.kind}`)}</span>
            ${source.file === "" ? nothing : html`<span class="soft">${this.t("match.fileRow", { file: source.file, row: source.row })}</span>`}
          </li>`,
        )}
      </ol>`;
  }
}
