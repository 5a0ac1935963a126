import type { Finding } from "./finding.js";

/** Findings as JSON, for programs: `{"findings": [{code, severity, message, help, file, start, end}]}`. */
export function formatJson(findings: readonly Finding[]): string {
  const plain = findings.map(({ code, severity, message, help, location }) => ({
    code,
    severity,
    message,
    help,
    file: location.file,
    start: location.start,
    end: location.end,
  }));
  return `${JSON.stringify({ findings: plain }, null, 2)}\n`;
}
