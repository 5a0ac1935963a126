import { createColors } from "picocolors";
import { countWords } from "../diagnostics/words.js";
import { type Change, type Comparison, sectionOf } from "./change.js";
import { changeRules } from "./rules.js";
import { summarize } from "./summary.js";

/** A comparison for a terminal: a block a change, then what it comes to. */
export function formatText({ base, head, changes, limits }: Comparison, color = false): string {
  const { bold, dim } = createColors(color);
  const blocks = changes.map((change) => `${block(change, color)}\n`);
  const lines = [
    ...limits.map((limit) => dim(`note: ${limit}`)),
    bold(`${base} → ${head}: ${summarize(changes)}`),
  ];
  return `${[...blocks, lines.join("\n")].join("")}\n`;
}

function block(change: Change, color: boolean): string {
  const { rule, hook, message, location, categories, accepted, affects, advice } = change;
  const { bold, dim, cyan } = createColors(color);
  const place = `${location.file}:${location.start.line}:${location.start.column}`;
  const about = hook === null ? "" : `${hook}: `;
  const { means } = changeRules[rule] as { means: Record<string, string> };
  const isNews = change.severity === "note" || accepted !== null;
  const detail = isNews
    ? []
    : [
        ...categories.map((category) => `  ${bold(category.padEnd(10))} ${means[category] ?? ""}`),
        `  ${cyan("advice:")} ${advice}`,
      ];
  return [
    `${bold(place)}: ${severityWord(change, color)} ${dim(`[${rule}]`)} ${about}${message}`,
    ...(affects.length === 0 ? [] : [`  used by ${shorten(affects)}`]),
    ...(accepted === null ? detail : [`  accepted: ${accepted}`]),
  ].join("\n");
}

function severityWord(change: Change, color: boolean): string {
  const { red, yellow, cyan, green } = createColors(color);
  if (change.accepted !== null) return green("accepted");
  if (sectionOf(change) === "new") return green("new");
  const paint = { error: red, warning: yellow, note: cyan }[change.severity];
  return paint(change.severity);
}

const shown = 5;

/** The first few of a list. */
export function shorten(ids: readonly string[]): string {
  const rest = ids.length - shown;
  const list = ids.slice(0, shown).join(", ");
  return rest > 0 ? `${list} and ${countWords(rest, "more hook")}` : list;
}
