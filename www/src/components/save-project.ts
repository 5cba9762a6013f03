import type { Bench } from "../store/bench";

/** Hands the project file to the browser for download. */
export async function saveProject(bench: Bench): Promise<void> {
  const project = await bench.data.project();
  if (project === null) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(project.blob);
  link.download = project.name;
  link.click();
  // The browser has taken the address over by the next turn; after a while it is safe everywhere.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
