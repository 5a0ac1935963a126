import type { Finding, Format, Rule } from "../diagnostics/finding.js";
import { countWords } from "../diagnostics/words.js";
import type { Terminal } from "./terminal.js";

/** For a person on standard error, with a count; for a program on standard output. */
export async function printFindings(
  findings: readonly Finding[],
  format: Format,
  terminal: Terminal,
  rules: readonly Rule[] = [],
): Promise<void> {
  if (findings.length === 0 && !isForProgram(format)) return;
  const { report } = await import("../diagnostics/report.js");
  const isText = format === "text";
  const text = report(findings, format, isText && terminal.colorErrors, rules);
  (isText ? terminal.printError : terminal.print)(text.trimEnd());
  if (!isText) return;
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const warnings = findings.length - errors;
  const counts = [
    ...(errors > 0 ? [countWords(errors, "mistake")] : []),
    ...(warnings > 0 ? [countWords(warnings, "warning")] : []),
  ].join(", ");
  terminal.printError("");
  terminal.printError(errors > 0 ? `${counts}; nothing was written` : counts);
}

/** Whether standard output is one document, with nothing else around it. */
export function isForProgram(format: Format): boolean {
  return format === "json" || format === "sarif";
}

/** The terminal, with all that is for a person on standard error. */
export function onlyReports(terminal: Terminal): Terminal {
  return { ...terminal, print: terminal.printError };
}
