import { html, nothing, svg, type PropertyDeclarations, type TemplateResult } from "lit";
import type { Neighbour } from "../contract";
import type { RecordPage } from "../engine/protocol";
import { recordAddress } from "../store/location";
import { branches, rings, type Branch } from "../text/rings";
import { BenchElement } from "./bench-element";
import { styles } from "./neighbourhood-view.styles";
import { shared } from "./shared.styles";

/** Half the width of the picture, in its own units; nodes stand within it. */
const HALF = 200;
/** Radius of the outer ring and of a node. */
const RING = 182;
const NODE = 8.5;

/** Branches that hang on the centre by the same relation. */
interface Group {
  readonly title: string;
  readonly branches: readonly Branch<Neighbour>[];
}

/**
 * What is around a record, as a list by relation. A small picture beside it shows the same under the
 * same numbers; for those who do not see it the list says everything.
 */
export class NeighbourhoodView extends BenchElement {
  static override styles = [shared, styles];
  static override properties: PropertyDeclarations = { ...BenchElement.properties, page: { attribute: false } };
  declare page: RecordPage;

  protected override render(): TemplateResult {
    const { total, nodes } = this.page.around;
    if (nodes.length === 0) return html`<p class="soft">${this.t("around.none")}</p>`;
    const groups = this.#groups(branches(nodes));
    const ordered = groups.flatMap((group) => group.branches);
    const numbers = new Map(
      ordered.flatMap(({ node, behind }) => [node, ...behind]).map((node, index) => [node.id, index + 1]),
    );
    return html`
      ${total > nodes.length
        ? html`<p class="small soft">${this.t("around.some", { n: nodes.length, total })}</p>`
        : nothing}
      <div class="both">
        <div>${groups.map((group, index) => this.#group(group, index, numbers))}</div>
        ${this.#picture(ordered, numbers)}
      </div>
    `;
  }

  /** In the order in which each relation first comes up. */
  #groups(all: readonly Branch<Neighbour>[]): Group[] {
    const byRelation = new Map<string, Branch<Neighbour>[]>();
    for (const branch of all) {
      const title = this.#relation(branch.node);
      byRelation.set(title, [...(byRelation.get(title) ?? []), branch]);
    }
    return [...byRelation].map(([title, of]) => ({ title, branches: of }));
  }

  #group({ title, branches: of }: Group, index: number, numbers: ReadonlyMap<string, number>): TemplateResult {
    return html`<section aria-labelledby="relation-${index}">
      <h4 id="relation-${index}">${title}</h4>
      <ul>
        ${of.map(
          ({ node, behind }) => html`<li>
            ${this.#node(node, numbers, "")}
            ${behind.length === 0
              ? nothing
              : html`<ul>
                  ${behind.map(
                    (one) => html`<li>${this.#node(one, numbers, this.#relation(one))}</li>`,
                  )}
                </ul>`}
          </li>`,
        )}
      </ul>
    </section>`;
  }

  /** A node with its number, behind the relation that leads to it where no heading says so. */
  #node(node: Neighbour, numbers: ReadonlyMap<string, number>, relation: string): TemplateResult {
    const name = this.#name(node);
    return html`<span class="at" aria-hidden="true">${numbers.get(node.id)}</span>
      ${relation === "" ? nothing : html`<span class="small soft">${relation}</span>`}
      ${isRecord(node)
        ? html`<a href=${recordAddress(node.id)} lang=${name.own ? "zh-Hans" : nothing}>${name.words}</a>`
        : html`<span lang="zh-Hans">${name.words}</span>`}
      <span class="small soft">${this.m(`kind.${node.kind}`)}</span>`;
  }

  #picture(ordered: readonly Branch<Neighbour>[], numbers: ReadonlyMap<string, number>): TemplateResult {
    const spokes = rings(ordered);
    const places = new Map(spokes.map((spoke) => [spoke.node.id, spoke]));
    return html`<svg viewBox="${-HALF} ${-HALF} ${2 * HALF} ${2 * HALF}" lang="zh-Hans" aria-hidden="true">
      ${spokes.map(({ node, x, y }) => {
        const from = node.via === null ? undefined : places.get(node.via);
        return svg`<line x1=${(from?.x ?? 0) * RING} y1=${(from?.y ?? 0) * RING} x2=${x * RING} y2=${y * RING} />`;
      })}
      <circle class="center" r="11" />
      ${spokes.map(({ node, x, y }) => {
        const mark = svg`<circle class=${isRecord(node) ? "record" : "other"} cx=${x * RING} cy=${y * RING} r=${NODE} />
          <text class=${isRecord(node) ? "record" : "other"} x=${x * RING} y=${y * RING} dy="0.35em">${numbers.get(node.id)}</text>
          <title>${this.#name(node).words}</title>`;
        // For the pointer only: keyboard and screen reader have the list.
        return isRecord(node) ? svg`<a href=${recordAddress(node.id)} tabindex="-1">${mark}</a>` : svg`<g>${mark}</g>`;
      })}
    </svg>`;
  }

  #relation({ relation, direction }: Neighbour): string {
    return this.m(`relation.${relation}.${direction}`);
  }

  /** `own` says that the words come from the data. */
  #name(node: Neighbour): { readonly words: string; readonly own: boolean } {
    if (node.kind !== "need") return { words: node.name || node.id, own: true };
    const text = this.page.glossary.records.get(node.id)?.name ?? "";
    return text === "" ? { words: this.t("needs.closed"), own: false } : { words: text, own: true };
  }
}

function isRecord({ kind }: Neighbour): boolean {
  return kind !== "concept" && kind !== "event" && kind !== "place";
}
