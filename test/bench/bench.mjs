/*
 * How long the built command takes as a whole process, beside `node -e 0` in the same run.
 * What counts are the ratios of the medians; the milliseconds are this machine's.
 */
import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Bench } from "tinybench";

const root = new URL("../..", import.meta.url).pathname;
const cwd = mkdtempSync(join(tmpdir(), "hookgen-bench-"));
cpSync(join(root, "definitions"), join(cwd, "definitions"), { recursive: true });
writeFileSync(join(cwd, "package.json"), "{}");

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
const edit = (field) => () => {
  writeFileSync(definition, before);
  generate();
  if (field === "meaning") {
    writeFileSync(definition, before.replace("The level of the error.", `The level ${++edits}.`));
  } else {
    appendFileSync(definition, `example: { lua: "-- ${++edits}" }\n`);
  }
};

const bench = new Bench({ iterations: 15, warmupIterations: 2, time: 0, warmupTime: 0 });
bench.add("node -e 0", () => node("-e", "0"));
bench.add("nothing to do", generate, { beforeAll: generate });
bench.add("all files to write", generate, { beforeEach: forget });
bench.add("one meaning changed", generate, { beforeEach: edit("meaning") });
bench.add("one example changed (no TypeScript file)", generate, { beforeEach: edit("example") });
await bench.run();

const median = (task) => task.result.latency.p50;
const floor = median(bench.tasks[0]);
console.table(
  bench.tasks.map((task) => ({
    task: task.name,
    "median ms": Number(median(task).toFixed(0)),
    "times node -e 0": Number((median(task) / floor).toFixed(2)),
  })),
);
rmSync(cwd, { recursive: true });
