import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { type DefinitionFile, loadDefinitions, showPath } from "../definitions/load.js";
import { markReplaced, nextDefinition, type Sketch, scaffold } from "../definitions/scaffold.js";
import { type Diagnostic, sortDiagnostics } from "../diagnostics/diagnostic.js";
import { closestWord } from "../diagnostics/suggest.js";
import { formatDiagnostics } from "../diagnostics/text.js";
import { readCatalog } from "../generate.js";
import { nextVersion, versionStem } from "../model/versions.js";
import type { Terminal } from "./terminal.js";

export interface NewOptions {
  readonly definitions: string;
  readonly from?: string;
  readonly summary?: string;
  readonly returns?: string;
  readonly param?: readonly string[];
  readonly group?: string;
}

export interface NewArguments extends NewOptions {
  readonly hook: string | undefined;
}

const usage = 2;
/** What shells report for a program that was interrupted. */
const interrupted = 130;

/** A file that is to be written. */
interface Edit {
  readonly path: string;
  readonly text: string;
  readonly isNew: boolean;
}

/** What is to be done, and what to tell of it. */
interface Work {
  readonly edits: readonly Edit[];
  readonly told: readonly string[];
}

/** Why nothing can be done: lines for standard error, and the exit status. */
interface Refusal {
  readonly status: number;
  readonly lines: readonly string[];
}

/** `hookgen new`: writes the definition of a new hook, or of the next version of one. */
export async function runNew(args: NewArguments, terminal: Terminal): Promise<number> {
  const folder = resolve(terminal.cwd, args.definitions);
  const files = await loadDefinitions(folder, terminal.cwd);
  const work =
    args.from === undefined
      ? await sketchWork(args, files, existsSync(join(folder, "hook.schema.json")))
      : versionWork({ ...args, from: args.from }, files);
  if ("status" in work) {
    for (const line of work.lines) terminal.printError(line);
    return work.status;
  }
  const shown = showPath(folder, terminal.cwd);
  for (const { path, isNew } of work.edits) {
    if (!isNew || !existsSync(join(folder, path))) continue;
    terminal.printError(`error: ${shown}/${path} is there already`);
    terminal.printError("Choose another name; `--from` makes the next version of a hook.");
    return 1;
  }
  const mistakes = newMistakes(files, work.edits, shown);
  if (mistakes.length > 0) {
    terminal.printError(formatDiagnostics(mistakes, terminal.colorErrors));
    terminal.printError("nothing was written");
    return 1;
  }
  for (const { path, text, isNew } of work.edits) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text, { flag: isNew ? "wx" : "w" });
    terminal.print(`${isNew ? "created" : "changed"}  ${shown}/${path}`);
  }
  for (const line of work.told) terminal.print(line);
  return 0;
}

/** A first version, from flags, or from answers where somebody can be asked. */
async function sketchWork(
  args: NewArguments,
  files: readonly DefinitionFile[],
  hasSchema: boolean,
): Promise<Work | Refusal> {
  const parameters = (args.param ?? []).map(parseParameter);
  const wrong = parameters.indexOf(null);
  if (wrong >= 0)
    return refuse(`--param ${args.param?.[wrong]} is not of the form 'name: type'`, [
      "Write it as in --param 'conn_fd: int' --param 'now: struct timeval *'.",
    ]);
  const given = {
    hook: args.hook,
    summary: args.summary,
    returns: args.returns,
    parameters: args.param === undefined ? undefined : parameters.filter((one) => one !== null),
    group: args.group,
  };
  const isTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
  if (isTerminal && (given.hook === undefined || given.summary === undefined)) {
    const { askForHook } = await import("./ask.js");
    const answers = await askForHook(given, groupsIn(files));
    if (answers === null) return { status: interrupted, lines: ["nothing was written"] };
    return sketched(answers.hook, answers.sketch, hasSchema);
  }
  if (given.hook === undefined)
    return refuse("the hook's name is missing", ["Write it as in `hookgen new core/log_fatal`."]);
  if (given.summary === undefined)
    return refuse("--summary is missing", [
      "It is one line: what has happened, or is wanted, when the hook is called.",
    ]);
  const { hook, summary, returns = "void", group = null } = given;
  const list = given.parameters ?? [];
  const sketch = { summary, returns, parameters: list, threading: null, group };
  return sketched(hook, sketch, hasSchema);
}

function sketched(hook: string, sketch: Sketch, hasSchema: boolean): Work {
  const missing = [
    "`description`",
    ...(sketch.parameters.length > 0 ? ["the `meaning` of each parameter"] : []),
    ...(sketch.returns === "void" ? [] : ["what `returns` means, and what stops a call"]),
    ...(sketch.threading === null ? ["`threading`"] : []),
  ];
  return {
    edits: [{ path: `${hook}.yaml`, text: scaffold(sketch, hasSchema), isNew: true }],
    told: [`Next: add ${missing.join(", ")}; then \`npm run generate\`.`],
  };
}

/** The next version of a hook: a copy of the old one, which is marked as replaced. */
function versionWork(
  args: NewArguments & { readonly from: string },
  files: readonly DefinitionFile[],
): Work | Refusal {
  if (args.returns !== undefined || args.param !== undefined || args.group !== undefined)
    return refuse("--returns, --param and --group do not go with --from", [
      "The next version starts as a copy: edit that.",
    ]);
  const old = files.find(({ path }) => path === `${args.from}.yaml`);
  const text = old?.bytes === undefined || old.bytes === null ? null : textOf(old.bytes);
  if (old === undefined || text === null) {
    const known = files.map(({ path }) => path.replace(/\.yaml$/, ""));
    const meant = closestWord(args.from, known);
    return refuse(`there is no hook ${args.from}`, [
      meant === null ? "A hook is named <scope>/<name>, like its file." : `Did you mean ${meant}?`,
    ]);
  }
  const hook = versionName(args.hook, args.from, files);
  const marked = markReplaced(text, hook);
  const copy = nextDefinition(text, args.summary ?? null);
  return {
    edits: [
      { path: `${hook}.yaml`, text: copy, isNew: true },
      ...(marked === null || marked === text
        ? []
        : [{ path: old.path, text: marked, isNew: false }]),
    ],
    told: [
      ...(marked === null
        ? [`${args.from} names another replacement already: its definition was left as it was.`]
        : [`${args.from} is deprecated now, in favour of ${hook}.`]),
      `Next: change the signature in ${hook}.yaml, and say in its \`description\` what is new;`,
      `say in ${args.from}.yaml, under \`deprecated\`, \`since\` when and for what \`reason\`; then \`npm run generate\`.`,
    ],
  };
}

/** The name of the new version: what was asked for, or the next one if that is the old one's stem. */
function versionName(
  given: string | undefined,
  from: string,
  files: readonly DefinitionFile[],
): string {
  const [scope = "", name = ""] = from.split("/");
  const names = new Set(
    files
      .filter(({ path }) => path.startsWith(`${scope}/`))
      .map(({ path }) => path.slice(scope.length + 1).replace(/\.yaml$/, "")),
  );
  const stem = `${scope}/${versionStem(name, names)}`;
  const isStem = given === undefined || given === stem || given === from;
  return isStem ? `${scope}/${nextVersion(name, names)}` : given;
}

/** The mistakes that are there with the edits and were not before. */
function newMistakes(
  files: readonly DefinitionFile[],
  edits: readonly Edit[],
  folder: string,
): Diagnostic[] {
  const errors = (list: readonly DefinitionFile[]) =>
    readCatalog(list, folder).diagnostics.filter(({ severity }) => severity === "error");
  const changed = new Set(edits.map(({ path }) => path));
  const edited = edits.map(({ path, text }) => {
    return { path, shown: `${folder}/${path}`, bytes: Buffer.from(text), problem: null };
  });
  const all = [...files.filter(({ path }) => !changed.has(path)), ...edited];
  all.sort((a, b) => (a.path < b.path ? -1 : 1));
  const key = ({ code, message, location }: Diagnostic) => [code, message, location.file].join();
  const known = new Set(errors(files).map(key));
  return sortDiagnostics(errors(all).filter((found) => !known.has(key(found))));
}

function groupsIn(files: readonly DefinitionFile[]): string[] {
  const bytes = files.find(({ path }) => path === "groups.yaml")?.bytes;
  if (!bytes) return [];
  return [...textOf(bytes).matchAll(/^(\w+):/gm)].map(([, name]) => name ?? "");
}

/** `conn_fd: int`, taken apart. */
export function parseParameter(text: string): { name: string; type: string } | null {
  const [, name, type] = /^\s*(\w+)\s*:\s*(\S.*?)\s*$/.exec(text) ?? [];
  return name === undefined || type === undefined ? null : { name, type };
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("utf8");
}

function refuse(problem: string, help: readonly string[]): Refusal {
  return { status: usage, lines: [`error: ${problem}`, ...help] };
}
