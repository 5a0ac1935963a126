/*
 * What a hook costs at run time. Instructions are counted by callgrind, a call with the caller's loop
 * and the provider, gcc -O2: the same work for a bare loop over {function, closure} pairs, for
 * hookgen's runtime and for APR's hooks, side by side in one run.
 */
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { build, buildBare, perRepetition, runtime } from "./instructions.mjs";

const folder = mkdtempSync(join(tmpdir(), "hookgen-bench-c-"));
const output = (command, ...args) => execFileSync(command, args, { encoding: "utf8" }).trim();
const words = (text) => text.split(/\s+/).filter((word) => word !== "");

const aprFlags = () => [
  ...words(output("apr-1-config", "--includes", "--cppflags")),
  ...words(output("apu-1-config", "--includes")),
  ...words(output("apu-1-config", "--link-ld")),
  ...words(output("apr-1-config", "--link-ld")),
];

const contenders = {
  "bare loop": buildBare(folder),
  "hookgen call": build(folder, "hookgen", runtime),
  "APR hooks": build(folder, "apr", ...aprFlags()),
};
console.log("Instructions a call, with 0, 1 and 3 providers");
const counts = Object.entries(contenders).map(([name, program]) => {
  return { name, counts: [0, 1, 3].map((providers) => perRepetition(program, providers)) };
});
console.table(
  counts.map(({ name, counts: own }) => ({
    name,
    ...Object.fromEntries([0, 1, 3].map((providers, i) => [`${providers}`, own[i]])),
    "more than the bare loop": own.map((count, i) => count - counts[0].counts[i]).join(" / "),
  })),
);
console.log(
  `has: ${perRepetition(build(folder, "has", runtime), 1)} instructions, with the caller's loop`,
);

const scale = build(folder, "scale", runtime);
const rate = (threads) => {
  const child = spawn(scale, [String(threads), "200000000"]);
  return new Promise((resolve) => child.stdout.on("data", (text) => resolve(Number(text))));
};
const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1];
const ratios = { threads: [], processes: [] };
for (let round = 0; round < 5; round++) {
  const one = await rate(1);
  const [left, right] = await Promise.all([rate(1), rate(1)]);
  ratios.threads.push((await rate(2)) / one);
  ratios.processes.push((left + right) / one);
}
console.log(
  `two threads on one hook: ${median(ratios.threads).toFixed(2)} times the calls of one thread;`,
  `two processes that share nothing: ${median(ratios.processes).toFixed(2)} (medians of 5 rounds)`,
);

const names = build(folder, "names", runtime);
for (const hooks of [1000, 100_000]) {
  const lookUp = perRepetition(names, hooks);
  const memory = output(names, String(hooks), "0");
  console.log(`${hooks} hooks: ${lookUp} instructions a look-up by name, ${memory} bytes a hook`);
}
rmSync(folder, { recursive: true });
