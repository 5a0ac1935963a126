/*
 * How long the built command takes as a whole process, for the definitions of this repository, beside
 * a floor in the same run: floor.mjs, which only parses the same YAML files and writes the same bytes.
 * What counts are the medians of the ratios; the milliseconds are this machine's.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generate as generateFiles } from "hookgen";

const rounds = 11;
const root = new URL("../..", import.meta.url).pathname;
const cwd = mkdtempSync(join(tmpdir(), "hookgen-bench-"));
cpSync(join(root, "definitions"), join(cwd, "definitions"), { recursive: true });
writeFileSync(join(cwd, "package.json"), "{}");
const { files } = await generateFiles({ cwd });
writeFileSync(
  join(cwd, "outputs.json"),
  JSON.stringify(Object.fromEntries(files.map(({ path, text }) => [path, text]))),
);

function node(...args) {
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
}
const generate = () => node(join(root, "dist/cli.js"), "generate");
const forget = () => {
  rmSync(join(cwd, "generated"), { recursive: true, force: true });
  rmSync(join(cwd, "node_modules"), { recursive: true, force: true });
};
const definition = join(cwd, "definitions/core/log_error.yaml");
const before = readFileSync(definition, "utf8");
let edits = 0;

const tasks = {
  "the floor": {
    prepare: () => rmSync(join(cwd, "floor"), { recursive: true, force: true }),
    run: () => node(join(root, "test/bench/floor.mjs"), cwd),
  },
  "node -e 0": { prepare() {}, run: () => node("-e", "0") },
  "from nothing": { prepare: forget, run: generate },
  "one meaning changed": {
    prepare() {
      generate();
      writeFileSync(definition, before.replace("The level of the error.", `The level ${++edits}.`));
    },
    run: generate,
  },
  "nothing to do": { prepare: generate, run: generate },
};

const times = Object.fromEntries(Object.keys(tasks).map((name) => [name, []]));
for (let round = 0; round < rounds; round++) {
  for (const [name, { prepare, run }] of Object.entries(tasks)) {
    prepare();
    const start = performance.now();
    run();
    times[name].push(performance.now() - start);
  }
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
console.table(
  Object.entries(times).map(([task, list]) => ({
    task,
    "median ms": Math.round(median(list)),
    "times the floor": Number(
      median(list.map((time, round) => time / times["the floor"][round])).toFixed(2),
    ),
  })),
);
rmSync(cwd, { recursive: true });
