import type { Finding, Rule } from "../diagnostics/finding.js";
import { manifestPath } from "../output/manifest.js";
import type { Change, Plan } from "../output/plan.js";
import type { Terminal } from "./terminal.js";

/** What `--check` finds, beside mistakes in definitions. */
export const driftRule: Rule = {
  id: "not-up-to-date",
  summary: "A generated file is not what the definitions say.",
  help: "Run `npm run generate`, and commit what it writes.",
};

/** A finding for each file that is not what it should be, at its first line that is not. */
export function driftFindings(
  { changes, manifest }: Plan,
  orphans: readonly string[],
  shown: string,
): Finding[] {
  const finding = (path: string, line: number, message: string, help: string): Finding => {
    const start = { line, column: 1 };
    const location = { file: `${shown}${path}`, text: "", start, end: start };
    return { code: driftRule.id, severity: "error", message, help, location };
  };
  return [
    ...changes.map((change) => {
      const message = `this file is ${checkVerbs[change.kind]}: it is not what the definitions say`;
      return finding(change.path, firstDifference(change), message, driftRule.help);
    }),
    ...(isManifestAlone({ changes, manifest })
      ? [finding(manifestPath, 1, "this file does not list what is there", driftRule.help)]
      : []),
    ...orphans.map((path) =>
      finding(path, 1, "this file is orphaned: no definition gives it", "Remove it."),
    ),
  ];
}

/** Whether every output is as it should be, but the list of them is not. */
function isManifestAlone({ changes, manifest }: Pick<Plan, "changes" | "manifest">): boolean {
  return manifest !== null && changes.length === 0;
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

/** Names the files that have changed, or with --check that would. */
export function listChanges({ changes, manifest }: Plan, check: boolean, terminal: Terminal): void {
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
  if (check && isManifestAlone({ changes, manifest }))
    terminal.print(`  ${terminal.colors.bold("changed ")} ${manifestPath}`);
}

const diffLines = 40;

/** Shows how each file differs: its first lines, or with --full all. */
export async function printDiffs(
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
