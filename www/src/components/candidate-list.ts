import { html, nothing, svg, type PropertyDeclarations, type TemplateResult } from "lit";
import type { Match, Place } from "../contract";
import type { Matched } from "../engine/protocol";
import { address } from "../store/location";
import { placeName } from "../text/place";
import { BenchElement } from "./bench-element";
import { styles } from "./candidate-list.styles";
import { shared } from "./shared.styles";
import { exampleTag, verdictWords } from "./tags";

/** Candidates that are shown before a person asks for more. */
const FIRST = 5;
/** Refused candidates that are shown before that, where the reason is another than the place. */
const FIRST_REFUSED = 3;

/** Ranked candidates; those that a rule is against stand under a heading of their own, with the reason. */
export class CandidateList extends BenchElement {
  static override styles = [shared, styles];
  static override properties: PropertyDeclarations = { ...BenchElement.properties, open: { state: true } };
  /** Of which query all candidates are shown. */
  declare open: string | null;

  constructor() {
    super();
    this.open = null;
  }

  /** Focuses the link of a candidate; false when it is not in the list. */
  takeFocus(id: string): boolean {
    const links = [...this.renderRoot.querySelectorAll<HTMLElement>("[data-candidate]")];
    const link = links.find((one) => one.dataset["candidate"] === id);
    link?.focus();
    return link !== undefined;
  }

  protected override render(): TemplateResult {
    const { matched, key, status } = this.state.match;
    if (matched === null) return html``;
    const { matches, excluded } = matched.result;
    const offered = matches.filter((match) => match.verdict !== "no");
    const refused = matches.filter((match) => match.verdict === "no");
    const all = this.open === key;
    const [shownOffered, shownRefused] = all
      ? [offered, refused]
      : [offered.slice(0, FIRST), refused.filter(refusedNearby).slice(0, FIRST_REFUSED)];
    const hidden = matches.length - shownOffered.length - shownRefused.length;
    const cut = Object.entries(excluded).filter(([, count]) => count > 0);
    return html`
      ${offered.length > 0
        ? html`<ol class="offered" aria-label=${this.t("match.offered")}>
            ${shownOffered.map((match, index) => this.#candidate(match, matched, index + 1))}
          </ol>`
        : nothing}
      ${shownRefused.length > 0
        ? html`<h3 class="refused">${this.t("match.refused")}</h3>
            <p class="small soft">${this.t("match.refusedWhy")}</p>
            <ol class="refused" aria-label=${this.t("match.refused")}>
              ${shownRefused.map((match) => this.#candidate(match, matched, null))}
            </ol>`
        : nothing}
      <div class="rest">
        ${hidden > 0
          ? html`<button @click=${() => (this.open = key)}>
              ${this.t(refused.length > shownRefused.length ? "match.moreWithRefused" : "match.more", { n: hidden })}
            </button>`
          : nothing}
        ${cut.length > 0
          ? html`<p class="small soft">
                ${this.t("match.cut", { n: cut.reduce((sum, [, count]) => sum + count, 0) })}
                ${cut.map(([rule, count]) => this.#cut(rule, count)).join(this.t("list.joiner"))}
              </p>
              ${hidden === 0
                ? html`<button ?disabled=${status === "working"} @click=${() => this.#more()}>
                    ${this.t("match.askMore")}
                  </button>`
                : nothing}`
          : nothing}
      </div>
    `;
  }

  #more(): void {
    this.open = this.state.match.key;
    void this.bench.match.more();
  }

  #cut(rule: string, count: number): string {
    if (rule === "limit") return this.t("match.cutLimit", { n: count });
    return this.t("match.cutBy", { rule: this.m(`rule.${rule}`), n: count });
  }

  #candidate(match: Match, { records }: Matched, rank: number | null): TemplateResult {
    const { language, location } = this.state;
    if (location.view !== "needs") return html``;
    const record = records.get(match.id);
    const open = location.candidate === match.id;
    const missing = match.rules.filter((rule) => rule.verdict === match.verdict && rule.verdict !== "yes");
    return html`<li class=${open ? "open" : ""}>
      <span class="rank" aria-hidden="true">${rank ?? ""}</span>
      <div class="body">
        <h4>
          <a
            href=${address({ ...location, candidate: match.id })}
            data-candidate=${match.id}
            aria-current=${open ? "true" : nothing}
            lang="zh-Hans"
            >${match.name}</a
          >
          ${record?.record["illustrative"] === true ? exampleTag(language) : nothing}
        </h4>
        <p class="reason">${this.say("reason", match.reason)}</p>
        ${missing.map((rule) => html`<p class="missing small">${this.say(`rule.${rule.rule}`, rule.reason)}</p>`)}
        ${record ? html`<p class="meta"><span lang="zh-Hans">${this.#places(record.service_area, record.place)}</span></p>` : nothing}
      </div>
      <div class="judgement">
        ${verdictWords(match.verdict, language)}
        <svg class="bar" aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 100 4">
          <rect class="whole" width="100" height="4" />
          ${svg`<rect class="score" width=${match.score * 100} height="4" />`}
        </svg>
        <span class="why" aria-hidden="true">${this.t("match.why")}</span>
      </div>
    </li>`;
  }

  #places(area: readonly Place[], seat: Place | null): string {
    const places = area.length > 0 ? area : seat === null ? [] : [seat];
    const names = places.slice(0, 3).map(placeName);
    const list = names.join("、");
    if (area.length === 0) return list;
    return this.t("match.serves", { places: area.length > 3 ? `${list}……` : list });
  }
}

/** Somebody would think of it: it serves the place, but another condition is against it. */
function refusedNearby(match: Match): boolean {
  return match.rules.every((rule) => rule.rule !== "serves-place" || rule.verdict !== "no");
}
