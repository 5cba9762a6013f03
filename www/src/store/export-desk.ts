import type { ExportOptions, MatchRequest, TemplateName } from "../contract";
import type { EngineClient } from "../engine/client";
import { failureOf } from "../engine/life";
import { text, type StringKey } from "../strings";
import { own } from "../text/own";
import { today } from "./day";
import { handed, type Handed } from "./handing";
import { writeKept } from "./kept";
import { NEED_ROUTE } from "./location";
import type { State } from "./state";
import type { Store } from "./store";

/** What can be exported as a table. */
export const EXPORTS = ["matches", "records", "directory", "problems", "supplement"] as const;
/** One of them. */
export type Export = (typeof EXPORTS)[number];

/** Templates to fill in. */
export const TEMPLATES: readonly TemplateName[] = ["organizations", "needs", "projects", "resources", "funders"];

/** The direction of which the results stand in an export. */
const ROUTES: Readonly<Partial<Record<Export, string>>> = { matches: NEED_ROUTE, supplement: "organization-call" };

/** Writes what goes back to people. Every method gives null when there is nothing to hand over; a notice says why. */
export class ExportDesk {
  readonly #store: Store<State>;
  readonly #client: EngineClient;

  constructor(store: Store<State>, client: EngineClient) {
    this.#store = store;
    this.#client = client;
  }

  /** A table; `contacts` only where a person ticked it. */
  async table(what: Export, csv: boolean, contacts: boolean): Promise<Handed | null> {
    const { language, kept } = this.#store.state;
    const options: ExportOptions = { what, csv, contacts, language };
    this.#store.set({ writing: { done: 0, total: 0 } });
    try {
      return await this.#handed(this.#named(`export.${what}`), csv ? "csv" : "xlsx", () =>
        this.#client.export(options, writeKept(kept), this.#request(what), (writing) => this.#store.set({ writing })),
      );
    } finally {
      this.#store.set({ writing: null });
    }
  }

  /** Stops the table that is being written. */
  async stop(): Promise<void> {
    await this.#client.cancelAll();
  }

  /** The graph. */
  graph(): Promise<Handed | null> {
    const { kept } = this.#store.state;
    return this.#handed(this.#named("export.graph"), "graphml", () => this.#client.graphml(writeKept(kept)));
  }

  /** A template. */
  template(name: TemplateName): Promise<Handed | null> {
    const { language } = this.#store.state;
    return this.#handed(text(`template.${name}`, {}, language), "xlsx", () => this.#client.template(name));
  }

  /** The project file for others: without original answers and contacts. */
  async handOver(): Promise<Handed | null> {
    const { kept } = this.#store.state;
    const name = `${this.#named("save.handOver")}.matchgraph`;
    const file = await this.#handed(name, "json", () => this.#client.handOver(writeKept(kept)));
    if (file !== null) this.#store.set({ notice: { says: { key: "notice.handedOver", args: {} }, offers: null } });
    return file;
  }

  /** Asks for the passphrase of the whole project file. */
  askPassphrase(): void {
    this.#store.set({ sealing: true });
  }

  /** No longer asks. */
  forgetPassphrase(): void {
    this.#store.set({ sealing: false });
  }

  /** The whole project file under a passphrase. */
  async whole(passphrase: string): Promise<Handed | null> {
    const { kept } = this.#store.state;
    const name = `${this.#named("save.whole")}.matchgraph`;
    const file = await this.#handed(name, "sealed", () => this.#client.sealed(writeKept(kept), passphrase));
    if (file !== null) this.#store.set({ notice: { says: { key: "notice.saved", args: {} }, offers: null } });
    return file;
  }

  async #handed(
    name: string,
    ending: Parameters<typeof handed>[1],
    write: () => Promise<Uint8Array | null>,
  ): Promise<Handed | null> {
    try {
      const bytes = await write();
      return bytes === null ? null : handed(name, ending, bytes);
    } catch (error) {
      this.#store.set({ notice: { says: failureOf(error), offers: null } });
      return null;
    }
  }

  #named(key: StringKey): string {
    return `${text(key, {}, this.#store.state.language)}-${today()}`;
  }

  /** What must be matched before. */
  #request(what: Export): MatchRequest | null {
    const { asOf, kept } = this.#store.state;
    const route = ROUTES[what];
    if (route === undefined) return null;
    const weights = own(kept.weights, route);
    return { route, as_of: asOf, ...(weights === undefined ? {} : { weights: { ...weights } }) };
  }
}
