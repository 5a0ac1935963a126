/*
 * What the TypeScript of 1,000 hooks costs, from the catalogue in memory to the text of every module:
 * the hooks of this repository, several times over, in a process that has printed nothing before.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { precompile, verbatim } from "../../generator/bundle-plugins.mjs";

const root = new URL("../..", import.meta.url).pathname;
const folder = mkdtempSync(join(root, "node_modules/.bench-emit-"));
process.on("exit", () => rmSync(folder, { recursive: true }));

const parts = {
  "definitions/load": "loadDefinitions",
  generate: "readCatalog",
  "model/catalog": "catalogForC",
  "emit/typescript": "emitTypeScript",
};
await build({
  stdin: {
    contents: Object.entries(parts)
      .map(([file, name]) => `export { ${name} } from "./generator/${file}.ts";`)
      .join("\n"),
    resolveDir: root,
  },
  bundle: true,
  format: "cjs",
  platform: "node",
  outfile: join(folder, "emit.cjs"),
  plugins: [precompile, verbatim],
});
const { loadDefinitions, readCatalog, catalogForC, emitTypeScript } = await import(
  join(folder, "emit.cjs")
);

const files = await loadDefinitions(join(root, "definitions"), root);
const catalog = catalogForC(readCatalog(files, "definitions").catalog);
const count = 1000;
const hooks = Array.from({ length: count }, (_, at) => catalog.hooks[at % catalog.hooks.length]);

const start = performance.now();
const outputs = emitTypeScript({ ...catalog, hooks });
const perHook = (performance.now() - start) / count;
const characters = outputs.reduce((sum, { text }) => sum + text.length, 0) / count;
console.log(
  `${count} hooks: ${perHook.toFixed(2)} ms and ${Math.round(characters)} characters each`,
);
