import { CallRules } from "./call-rules";
import { CandidateList } from "./candidate-list";
import { ClearDialog } from "./clear-dialog";
import { DataView } from "./data-view";
import { DecisionButtons } from "./decision-buttons";
import { DecisionList } from "./decision-list";
import { ExplanationView } from "./explanation-view";
import { FileDrop } from "./file-drop";
import { HelpCard } from "./help-card";
import { HubsView } from "./hubs-view";
import { MatchView } from "./match-view";
import { NeedList } from "./need-list";
import { NeighbourhoodView } from "./neighbourhood-view";
import { OverviewView } from "./overview-view";
import { PageHeader } from "./page-header";
import { PairedTexts } from "./paired-texts";
import { PartsTable } from "./parts-table";
import { PlaceField } from "./place-field";
import { ProblemList } from "./problem-list";
import { QuestionLinks } from "./question-links";
import { QuestionsView } from "./questions-view";
import { RecordFacts } from "./record-facts";
import { RecordList } from "./record-list";
import { RecordSource } from "./record-source";
import { RecordView } from "./record-view";
import { RouteView } from "./route-view";
import { RulesTable } from "./rules-table";
import { TieLine } from "./tie-line";
import { TypedNeed } from "./typed-need";
import { WeightsPanel } from "./weights-panel";
import { WorkBench } from "./work-bench";

const elements = {
  "call-rules": CallRules,
  "candidate-list": CandidateList,
  "clear-dialog": ClearDialog,
  "data-view": DataView,
  "decision-buttons": DecisionButtons,
  "decision-list": DecisionList,
  "explanation-view": ExplanationView,
  "file-drop": FileDrop,
  "help-card": HelpCard,
  "hubs-view": HubsView,
  "match-view": MatchView,
  "need-list": NeedList,
  "neighbourhood-view": NeighbourhoodView,
  "overview-view": OverviewView,
  "page-header": PageHeader,
  "paired-texts": PairedTexts,
  "parts-table": PartsTable,
  "place-field": PlaceField,
  "problem-list": ProblemList,
  "question-links": QuestionLinks,
  "questions-view": QuestionsView,
  "record-facts": RecordFacts,
  "record-list": RecordList,
  "record-source": RecordSource,
  "record-view": RecordView,
  "route-view": RouteView,
  "rules-table": RulesTable,
  "tie-line": TieLine,
  "typed-need": TypedNeed,
  "weights-panel": WeightsPanel,
  "work-bench": WorkBench,
};

declare global {
  interface HTMLElementTagNameMap {
    "candidate-list": CandidateList;
    "clear-dialog": ClearDialog;
    "work-bench": WorkBench;
  }
}

/** Makes the elements known to the browser; the page element comes last, when its parts are there. */
export function defineElements(): void {
  for (const [name, element] of Object.entries(elements)) customElements.define(name, element);
}
