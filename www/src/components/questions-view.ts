import { html, nothing, type TemplateResult } from "lit";
import type { RouteSummary } from "../contract";
import { address, NEED_ROUTE, routeAddress, typedAddress } from "../store/location";
import { askers } from "../store/routes";
import { BenchElement } from "./bench-element";
import { styles } from "./questions-view.styles";
import { shared } from "./shared.styles";

/** The entry: every direction as a question, by who asks it. */
export class QuestionsView extends BenchElement {
  static override styles = [shared, styles];

  /** Focuses the heading. */
  async takeFocus(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>("h2")?.focus();
  }

  protected override render(): TemplateResult {
    const { summary, critical } = this.state;
    return html`
      <section aria-labelledby="heading">
        <h2 id="heading" tabindex="-1">${this.t("questions.title")}</h2>
        <p class="lead">${this.t("questions.lead")}</p>
        ${critical > 0
          ? html`<p class="critical"><a href=${routeAddress(NEED_ROUTE)}>${this.t("questions.critical", { n: critical })}</a></p>`
          : nothing}
        <div class="groups">
          ${askers(summary?.routes ?? []).map(
            ({ title, routes }, index) => html`<section aria-labelledby="group-${index}">
              <h3 id="group-${index}">${this.t(title)}</h3>
              <ul>
                ${routes.map((route) => this.#question(route))}
                ${index === 0
                  ? html`<li>
                      <a class="question" href=${address({ view: "hubs" })}>${this.t("hubs.title")}</a>
                      <p class="small soft">${this.t("questions.hubs")}</p>
                    </li>`
                  : nothing}
              </ul>
            </section>`,
          )}
        </div>
      </section>
    `;
  }

  #question(route: RouteSummary): TemplateResult {
    const need = route.from === "need";
    return html`<li>
      <a class="question" data-route=${route.id} href=${routeAddress(route.id)}>${this.question(route)}</a>
      <p class="small soft">
        ${this.t("questions.fromTo", {
          from: route.from_categories ? [...route.from_categories] : this.m(`kind.${route.from}`),
          to: this.m(`kind.${route.to}`),
        })}
        ${need ? html`<a href=${typedAddress(route.id)}>${this.t("needs.write")}</a>` : nothing}
      </p>
    </li>`;
  }
}
