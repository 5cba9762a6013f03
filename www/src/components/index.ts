import { CandidateList } from "./candidate-list";
import { DataView } from "./data-view";
import { ExplanationView } from "./explanation-view";
import { FileDrop } from "./file-drop";
import { HelpCard } from "./help-card";
import { MatchView } from "./match-view";
import { NeedList } from "./need-list";
import { NeedsView } from "./needs-view";
import { OverviewView } from "./overview-view";
import { PageHeader } from "./page-header";
import { PairedTexts } from "./paired-texts";
import { PartsTable } from "./parts-table";
import { PlaceField } from "./place-field";
import { ProblemList } from "./problem-list";
import { TypedNeed } from "./typed-need";
import { WorkBench } from "./work-bench";

const elements = {
  "candidate-list": CandidateList,
  "data-view": DataView,
  "explanation-view": ExplanationView,
  "file-drop": FileDrop,
  "help-card": HelpCard,
  "match-view": MatchView,
  "need-list": NeedList,
  "needs-view": NeedsView,
  "overview-view": OverviewView,
  "page-header": PageHeader,
  "paired-texts": PairedTexts,
  "parts-table": PartsTable,
  "place-field": PlaceField,
  "problem-list": ProblemList,
  "typed-need": TypedNeed,
  "work-bench": WorkBench,
};

declare global {
  interface HTMLElementTagNameMap {
    "candidate-list": CandidateList;
    "work-bench": WorkBench;
  }
}

/** Makes the elements known to the browser; the page element comes last, when its parts are there. */
export function defineElements(): void {
  for (const [name, element] of Object.entries(elements)) customElements.define(name, element);
}
