/*
 * Instructions of a call, counted by callgrind: with the caller's loop and the provider, gcc -O2, four
 * parameters and a closure, the provider in another translation unit.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { join } from "node:path";

const root = new URL("../..", import.meta.url).pathname;
const sources = join(root, "test/bench/c");
const flags = ["-O2", "-std=gnu11", `-I${join(root, "generated/c/include")}`, `-I${sources}`];

/** The reference runtime's source. */
export const runtime = join(root, "generated/c/src/module-hooks.c");

/** Builds the program `name` of test/bench/c into `folder`; returns its path. */
export function build(folder, name, ...more) {
  const program = join(folder, name);
  const files = [`${name}.c`, "provider.c"].map((file) => join(sources, file));
  const args = [...flags, ...files, ...more, "-pthread", "-o", program];
  execFileSync("gcc", args, { stdio: "inherit" });
  return program;
}

/** Builds the bare loop. */
export function buildBare(folder) {
  return build(folder, "bare", join(sources, "bare-list.c"));
}

/** Instructions for one more repetition; `first` is what the program is told before their number. */
export function perRepetition(program, first) {
  const [few, many] = [1000, 3000];
  return (instructions(program, first, many) - instructions(program, first, few)) / (many - few);
}

function instructions(program, ...args) {
  const options = ["--tool=callgrind", "--callgrind-out-file=/dev/null"];
  const { stderr } = spawnSync("valgrind", [...options, program, ...args.map(String)], {
    encoding: "utf8",
  });
  return Number(/Collected : (\d+)/.exec(stderr)?.[1]);
}
