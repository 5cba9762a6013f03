// Keeps the page's own files in this browser, so that it opens without a network. It never sees the data
// of a person: files are read by the page and go nowhere. The build fills in the two constants.

const VERSION = "version";
/** The page's files with their hashes: what does not fit its hash is not ours and is not kept. */
const FILES = {};

const SCOPE = self.registration.scope;
/** Several pages may live under one host: each cleans up after itself alone. */
const OURS = `matchgraph ${SCOPE} `;
const CACHE = OURS + VERSION;
const ADDRESSES = new Set(Object.keys(FILES).map(address));

/** No `skipWaiting`: a page that is open keeps the files with which it was opened. */
self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(clean().then(() => self.clients.claim())));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const name = wanted(request);
  if (request.method === "GET" && ADDRESSES.has(name)) event.respondWith(answer(name, request));
  else event.waitUntil(tell("network"));
});

function address(file) {
  return new URL(file, SCOPE).href;
}

/** The file that a request names; the page itself may be opened with any search words. */
function wanted({ url, mode }) {
  const named = new URL(url);
  named.hash = "";
  if (mode === "navigate") named.search = "";
  return named.href === SCOPE ? address("index.html") : named.href;
}

async function fill() {
  const cache = await caches.open(CACHE);
  const fetched = Object.entries(FILES).map(async ([file, integrity]) => {
    await tell("offline");
    const got = await fetch(address(file), { integrity, cache: "no-cache" });
    if (!got.ok) throw new Error(`${got.status} ${file}`);
    await cache.put(address(file), got);
  });
  await Promise.all(fetched);
}

async function clean() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(OURS) && name !== CACHE).map((name) => caches.delete(name)));
}

async function answer(name, request) {
  const kept = await (await caches.open(CACHE)).match(name);
  if (kept) return kept;
  await tell("network");
  return fetch(request);
}

/** Every request that leaves is told to the open pages, which count. */
async function tell(word) {
  const pages = await self.clients.matchAll({ includeUncontrolled: true, type: "window" });
  for (const page of pages) page.postMessage(word);
}
