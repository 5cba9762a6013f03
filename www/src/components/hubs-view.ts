import { html, type TemplateResult } from "lit";
import type { Hub } from "../contract";
import { address, HOME, recordAddress } from "../store/location";
import { BenchElement } from "./bench-element";
import { styles } from "./hubs-view.styles";
import { shared } from "./shared.styles";

/** The organizations that hold others together, each with plain reasons. */
export class HubsView extends BenchElement {
  static override styles = [shared, styles];

  /** Focuses the heading. */
  async takeFocus(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>("h2")?.focus();
  }

  protected override render(): TemplateResult {
    const { hubs } = this.state;
    return html`<section aria-labelledby="heading">
      <p class="small"><a href=${address(HOME)}>${this.t("match.toQuestions")}</a></p>
      <h2 id="heading" tabindex="-1">${this.t("hubs.title")}</h2>
      <p class="soft">${this.t("hubs.lead")}</p>
      ${hubs === null
        ? html`<p class="soft">${this.t("page.opening")}</p>`
        : hubs.length === 0
          ? html`<p>${this.t("hubs.none")}</p>`
          : html`<ol>
              ${hubs.map((hub) => this.#hub(hub))}
            </ol>`}
    </section>`;
  }

  #hub({ id, name, points, reasons }: Hub): TemplateResult {
    return html`<li>
      <h3><a href=${recordAddress(id)} lang="zh-Hans">${name}</a></h3>
      <ul>
        ${reasons.map(
          (one) => html`<li>${this.say("hub", one.reason)} <span class="small soft">${this.t("hubs.points", { n: one.points })}</span></li>`,
        )}
      </ul>
      <p class="total small soft">${this.t("hubs.total", { n: points })}</p>
    </li>`;
  }
}
