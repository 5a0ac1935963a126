import { codes } from "./codes.js";
import type { Finding, Format, Rule } from "./finding.js";
import { formatGitHub } from "./github.js";
import { formatJson } from "./json.js";
import { formatSarif } from "./sarif.js";
import { formatDiagnostics } from "./text.js";

/**
 * Prints findings: as text for a person, in the other formats for programs. `rules` are those that
 * findings may have beside the codes of the catalogue.
 */
export function report(
  findings: readonly Finding[],
  format: Format,
  color: boolean,
  rules: readonly Rule[] = [],
): string {
  switch (format) {
    case "text":
      return formatDiagnostics(findings, color);
    case "json":
      return formatJson(findings);
    case "github":
      return formatGitHub(findings);
    case "sarif":
      return formatSarif(findings, [...codes, ...rules]);
  }
}
