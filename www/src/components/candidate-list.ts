import { html, nothing, svg, type PropertyDeclarations, type TemplateResult } from "lit";
import type { Match, RecordView, RouteSummary, RuleOutcome } from "../contract";
import type { Matched } from "../engine/protocol";
import { referral } from "../store/decisions";
import { address } from "../store/location";
import { placeName } from "../text/place";
import { categoryOf, titleOf, words } from "../text/record";
import { isPlaceFact } from "../text/references";
import { BenchElement } from "./bench-element";
import { styles } from "./candidate-list.styles";
import { shared } from "./shared.styles";
import { isBarred, nameOf, subjectOf } from "./deciding";
import { exampleTag, referredTag, riskTag, verdictWords } from "./tags";

/** Candidates that are shown before a person asks for more. */
const FIRST = 5;
/** Refused candidates that are shown before that, where the reason is another than the place. */
const FIRST_REFUSED = 3;
/** Conditions shown in the list for one candidate; the explanation has all of them. */
const FIRST_MISSING = 3;

/** Ranked candidates; those that a rule is against stand under a heading of their own, with the reason. */
export class CandidateList extends BenchElement {
  static override styles = [shared, styles];
  static override properties: PropertyDeclarations = {
    ...BenchElement.properties,
    route: { attribute: false },
    open: { state: true },
  };
  /** The question. */
  declare route: RouteSummary;
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
        ? html`<ol class="offered" aria-label=${this.t("match.offered", { what: this.#what() })}>
            ${shownOffered.map((match, index) => this.#candidate(match, matched, index + 1))}
          </ol>`
        : nothing}
      ${shownRefused.length > 0
        ? html`<h3 class="refused">${this.t(this.#refusedKey())}</h3>
            <p class="small soft">${this.t("match.refusedWhy")}</p>
            <ol class="refused" aria-label=${this.t(this.#refusedKey())}>
              ${shownRefused.map((match) => this.#candidate(match, matched, null))}
            </ol>`
        : nothing}
      <div class="rest">
        ${hidden > 0
          ? html`<button @click=${() => (this.open = key)}>
              ${this.t(refused.length > shownRefused.length ? "match.moreWithRefused" : "match.more", { n: hidden, unit: this.#unit() })}
            </button>`
          : nothing}
        ${cut.length > 0
          ? html`<p class="small soft">
                ${this.t("match.cut", { n: cut.reduce((sum, [, count]) => sum + count, 0), unit: this.#unit() })}
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

  #unit(): string {
    return this.t(`unit.${this.route.to}`);
  }

  #what(): string {
    return this.m(`kind.${this.route.to}`);
  }

  #refusedKey(): "match.refused" | "match.refusedOther" {
    return this.route.from === "need" ? "match.refused" : "match.refusedOther";
  }

  #cut(rule: string, count: number): string {
    const unit = this.#unit();
    if (rule === "limit") return this.t("match.cutLimit", { n: count, unit });
    return this.t("match.cutBy", { rule: this.m(`rule.${rule}`), n: count, unit });
  }

  #candidate(match: Match, matched: Matched, rank: number | null): TemplateResult {
    const { language, location } = this.state;
    if (location.view !== "match") return html``;
    const record = matched.records.get(match.id);
    const risk = matched.risks.get(match.id);
    const open = location.candidate === match.id;
    const hidden = risk?.level === "危急" && !open;
    const missing = match.rules.filter(
      (rule) => rule.hard !== false && rule.verdict === match.verdict && rule.verdict !== "yes",
    );
    const sentences = this.#sentences(missing);
    const more = sentences.length - FIRST_MISSING;
    const call = match.call === undefined ? undefined : matched.glossary.records.get(match.call);
    return html`<li class=${open ? "open" : ""}>
      <span class="rank" aria-hidden="true">${rank ?? ""}</span>
      <div class="body">
        <h4>
          <a
            href=${address({ ...location, candidate: match.id })}
            data-candidate=${match.id}
            aria-current=${open ? "true" : nothing}
            lang=${hidden ? nothing : "zh-Hans"}
            >${hidden ? this.t("needs.closed") : record ? titleOf(record) : match.name || match.id}</a
          >
          ${risk ? riskTag(risk, language) : nothing}
          ${this.bench.decisions.of(referral(match.id)) ? referredTag(language) : nothing}
          ${record?.record["illustrative"] === true ? exampleTag(language) : nothing}
        </h4>
        ${hidden ? nothing : html`<p class="reason">${this.say("reason", match.reason)}</p>`}
        ${call && this.route.to !== "call"
          ? html`<p class="small soft">${this.t("match.underCall", { call: call.name })}</p>`
          : nothing}
        ${sentences.slice(0, FIRST_MISSING).map((words) => html`<p class="missing small">${words}</p>`)}
        ${more > 0 ? html`<p class="missing small">${this.t("match.moreMissing", { n: more })}</p>` : nothing}
        ${record ? html`<p class="meta">${this.#meta(record).map((word) => html`<span lang="zh-Hans">${word}</span>`)}</p>` : nothing}
        ${hidden || location.query.kind !== "record"
          ? nothing
          : html`<decision-buttons
              .bench=${this.bench}
              .subject=${subjectOf(location, match, risk)}
              .name=${nameOf(record, risk, match, language)}
              ?barred=${isBarred(match)}
            ></decision-buttons>`}
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

  /** What is missing, each sentence once. Conditions of a call need their name beside it. */
  #sentences(rules: readonly RuleOutcome[]): string[] {
    const names = new Map<string, string[]>();
    for (const rule of rules) {
      const sentence = this.say(`rule.${rule.rule}`, rule.reason);
      const named = this.m(`rule.${rule.rule}`);
      const name = rule.text === undefined || sentence.startsWith(named) ? [] : [named];
      names.set(sentence, [...(names.get(sentence) ?? []), ...name]);
    }
    return [...names].map(([sentence, of]) =>
      of.length === 0 ? sentence : this.t("match.named", { names: [...new Set(of)], sentence }),
    );
  }

  /** What tells candidates apart at a glance. */
  #meta(view: RecordView): string[] {
    const { record, kind, place } = view;
    const category = kind === "organization" ? null : categoryOf(view);
    const state = kind === "project" ? words(record["stage"]) : [];
    const deadline = kind === "call" ? words(record["deadline"]).map((date) => this.t("match.deadline", { date })) : [];
    const where = this.#places(view.service_area, place);
    return [category ?? "", ...state, ...deadline, where].filter((word) => word !== "");
  }

  #places(area: RecordView["service_area"], seat: RecordView["place"]): string {
    const places = area.length > 0 ? area : seat === null ? [] : [seat];
    const list = places.slice(0, 3).map(placeName).join("、");
    if (area.length === 0) return list;
    return this.t("match.serves", { places: area.length > 3 ? `${list}……` : list });
  }
}

/** Somebody would think of it: it serves the place, but another condition is against it. */
function refusedNearby(match: Match): boolean {
  return match.rules.every((rule) => !isPlaceFact(rule.rule) || rule.verdict !== "no");
}
