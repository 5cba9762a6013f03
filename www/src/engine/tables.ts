import tablesUrl from "../../pkg/files_bg.wasm?url";

/** Where the module for tables lies. */
export { tablesUrl };

/** What is requested to have it: this file and the module. */
export const addresses: readonly string[] = [import.meta.url, new URL(tablesUrl, document.baseURI).href];
