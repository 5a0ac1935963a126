/*
 * Bundles the generator into dist/, templates included, so that the command starts fast and depends
 * on nothing beside it but ts-morph. `npm run generate` does this first: it never runs a stale build.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import Handlebars from "handlebars";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");
const chunks = join(dist, "chunks");

/** Handlebars templates as compiled functions, so that its compiler is not needed to run. */
const precompile = {
  name: "precompile",
  setup({ onLoad }) {
    onLoad({ filter: /\.hbs$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8").replaceAll("\r\n", "\n");
      const options = { noEscape: true, strict: true, srcName: basename(path) };
      const { code } = Handlebars.precompile(text, options);
      return { contents: `export default ${code};` };
    });
  },
};

/** `import text from "…?text"`: files that are emitted as they are. */
const verbatim = {
  name: "verbatim",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\?text$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.slice(0, -"?text".length)),
      namespace: "text",
    }));
    onLoad({ filter: /.*/, namespace: "text" }, ({ path }) => {
      const contents = readFileSync(path, "utf8").replaceAll("\r\n", "\n");
      return { contents, loader: "text" };
    });
  },
};

const { outputFiles } = await build({
  entryPoints: ["cli", "index"].map((name) => join(root, `generator/${name}.ts`)),
  outdir: dist,
  chunkNames: "chunks/[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  external: ["ts-morph"],
  plugins: [precompile, verbatim],
  // What bundled CommonJS packages expect to find.
  banner: {
    js: [
      'import { createRequire as makeRequire } from "node:module";',
      "const require = makeRequire(import.meta.url), __filename = import.meta.filename;",
    ].join("\n"),
  },
  write: false,
  logLevel: "warning",
});

// The printer of TypeScript is not in the bundle, but what it prints is part of the outputs.
const printer = readFileSync(join(root, "node_modules/ts-morph/package.json"), "utf8");
const identity = createHash("sha256").update(JSON.parse(printer).version);
for (const { contents } of outputFiles) identity.update(contents);

mkdirSync(chunks, { recursive: true });
const wanted = new Set(outputFiles.map(({ path }) => path));
for (const { path, contents } of outputFiles) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, contents, { mode: basename(path) === "cli.js" ? 0o755 : 0o644 });
}
writeFileSync(join(dist, "identity"), identity.digest("base64url"));
for (const name of readdirSync(chunks))
  if (!wanted.has(join(chunks, name))) rmSync(join(chunks, name));
