import type { Finding, Rule } from "../diagnostics/finding.js";
import type { Change, Comparison } from "./change.js";
import { type Category, changeRules, type RuleId } from "./rules.js";

/** The changes that annotations are made of: not the accepted ones, nor words. */
export function findingsOf({ changes }: Comparison): Finding[] {
  return changes.filter(isWorthALine).map((change) => ({
    code: change.rule,
    severity: change.severity,
    message: messageOf(change),
    help: change.advice,
    location: change.location,
  }));
}

function isWorthALine({ severity, accepted }: Change): boolean {
  return accepted === null && severity !== "note";
}

function messageOf({ hook, message, categories }: Change): string {
  const about = hook === null ? "" : `${hook}: `;
  return `${about}${message}${categories.length === 0 ? "" : ` (${categories.join(", ")})`}`;
}

/** Every rule, for formats that list them. */
export function rulesForReports(): Rule[] {
  return (Object.keys(changeRules) as RuleId[]).map((id) => {
    const { summary, means } = changeRules[id];
    const help = Object.entries(means as Partial<Record<Category, string>>)
      .map(([category, meaning]) => `${category}: ${meaning}.`)
      .join(" ");
    return { id, summary, help: help === "" ? summary : help };
  });
}

/** A comparison for programs. */
export function formatJson({ base, head, changes, limits }: Comparison): string {
  const document = {
    base,
    head,
    limits,
    findings: changes.map(({ location, ...change }) => ({
      ...change,
      location: { file: location.file, start: location.start, end: location.end },
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
