import { html, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import type { Kind } from "../contract";
import { routeAddress } from "../store/location";
import { questionsFrom } from "../store/routes";
import { BenchElement } from "./bench-element";
import { styles } from "./question-links.styles";
import { shared } from "./shared.styles";

/** Questions that one record may ask. */
export class QuestionLinks extends BenchElement {
  static override styles = [shared, styles];
  static override properties: PropertyDeclarations = {
    ...BenchElement.properties,
    kind: { attribute: false },
    category: { attribute: false },
    record: { attribute: false },
    but: { attribute: false },
  };
  declare kind: Kind;
  declare category: string | null;
  /** Id of the record. */
  declare record: string;
  /** Id of a question that is being asked already. */
  declare but: string;

  constructor() {
    super();
    this.category = null;
    this.but = "";
  }

  protected override render(): TemplateResult | typeof nothing {
    const routes = questionsFrom(this.state.summary, this.kind, this.category).filter(({ id }) => id !== this.but);
    if (routes.length === 0) return nothing;
    return html`<nav aria-labelledby="heading">
      <h3 id="heading">${this.t(this.but === "" ? "ask.here" : "ask.also")}</h3>
      <ul>
        ${routes.map((route) => html`<li><a href=${routeAddress(route.id, this.record)}>${this.question(route)}</a></li>`)}
      </ul>
    </nav>`;
  }
}
