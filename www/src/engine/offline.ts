import { registerServiceWorker } from "./trusted";

/** A request that left: one that keeps the page's files for offline, or any other. */
export type Left = "offline" | "network";

/**
 * Keeps the page's own files in the browser, so that it opens without a network; `count` hears of every
 * request that this makes. Where there are no service workers (files, plain http) nothing happens.
 */
export async function keepOffline(count: (left: Left) => void): Promise<void> {
  // The development server has no service worker.
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  navigator.serviceWorker.onmessage = ({ data }: MessageEvent<Left>) => count(data);
  try {
    count("offline");
    const registration = await registerServiceWorker();
    // The script was fetched when it was new; else we look whether there is a newer version. Browsers do
    // that by themselves too, but when they please.
    if (registration.active !== null) await registration.update();
  } catch {
    // There is no network now, or the browser does not let us (opened as a file): the page works as it is.
  }
}
