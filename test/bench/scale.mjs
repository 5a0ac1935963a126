/*
 * Whether twice the hooks cost twice the time: the definitions of this repository, copied under other
 * names, generated from nothing by the built command as a whole process, with its peak memory.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { globSync } from "tinyglobby";

const root = new URL("../..", import.meta.url).pathname;
const source = join(root, "definitions");
const hooks = globSync("*/*.yaml", { cwd: source }).sort();
const counts = [1, 10, 100].map((times) => times * hooks.length);

/** A folder with `count` hooks, whose copies have letters behind their names. */
function definitions(count) {
  const cwd = mkdtempSync(join(tmpdir(), "hookgen-scale-"));
  for (const shared of globSync("*.yaml", { cwd: source }))
    cpSync(join(source, shared), join(cwd, "definitions", shared));
  for (let index = 0; index < count; index++) {
    const path = hooks[index % hooks.length];
    const copy = Math.floor(index / hooks.length);
    const letters = copy
      .toString(26)
      .replace(/./g, (digit) => "abcdefghijklmnopqrstuvwxyz"[parseInt(digit, 26)]);
    const text = readFileSync(join(source, path), "utf8");
    const to = join(
      cwd,
      "definitions",
      copy === 0 ? path : path.replace(".yaml", `_${letters}.yaml`),
    );
    mkdirSync(dirname(to), { recursive: true });
    // Its own page and header belong to the first of the name.
    writeFileSync(to, copy === 0 ? text : text.replace(/^(header|page): .*\n/gm, ""));
  }
  return cwd;
}

/** Runs the command, and tells what the operating system says of its memory. */
const program = `
process.argv.push("generate");
process.on("exit", () => process.stderr.write(String(process.resourceUsage().maxRSS)));
await import(${JSON.stringify(join(root, "dist/cli.js"))});`;

const rows = [];
for (const count of counts) {
  const cwd = definitions(count);
  const options = ["--input-type=module", "-e", program, "hookgen"];
  const start = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, options, {
    cwd,
    encoding: "utf8",
  });
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(stdout + stderr);
  rows.push({
    hooks: count,
    seconds: Number(seconds.toFixed(1)),
    "ms a hook": Number(((seconds * 1000) / count).toFixed(1)),
    "peak MiB": Math.round(Number(stderr) / 1024),
  });
  rmSync(cwd, { recursive: true });
}
console.table(rows);
