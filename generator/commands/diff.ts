import { resolve } from "node:path";
import type { Format } from "../diagnostics/finding.js";
import { formatGitHub } from "../diagnostics/github.js";
import { formatSarif } from "../diagnostics/sarif.js";
import { formatDiagnostics } from "../diagnostics/text.js";
import type { Change, Comparison } from "../diff/change.js";
import { compareSnapshots } from "../diff/compare.js";
import { findingsOf, formatJson, rulesForReports } from "../diff/print-findings.js";
import { formatMarkdown } from "../diff/print-markdown.js";
import { formatText } from "../diff/print-text.js";
import { type Category, categories } from "../diff/rules.js";
import { mergeBase, type Places, readFolder, readSide, type Side } from "./sources.js";
import type { Terminal } from "./terminal.js";

export interface DiffOptions {
  readonly definitions: string;
  readonly format: Format | "markdown";
  readonly failOn?: string;
  readonly links: string;
}

export interface DiffArguments extends DiffOptions {
  readonly base: string | undefined;
  readonly head: string | undefined;
}

const usage = 2;

/** `hookgen diff`: says what changed between two states of the hooks, and what that breaks. */
export async function runDiff(args: DiffArguments, terminal: Terminal): Promise<number> {
  const failOn = parseCategories(args.failOn);
  if (typeof failOn === "string") {
    terminal.printError(`error: ${failOn}`);
    terminal.printError(`Categories are ${categories.join(", ")}.`);
    return usage;
  }
  const { cwd } = terminal;
  const places = { cwd, definitions: resolve(cwd, args.definitions) };
  const base = await readBase(args.base, places);
  const head =
    args.head === undefined
      ? await readFolder(places.definitions, cwd)
      : await readSide(args.head, places);
  const failures = [base, head].map((side) => reportSide(side, args.format, terminal));
  const failure = Math.max(...failures);
  if (failure > 0 || base.kind !== "snapshot" || head.kind !== "snapshot") return failure;
  const comparison = compareSnapshots(base.snapshot, head.snapshot);
  terminal.print(print(comparison, args, terminal).replace(/\n$/, ""));
  const hits = comparison.changes.filter((change) => isHit(change, failOn));
  if (hits.length === 0) return 0;
  const found = categories.filter((category) =>
    hits.some((change) => change.categories.includes(category) && failOn.has(category)),
  );
  terminal.printError(`--fail-on: there are findings of ${found.join(", ")}`);
  return 1;
}

/** Accepted changes and notes break nothing that was not meant to break. */
function isHit({ accepted, severity, categories }: Change, failOn: ReadonlySet<Category>): boolean {
  return (
    accepted === null && severity !== "note" && categories.some((category) => failOn.has(category))
  );
}

async function readBase(given: string | undefined, places: Places): Promise<Side> {
  if (given !== undefined) return readSide(given, places);
  const found = await mergeBase(places.cwd);
  if (found === null)
    return {
      kind: "unknown",
      message: "there is no main branch to compare with",
      help: "Name the base: a git revision, a folder of definitions or a hooks.json.",
    };
  const side = await readSide(found.commit, places);
  if (side.kind !== "snapshot") return side;
  return { kind: "snapshot", snapshot: { ...side.snapshot, label: found.branch } };
}

/** Says why a side cannot be compared; returns the exit status, 0 if it can. */
function reportSide(
  side: Side,
  format: DiffOptions["format"],
  { print, printError, colorErrors }: Terminal,
): number {
  switch (side.kind) {
    case "snapshot":
      return 0;
    case "unknown":
      printError(`error: ${side.message}`);
      printError(side.help);
      return usage;
    case "mistakes":
      if (format === "github") print(formatGitHub(side.diagnostics).trimEnd());
      else printError(formatDiagnostics(side.diagnostics, colorErrors));
      printError(`${side.label} has mistakes: there is nothing to compare`);
      return 1;
  }
}

function parseCategories(text: string | undefined): Set<Category> | string {
  const words = (text ?? "").split(",").map((word) => word.trim().toUpperCase());
  const given = words.filter((word) => word !== "");
  const isCategory = (word: string): word is Category =>
    categories.some((category) => category === word);
  const wrong = given.find((word) => !isCategory(word));
  if (wrong !== undefined) return `--fail-on has no category ${wrong}`;
  return new Set(given.filter(isCategory));
}

function print(comparison: Comparison, { format, links }: DiffArguments, terminal: Terminal) {
  switch (format) {
    case "text":
      return formatText(comparison, terminal.colors.isColorSupported);
    case "markdown":
      return formatMarkdown(comparison, links);
    case "json":
      return formatJson(comparison);
    case "github":
      return formatGitHub(findingsOf(comparison));
    case "sarif":
      return formatSarif(findingsOf(comparison), rulesForReports());
  }
}
