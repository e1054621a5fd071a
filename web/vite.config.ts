import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";

/** Every browser that runs the page reads woff2; the older files beside it would only add weight. */
function onlyWoff2(): Plugin {
  return {
    name: "only-woff2",
    enforce: "pre",
    transform(code, id) {
      if (!/\.css(\?|$)/.test(id)) return undefined;
      return code.replaceAll(/,\s*url\([^)]*\.(?:woff|ttf)["']?\)\s*format\([^)]*\)/g, "");
    },
  };
}

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  // Relative addresses: the page works below any path.
  base: "./",
  // By name in the code, as anybody would import it; from its source, so that only what is used is
  // bundled, and a change of the library is seen at once.
  resolve: {
    alias: { indicial: fileURLToPath(new URL("../src/index.ts", import.meta.url)) },
  },
  plugins: [onlyWoff2()],
  worker: { format: "es" },
  build: {
    target: "es2022",
    // No data: addresses, which the content policy forbids.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600,
  },
});
