import { ExportPanel } from "./export-panel";
import { FoundFile } from "./found-file";
import { PairsList } from "./pairs-list";
import { PassphraseDialog } from "./passphrase-dialog";
import { PasteBox } from "./paste-box";
import { RecordMerges } from "./record-merges";

const elements = {
  "export-panel": ExportPanel,
  "found-file": FoundFile,
  "pairs-list": PairsList,
  "passphrase-dialog": PassphraseDialog,
  "paste-box": PasteBox,
  "record-merges": RecordMerges,
};

/** Makes the elements known to the browser that nobody sees in the first moment. */
export function defineLater(): void {
  for (const [name, element] of Object.entries(elements)) customElements.define(name, element);
}
