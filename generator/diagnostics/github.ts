import type { Finding } from "./finding.js";

/** Findings as workflow commands: GitHub shows them at their lines in a pull request. */
export function formatGitHub(findings: readonly Finding[]): string {
  return findings.map((finding) => `${command(finding)}\n`).join("");
}

function command({ code, severity, message, help, location }: Finding): string {
  const { file, start, end } = location;
  const properties = Object.entries({
    file,
    line: start.line,
    endLine: end.line,
    col: start.column,
    endColumn: end.column,
    title: code,
  }).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  const text = help === null ? message : `${message}\n${help}`;
  const kind = severity === "note" ? "notice" : severity;
  return `::${kind} ${properties.join(",")}::${escapeData(text)}`;
}

// What the runner's own toolkit escapes: actions/toolkit, packages/core/src/command.ts.

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
