import type { PropertyDeclarations, PropertyValues } from "lit";
import { BenchElement } from "./bench-element";

/** Waiting time after a key before a search runs, in milliseconds. */
const PAUSE = 120;
/** From so many rows before the end more are fetched. */
const AHEAD = 40;

/**
 * A long list of links with a search field. One row takes part in the tab order; arrow keys, Home, End
 * and the page keys move through all of them. Rows carry their id as `data-row`; `.end` stands behind
 * the last one.
 */
export abstract class RowList extends BenchElement {
  static override properties: PropertyDeclarations = {
    ...BenchElement.properties,
    active: { state: true },
  };
  /** Id of the row that the tab key reaches. */
  declare active: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #seen = "";
  #end: IntersectionObserver | undefined;

  constructor() {
    super();
    this.active = "";
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.#end?.disconnect();
  }

  /** Focuses the row of an id, or the heading. */
  takeFocus(id?: string): void {
    const row = id === undefined ? null : this.#rows().find((one) => one.dataset["row"] === id);
    (row ?? this.renderRoot.querySelector<HTMLElement>("h2"))?.focus();
  }

  /** Ids of the rows, in their order. */
  protected abstract ids(): readonly string[];

  /** Fetches the next rows, if there are more. */
  protected abstract more(): void;

  /** Takes over what stands in the search field. */
  protected abstract searched(text: string): void;

  /** Fetches the rows that fit the search. */
  protected abstract search(): void;

  protected override firstUpdated(changed: PropertyValues): void {
    super.firstUpdated(changed);
    const end = this.renderRoot.querySelector(".end");
    if (end === null) return;
    this.#end = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) this.more();
    });
    this.#end.observe(end);
  }

  /** After an address was followed from outside the list, the chosen row comes into sight. */
  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const chosen = this.renderRoot.querySelector<HTMLElement>("[data-row][aria-current]");
    const id = chosen?.dataset["row"] ?? "";
    if (id === this.#seen) return;
    this.#seen = id;
    if (chosen !== null && id !== "") {
      this.active = id;
      chosen.scrollIntoView({ block: "nearest" });
    }
  }

  /** The tab index of a row: one is reachable, the first when none was reached before. */
  protected tabIndexOf(id: string, index: number): "0" | "-1" {
    const reachable = this.ids().includes(this.active) ? id === this.active : index === 0;
    return reachable ? "0" : "-1";
  }

  /** Focuses the search field. */
  protected focusSearch(): void {
    this.renderRoot.querySelector<HTMLElement>("input[type=search]")?.focus();
  }

  /** Remembers the row that has the focus. */
  protected readonly rowFocused = (event: FocusEvent): void => {
    const id = event.target instanceof HTMLElement ? event.target.dataset["row"] : undefined;
    if (id !== undefined) this.active = id;
  };

  /** Moves through the rows. */
  protected readonly rowKey = (event: KeyboardEvent): void => {
    const rows = this.#rows();
    const at = rows.findIndex((row) => row === event.target);
    if (at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + 10,
      PageUp: at - 10,
      Home: 0,
      End: rows.length - 1,
    };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    if (to < 0 && event.key === "ArrowUp") {
      this.focusSearch();
      return;
    }
    rows[Math.min(Math.max(to, 0), rows.length - 1)]?.focus();
    if (to + AHEAD > rows.length) this.more();
  };

  /** Moves from the search field into the rows. */
  protected readonly intoRows = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    this.#rows()[0]?.focus();
  };

  /** Searches when there is a pause in typing. */
  protected readonly searchTyped = (event: Event): void => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement)) return;
    this.searched(field.value);
    clearTimeout(this.#timer);
    if (event instanceof InputEvent && event.isComposing) return;
    this.#timer = setTimeout(() => this.search(), PAUSE);
  };

  #rows(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>("[data-row]")];
  }
}
