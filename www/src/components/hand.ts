import type { Handed } from "../store/handing";

/** Gives a file to the browser for download; null is no file. */
export function hand(file: Handed | null): void {
  if (file === null) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file.blob);
  link.download = file.name;
  link.click();
  // The browser has taken the address over by the next turn; after a while it is safe everywhere.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
