import { basename, join } from "node:path";
import { defineConfig } from "vite";
import { writeServiceWorker } from "./offline.ts";

/** Files of the sample keep their folder, so that a person who looks at the requests knows them. */
function assetName(names: readonly string[]): string {
  const name = names[0] ?? "";
  const sample = /\.jsonl$/.test(name) || basename(name) === "themes.json";
  return sample ? "sample/[name]-[hash][extname]" : "assets/[name]-[hash][extname]";
}

export default defineConfig({
  // Relative addresses: the page works under any path of a portal.
  base: "./",
  assetsInclude: ["**/*.jsonl"],
  build: {
    outDir: "dist",
    // The oldest browsers with SIMD in WebAssembly and module workers.
    target: ["chrome91", "edge91", "firefox114", "safari16.4"],
    // Nothing as a data address: the content security policy lets only files of our own through.
    assetsInlineLimit: 0,
    // The polyfill would fetch modules by script; every browser above the floor preloads by itself.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: { assetFileNames: (asset) => assetName(asset.names) },
    },
  },
  worker: { format: "es" },
  plugins: [
    {
      name: "matchgraph-offline",
      apply: "build",
      // Last of all: it lists every file.
      closeBundle: () => writeServiceWorker(join(import.meta.dirname, "dist")),
    },
  ],
  // The browser tests share one machine with the browser: one file at a time, with patience.
  test: { environment: "node", fileParallelism: false, testTimeout: 60_000, hookTimeout: 60_000 },
} as Parameters<typeof defineConfig>[0]);
