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
    // The browser looks whether there is a newer version.
    count("offline");
    await registerServiceWorker();
  } catch {
    // The browser does not let us (opened as a file, private mode): the page works with a network.
  }
}
