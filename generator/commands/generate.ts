import { existsSync } from "node:fs";
import { resolve } from "node:path";
import picomatch from "picomatch";
import { type DefinitionFile, loadDefinitions, showPath } from "../definitions/load.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Format } from "../diagnostics/report.js";
import { stagingName } from "../output/apply.js";
import { cachePath, hashText, type OutputCache, readCache, writeCache } from "../output/cache.js";
import { generatorIdentity, hashDefinitions } from "../output/identity.js";
import { manifestPath, printManifest } from "../output/manifest.js";
import { type Change, type Plan, readText } from "../output/plan.js";
import { obstaclesTo, withOutputFolder } from "./output-folder.js";
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

async function generateInto(args: GenerateArguments, processTerminal: Terminal): Promise<number> {
  const terminal = isForProgram(args.format) ? onlyReports(processTerminal) : processTerminal;
  const started = performance.now();
  const { cwd } = terminal;
  const folder = resolve(cwd, args.definitions);
  const out = resolve(cwd, args.out);
  const shown = `${showPath(out, cwd)}/`;
  const files = await loadDefinitions(folder, cwd);
  const generator = generatorIdentity();
  const definitions = hashDefinitions(files);
  const cacheFile = cachePath(out, cwd);
  const cache = readCache(cacheFile, generator);
  const seconds = () => `${((performance.now() - started) / 1000).toFixed(2)} s`;

  /** What nobody accounts for; only --check looks for it. */
  const orphansBeside = async (outputs: Iterable<string>) => {
    if (!args.check || args.only !== undefined) return [];
    const { findOrphans } = await import("../output/orphans.js");
    return findOrphans(out, new Set(outputs));
  };

  if (
    args.only === undefined &&
    (await isUpToDate(cache, definitions, out)) &&
    (await orphansBeside([])).length === 0
  ) {
    const total = Object.keys(cache.files).length;
    await printDiagnostics([], args.format, processTerminal);
    terminal.print(`${count(cache.hooks, "hook")}, ${count(total, "file")} in ${shown}`);
    terminal.print(`everything is up to date (${seconds()})`);
    return 0;
  }

  const planned = await plan(args, files, folder, out, cache, processTerminal);
  if (typeof planned === "number") return planned;
  const { hooks } = planned;
  if (planned.plan.foreign.length > 0) {
    for (const path of planned.plan.foreign)
      terminal.printError(`error: ${shown}${path} is in the way: hookgen did not write it`);
    terminal.printError("Move these files away, or choose another folder with --out.");
    return 1;
  }
  const obstacles = await obstaclesTo(planned.plan, out, cwd, args.check);
  if (obstacles.length > 0) {
    for (const obstacle of obstacles) terminal.printError(`error: ${obstacle}`);
    terminal.printError("Nothing was written.");
    return 1;
  }
  const { changes, manifest, unchanged } = planned.plan;
  const total = unchanged + changes.filter(({ kind }) => kind !== "remove").length;
  const orphans = await orphansBeside(Object.keys(planned.plan.cache));
  const isDrift = changes.length > 0 || manifest !== null || orphans.length > 0;
  if (!args.check) {
    const { applyPlan } = await import("../output/apply.js");
    await applyPlan(planned.plan, out);
    writeCache(cacheFile, {
      generator,
      // With warnings the next run looks again, and shows them again.
      definitions: args.only === undefined && !planned.hasWarnings ? definitions : "",
      hooks,
      files: planned.plan.cache,
    });
  }
  terminal.print(`${count(hooks, "hook")}, ${count(total, "file")} in ${shown}`);
  listChanges(planned.plan, args.check, terminal);
  for (const path of orphans) terminal.print(`  ${terminal.colors.bold("orphaned")} ${path}`);
  if (args.check && isDrift) {
    if (args.format === "github") await annotateDrift(planned.plan, orphans, shown, terminal);
    await printDiffs(changes, args.full, terminal);
    terminal.print(`${shown} is not what the definitions say: run \`npm run generate\``);
    if (orphans.length > 0)
      terminal.print("What is orphaned is in no manifest: hookgen leaves it, remove it by hand.");
    return 1;
  }
  if (args.only !== undefined)
    terminal.print("indexes and other shared files were left as they are (--only)");
  terminal.print(isDrift ? `done in ${seconds()}` : `everything is up to date (${seconds()})`);
  return 0;
}

/** Whether neither inputs nor outputs have changed since the run that the cache remembers. */
async function isUpToDate(cache: OutputCache, definitions: string, out: string): Promise<boolean> {
  if (cache.definitions !== definitions || existsSync(resolve(out, stagingName))) return false;
  const paths = Object.keys(cache.files);
  const expected = [
    ...Object.entries(cache.files).map(([path, { text }]) => [path, text] as const),
    [manifestPath, hashText(printManifest(paths))] as const,
  ];
  const current = await Promise.all(
    expected.map(async ([path, hash]) => {
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
): Promise<{ plan: Plan; hooks: number; hasWarnings: boolean } | number> {
  // What an unchanged tree does not need is loaded only here.
  const { readCatalog } = await import("../generate.js");
  const { emitAll, printContent } = await import("../emit/emit.js");
  const { planOutputs } = await import("../output/plan.js");
  const { catalog, diagnostics } = readCatalog(files, showPath(folder, terminal.cwd));
  await printDiagnostics(diagnostics, args.format, terminal);
  if (catalog === null) return 1;
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
    print: ({ content }) => printContent(content),
  });
  return { plan: planned, hooks: hooks.length, hasWarnings: diagnostics.length > 0 };
}

/** For a person on standard error, with a count; for a program on standard output. */
async function printDiagnostics(
  diagnostics: readonly Diagnostic[],
  format: Format,
  terminal: Terminal,
): Promise<void> {
  if (diagnostics.length === 0 && !isForProgram(format)) return;
  const { report } = await import("../diagnostics/report.js");
  const isText = format === "text";
  const text = report(diagnostics, format, isText && terminal.colorErrors);
  (isText ? terminal.printError : terminal.print)(text.trimEnd());
  if (!isText) return;
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const warnings = diagnostics.length - errors;
  const counts = [
    ...(errors > 0 ? [count(errors, "mistake")] : []),
    ...(warnings > 0 ? [count(warnings, "warning")] : []),
  ].join(", ");
  terminal.printError("");
  terminal.printError(errors > 0 ? `${counts}; nothing was written` : counts);
}

/** Whether standard output is one document, with nothing else around it. */
function isForProgram(format: Format): boolean {
  return format === "json" || format === "sarif";
}

/** The terminal, with all that is for a person on standard error. */
function onlyReports(terminal: Terminal): Terminal {
  return { ...terminal, print: terminal.printError };
}

/** An annotation for each file that is not what it should be, at its first line that is not. */
async function annotateDrift(
  { changes }: Plan,
  orphans: readonly string[],
  shown: string,
  terminal: Terminal,
): Promise<void> {
  const { formatGitHub } = await import("../diagnostics/github.js");
  const annotate = (path: string, line: number, message: string, help: string) => {
    const start = { line, column: 1 };
    const location = { file: `${shown}${path}`, text: "", start, end: start };
    const finding = { code: "not-up-to-date", severity: "error", message, help, location } as const;
    terminal.print(formatGitHub([finding]).trimEnd());
  };
  for (const change of changes)
    annotate(
      change.path,
      firstDifference(change),
      `this file is ${checkVerbs[change.kind]}: it is not what the definitions say`,
      "Run `npm run generate`, and commit what it writes.",
    );
  for (const path of orphans)
    annotate(path, 1, "this file is orphaned: no definition gives it", "Remove it.");
}

/** The first line that is not as it should be; 1 for a file that is missing or stale. */
function firstDifference(change: Change): number {
  if (change.kind !== "change") return 1;
  const after = change.after.split("\n");
  const lines = change.before.split("\n");
  const index = lines.findIndex((line, at) => line !== after[at]);
  return (index < 0 ? lines.length : index) + 1;
}

const verbs = { create: "created", change: "changed", remove: "removed" } as const;
const checkVerbs = { create: "missing", change: "changed", remove: "stale" } as const;
const listed = 40;

function listChanges({ changes, manifest }: Plan, check: boolean, terminal: Terminal): void {
  // --check names every file: whoever reads it in CI cannot look for the rest.
  const shownHere = check ? changes.length : listed;
  for (const { kind, path } of changes.slice(0, shownHere)) {
    const verb = (check ? checkVerbs : verbs)[kind];
    terminal.print(`  ${terminal.colors.bold(verb.padEnd(8))} ${path}`);
  }
  if (changes.length > shownHere) {
    const left = changes.slice(shownHere);
    const kinds = (["create", "change", "remove"] as const).flatMap((kind) => {
      const found = left.filter((change) => change.kind === kind).length;
      return found === 0 ? [] : [`${found} ${(check ? checkVerbs : verbs)[kind]}`];
    });
    terminal.print(`  and ${kinds.join(", ")}`);
  }
  if (check && manifest !== null && changes.length === 0)
    terminal.print(`  ${terminal.colors.bold("changed ")} ${manifestPath}`);
}

const diffLines = 40;

async function printDiffs(
  changes: readonly Change[],
  full: boolean,
  terminal: Terminal,
): Promise<void> {
  const { createTwoFilesPatch } = await import("diff");
  for (const change of changes) {
    const before = change.kind === "create" ? "" : change.before;
    const after = change.kind === "remove" ? "" : change.after;
    const from = change.kind === "create" ? "/dev/null" : `a/${change.path}`;
    const to = change.kind === "remove" ? "/dev/null" : `b/${change.path}`;
    const patch = createTwoFilesPatch(from, to, before, after, undefined, undefined, {
      context: 2,
    });
    const lines = patch.trimEnd().split("\n").slice(1);
    const cut = full ? lines.length : diffLines;
    terminal.print("");
    for (const line of lines.slice(0, cut)) terminal.print(colorDiffLine(line, terminal));
    if (lines.length > cut) terminal.print(`... ${lines.length - cut} more lines (--full)`);
  }
  terminal.print("");
}

function colorDiffLine(line: string, { colors }: Terminal): string {
  if (/^(---|\+\+\+) /.test(line)) return colors.bold(line);
  if (line.startsWith("+")) return colors.green(line);
  if (line.startsWith("-")) return colors.red(line);
  return line.startsWith("@@") ? colors.cyan(line) : line;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
