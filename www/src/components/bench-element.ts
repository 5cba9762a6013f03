import { LitElement, type PropertyDeclarations } from "lit";
import type { Message, RouteSummary } from "../contract";
import type { Bench } from "../store/bench";
import { routeTitle } from "../store/routes";
import type { State } from "../store/state";
import { hasString, text, type StringKey } from "../strings";
import { words } from "../text/record";
import { hasSentence, messageSentence, sentence, type Arguments } from "../text/message";

/** A component that shows the workbench and is drawn anew when its state is replaced. */
export abstract class BenchElement extends LitElement {
  static override properties: PropertyDeclarations = { bench: { attribute: false } };
  declare bench: Bench;
  #leave: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#leave = this.bench.subscribe(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave?.();
  }

  /** The state as it is now. */
  protected get state(): State {
    return this.bench.state;
  }

  /** The page's own words. */
  protected t(key: StringKey, args: Arguments = {}): string {
    return text(key, args, this.state.language);
  }

  /** Words of the core's message tables. */
  protected m(key: string, args: Arguments = {}): string {
    return sentence(key, args, this.state.language);
  }

  /** The sentence of a message in a family. */
  protected say(family: string, message: Message): string {
    return messageSentence(family, message, this.state.language);
  }

  /** The name of a key of records; the key itself where nobody has named it. */
  protected field(key: string): string {
    const own = `fact.${key}`;
    if (hasString(own)) return this.t(own);
    return hasSentence(`field.${key}`) ? this.m(`field.${key}`) : key;
  }

  /** A value of a record as a person reads it. */
  protected value(value: unknown): string {
    if (typeof value === "boolean") return this.t(value ? "fact.yes" : "fact.no");
    if (Array.isArray(value)) return value.map((item: unknown) => this.value(item)).join("、");
    if (typeof value === "object" && value !== null) {
      return Object.entries(value)
        .map(([key, item]) => `${this.field(key)}${this.t("help.colon")}${this.value(item)}`)
        .join(this.t("fact.joiner"));
    }
    return words(value).join("");
  }

  /** A question in words. */
  protected question(route: RouteSummary): string {
    return routeTitle(route, this.state.language);
  }
}
