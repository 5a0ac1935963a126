import { existsSync } from "node:fs";
import { resolve } from "node:path";
import picomatch from "picomatch";
import { type DefinitionFile, loadDefinitions, showPath } from "../definitions/load.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Format } from "../diagnostics/finding.js";
import { countWords } from "../diagnostics/words.js";
import { applyPlan, stagingName } from "../output/apply.js";
import { cachePath, hashText, type OutputCache, readCache, writeCache } from "../output/cache.js";
import { generatorIdentity, hashDefinitions } from "../output/identity.js";
import { manifestPath, printManifest } from "../output/manifest.js";
import { type Plan, planOutputs, readText } from "../output/plan.js";
import { obstaclesTo, withOutputFolder } from "./output-folder.js";
import { isForProgram, onlyReports, printFindings } from "./show-diagnostics.js";
import { driftFindings, driftRule, listChanges, printDiffs } from "./show-plan.js";
import type { Terminal } from "./terminal.js";

export interface GenerateArguments {
  readonly definitions: string;
  readonly out: string;
  readonly only: string | undefined;
  readonly check: boolean;
  readonly full: boolean;
  readonly format: Format;
}

/** `hookgen generate`: makes the output folder hold what the definitions say, or checks that it does. */
export async function runGenerate(args: GenerateArguments, terminal: Terminal): Promise<number> {
  return withOutputFolder(args, terminal, () => generateInto(args, terminal));
}

/** What a run is about, and how long it has taken. */
interface Run {
  readonly args: GenerateArguments;
  /** For people: standard error where standard output is one document for a program. */
  readonly terminal: Terminal;
  /** The output folder, absolute and as it is shown. */
  readonly out: string;
  readonly shown: string;
  readonly seconds: () => string;
}

async function generateInto(args: GenerateArguments, processTerminal: Terminal): Promise<number> {
  const started = performance.now();
  const { cwd } = processTerminal;
  const folder = resolve(cwd, args.definitions);
  const out = resolve(cwd, args.out);
  const run: Run = {
    args,
    terminal: isForProgram(args.format) ? onlyReports(processTerminal) : processTerminal,
    out,
    shown: `${showPath(out, cwd)}/`,
    seconds: () => `${((performance.now() - started) / 1000).toFixed(2)} s`,
  };
  const files = await loadDefinitions(folder, cwd);
  const cacheFile = cachePath(out, cwd);
  const cache = readCache(cacheFile, generatorIdentity());
  const definitions = hashDefinitions(files);
  if (
    args.only === undefined &&
    (await isUpToDate(cache, definitions, out)) &&
    (await findOrphansFor(run, [])).length === 0
  ) {
    await printFindings([], args.format, processTerminal);
    tellSize(run, cache.hooks, Object.keys(cache.files).length);
    run.terminal.print(`everything is up to date (${run.seconds()})`);
    return 0;
  }

  const planned = await plan(args, files, folder, out, cache, processTerminal);
  if (typeof planned === "number") return planned;
  const { hooks, diagnostics } = planned;
  const orphans = await findOrphansFor(run, Object.keys(planned.plan.cache));
  // A person gets a list and diffs of what is not up to date, further down.
  const isDriftFound = args.check && args.format !== "text";
  const drift = isDriftFound ? driftFindings(planned.plan, orphans, run.shown) : [];
  await printFindings([...diagnostics, ...drift], args.format, processTerminal, [driftRule]);
  if (await isBlocked(planned.plan, args, run.terminal)) return 1;
  if (!args.check) {
    await applyPlan(planned.plan, out);
    writeCache(cacheFile, {
      generator: cache.generator,
      // With warnings the next run looks again, and shows them again.
      definitions: args.only === undefined && diagnostics.length === 0 ? definitions : "",
      hooks,
      files: planned.plan.cache,
    });
  }
  const { changes, unchanged } = planned.plan;
  tellSize(run, hooks, unchanged + changes.filter(({ kind }) => kind !== "remove").length);
  listChanges(planned.plan, args.check, run.terminal);
  return args.check
    ? tellDrift(planned.plan, orphans, run)
    : tellDone(changes.length > 0 || planned.plan.manifest !== null, run);
}

/** What nobody accounts for; only a --check of all looks for it. */
async function findOrphansFor({ args, out }: Run, outputs: readonly string[]): Promise<string[]> {
  if (!args.check || args.only !== undefined) return [];
  const { findOrphans } = await import("../output/orphans.js");
  return findOrphans(out, new Set(outputs));
}

function tellSize({ terminal, shown }: Run, hooks: number, files: number): void {
  terminal.print(`${countWords(hooks, "hook")}, ${countWords(files, "file")} in ${shown}`);
}

function tellDone(isChanged: boolean, { args, terminal, seconds }: Run): number {
  if (args.only !== undefined)
    terminal.print("indexes and other shared files were left as they are (--only)");
  terminal.print(isChanged ? `done in ${seconds()}` : `everything is up to date (${seconds()})`);
  return 0;
}

async function tellDrift(
  { changes, manifest }: Plan,
  orphans: readonly string[],
  run: Run,
): Promise<number> {
  const { args, terminal, shown } = run;
  if (changes.length === 0 && manifest === null && orphans.length === 0)
    return tellDone(false, run);
  for (const path of orphans) terminal.print(`  ${terminal.colors.bold("orphaned")} ${path}`);
  await printDiffs(changes, args.full, terminal);
  terminal.print(`${shown} is not what the definitions say: run \`npm run generate\``);
  if (orphans.length > 0)
    terminal.print("What is orphaned is in no manifest: hookgen leaves it, remove it by hand.");
  return 1;
}

/** Whether something keeps the plan from being carried out; then it is told. */
async function isBlocked(
  plan: Plan,
  args: GenerateArguments,
  { cwd, printError }: Terminal,
): Promise<boolean> {
  const out = resolve(cwd, args.out);
  for (const path of plan.foreign)
    printError(`error: ${showPath(out, cwd)}/${path} is in the way: hookgen did not write it`);
  if (plan.foreign.length > 0) {
    printError("Move these files away, or choose another folder with --out.");
    return true;
  }
  const obstacles = await obstaclesTo(plan, out, cwd, args.check);
  for (const obstacle of obstacles) printError(`error: ${obstacle}`);
  if (obstacles.length > 0) printError("Nothing was written.");
  return obstacles.length > 0;
}

/** Whether neither inputs nor outputs have changed since the run that the cache remembers. */
async function isUpToDate(cache: OutputCache, definitions: string, out: string): Promise<boolean> {
  if (cache.definitions !== definitions || existsSync(resolve(out, stagingName))) return false;
  const manifest = hashText(printManifest(Object.keys(cache.files)));
  const expected = { ...cache.files, [manifestPath]: manifest };
  const current = await Promise.all(
    Object.entries(expected).map(async ([path, hash]) => {
      const text = await readText(resolve(out, path));
      return text !== null && hashText(text) === hash;
    }),
  );
  return current.every((same) => same);
}

async function plan(
  args: GenerateArguments,
  files: readonly DefinitionFile[],
  folder: string,
  out: string,
  cache: OutputCache,
  terminal: Terminal,
): Promise<{ plan: Plan; hooks: number; diagnostics: Diagnostic[] } | number> {
  // What an unchanged tree does not need is loaded only here.
  const { readCatalog } = await import("../generate.js");
  const { emitAll } = await import("../emit/emit.js");
  const { catalog, diagnostics } = readCatalog(files, showPath(folder, terminal.cwd));
  if (catalog === null) {
    await printFindings(diagnostics, args.format, terminal);
    return 1;
  }
  const { only } = args;
  const isMatch = picomatch(only ?? "**");
  const matches = (id: string) => isMatch(id);
  const hooks = catalog.hooks.filter((hook) => matches(hook.id));
  if (only !== undefined && hooks.length === 0) {
    terminal.printError(`error: no hook matches --only ${only}`);
    terminal.printError(`Hooks are named as in ${catalog.hooks[0]?.id ?? "core/log_error"}.`);
    return 2;
  }
  const outputs = emitAll(catalog).filter(
    (output) => only === undefined || output.hooks.some(matches),
  );
  const planned = await planOutputs(outputs, {
    folder: out,
    complete: only === undefined,
    cached: cache.files,
  });
  return { plan: planned, hooks: hooks.length, diagnostics };
}
