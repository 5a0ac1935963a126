/*
 * What a hook costs at run time. Instructions are counted by callgrind, a call with the caller's loop
 * and the provider, gcc -O2: the same work for a bare loop over {function, closure} pairs, for
 * hookgen's runtime and for APR's hooks, side by side in one run.
 */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = new URL("../..", import.meta.url).pathname;
const sources = join(root, "test/bench/c");
const runtime = join(root, "generated/c/src/module-hooks.c");
const folder = mkdtempSync(join(tmpdir(), "hookgen-bench-c-"));
const flags = ["-O2", "-std=gnu11", `-I${join(root, "generated/c/include")}`, `-I${sources}`];

const output = (command, ...args) => execFileSync(command, args, { encoding: "utf8" }).trim();
const words = (text) => text.split(/\s+/).filter((word) => word !== "");

function build(name, ...more) {
  const program = join(folder, name);
  const files = [`${name}.c`, "provider.c"].map((file) => join(sources, file));
  execFileSync("gcc", [...flags, ...files, ...more, "-pthread", "-o", program], {
    stdio: "inherit",
  });
  return program;
}

function instructions(program, ...args) {
  const out = `--callgrind-out-file=${join(folder, "callgrind.out")}`;
  const { stderr } = spawnSync(
    "valgrind",
    ["--tool=callgrind", out, program, ...args.map(String)],
    {
      encoding: "utf8",
    },
  );
  return Number(/Collected : (\d+)/.exec(stderr)?.[1]);
}

/** Instructions for one more repetition. */
function perRepetition(program, first) {
  const [few, many] = [1000, 3000];
  return (instructions(program, first, many) - instructions(program, first, few)) / (many - few);
}

const aprFlags = () => [
  ...words(output("apr-1-config", "--includes", "--cppflags")),
  ...words(output("apu-1-config", "--includes")),
  ...words(output("apu-1-config", "--link-ld")),
  ...words(output("apr-1-config", "--link-ld")),
];

const bare = build("bare", join(sources, "bare-list.c"));
const contenders = {
  "bare loop": bare,
  "hookgen call": build("hookgen", runtime),
  "APR hooks": build("apr", ...aprFlags()),
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
console.log(`has: ${perRepetition(build("has", runtime), 1)} instructions, with the caller's loop`);

const scale = build("scale", runtime);
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

const names = build("names", runtime);
for (const hooks of [1000, 100_000]) {
  const lookUp = perRepetition(names, hooks);
  const memory = output(names, String(hooks), "0");
  console.log(`${hooks} hooks: ${lookUp} instructions a look-up by name, ${memory} bytes a hook`);
}
rmSync(folder, { recursive: true });
