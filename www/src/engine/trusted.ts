import workerUrl from "./engine.worker.ts?worker&url";

/** The service worker, beside the page. */
const SERVICE_WORKER = "./sw.js";

/** The only policy beside Lit's: it lets exactly two addresses through, those of our own workers. */
const policy = window.trustedTypes?.createPolicy("matchgraph", {
  createScriptURL: (address) => {
    if (address !== workerUrl && address !== SERVICE_WORKER) throw new TypeError("not the address of a worker of ours");
    return address;
  },
});

/** The types of the browser do not know trusted addresses yet; they read as strings. */
function trusted(address: string): string {
  return policy ? (policy.createScriptURL(address) as unknown as string) : address;
}

/** A worker in which the engine runs. */
export function makeWorker(): Worker {
  return new Worker(trusted(workerUrl), { type: "module", name: "matchgraph" });
}

/** Registers the service worker; fails where the browser has none or does not let us. */
export function registerServiceWorker(): Promise<ServiceWorkerRegistration> {
  return navigator.serviceWorker.register(trusted(SERVICE_WORKER));
}
