/*
 * Bundles the generator into dist/, templates and libraries included, so that the command starts fast.
 * `npm run generate` does this first: it never runs a stale build.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { precompile, verbatim } from "./bundle-plugins.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");
const chunks = join(dist, "chunks");

const { outputFiles } = await build({
  entryPoints: ["cli", "index"].map((name) => join(root, `generator/${name}.ts`)),
  outdir: dist,
  chunkNames: "chunks/[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
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

const identity = createHash("sha256");
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
