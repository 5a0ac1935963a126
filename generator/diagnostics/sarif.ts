import type { Finding, Rule } from "./finding.js";

/**
 * Findings as SARIF 2.1.0 (OASIS), for code scanning. `rules` describes the codes that occur; those
 * that do not are left out.
 */
export function formatSarif(findings: readonly Finding[], rules: readonly Rule[]): string {
  const found = new Set(findings.map(({ code }) => code));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "hookgen",
            rules: rules
              .filter(({ id }) => found.has(id))
              .map(({ id, summary, help }) => ({
                id,
                shortDescription: { text: summary },
                help: { text: help },
              })),
          },
        },
        columnKind: "utf16CodeUnits",
        results: findings.map(result),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function result({ code, severity, message, help, location }: Finding) {
  const { file, start, end } = location;
  return {
    ruleId: code,
    level: severity,
    message: { text: help === null ? message : `${message}\n${help}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(file) },
          region: {
            startLine: start.line,
            startColumn: start.column,
            endLine: end.line,
            endColumn: end.column,
          },
        },
      },
    ],
  };
}
