import { codes } from "./codes.js";
import type { Diagnostic } from "./diagnostic.js";
import type { Format } from "./finding.js";
import { formatGitHub } from "./github.js";
import { formatJson } from "./json.js";
import { formatSarif } from "./sarif.js";
import { formatDiagnostics } from "./text.js";

/** Prints diagnostics: as text for a person, in the other formats for programs. */
export function report(diagnostics: readonly Diagnostic[], format: Format, color: boolean): string {
  switch (format) {
    case "text":
      return formatDiagnostics(diagnostics, color);
    case "json":
      return formatJson(diagnostics);
    case "github":
      return formatGitHub(diagnostics);
    case "sarif":
      return formatSarif(diagnostics, codes);
  }
}
