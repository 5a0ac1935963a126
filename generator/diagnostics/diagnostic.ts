import { type Code, catalogue, isWarning, type ParametersOf } from "./catalogue.js";
import type { Finding } from "./finding.js";

/** A place in a text; lines and columns count from 1, columns in UTF-16 units as editors do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A stretch of a file, from its first character to behind its last. */
export interface Location {
  /** The path as it is shown: relative to the working folder, with `/`. */
  readonly file: string;
  /** The file's whole text, for the code frame; empty where the file could not be read. */
  readonly text: string;
  readonly start: Position;
  readonly end: Position;
}

/** A file of which no more is known: its first character. */
export function wholeFile(file: string): Location {
  const start = { line: 1, column: 1 };
  return { file, text: "", start, end: start };
}

/** One mistake in the input, or one thing that could be better: what, where, and what to do. */
export interface Diagnostic extends Finding {
  readonly code: Code;
  readonly severity: "error" | "warning";
}

/** Makes the diagnostic `code` of the catalogue, with the parameters that its message needs. */
export function diagnostic<C extends Code>(
  code: C,
  location: Location,
  parameters: ParametersOf<C>,
): Diagnostic {
  const entry = catalogue[code] as (parameters: ParametersOf<C>) => Wording;
  const { message, help = null } = entry(parameters);
  return { code, severity: isWarning(code) ? "warning" : "error", message, help, location };
}

/** The words of a diagnostic. */
export interface Wording {
  readonly message: string;
  readonly help?: string | null;
}

/** Sorted by file, place and code, each finding once. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const keyed = new Map(diagnostics.map((found) => [sortKey(found).join("\0"), found]));
  return [...keyed.values()].sort((a, b) => compareKeys(sortKey(a), sortKey(b)));
}

function sortKey({ code, message, location }: Diagnostic): (string | number)[] {
  const { file, start } = location;
  return [file, start.line, start.column, code, message];
}

function compareKeys(a: (string | number)[], b: (string | number)[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] as string | number;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
