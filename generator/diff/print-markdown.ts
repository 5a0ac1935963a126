import { countWords } from "../diagnostics/words.js";
import { type Change, type Comparison, sectionOf } from "./change.js";
import { shorten } from "./print-text.js";
import { type Category, categoryTitles, changeRules, type Section } from "./rules.js";
import { summarize } from "./summary.js";

/** What a comment of ours starts with, so that the next run finds and replaces it. */
export const commentMark = "<!-- hookgen diff -->";

/** The columns of the table of breaks: who is hurt. */
const columns = ["ABI", "SOURCE_C", "SOURCE_TS", "SOURCE_LUA", "BEHAVIOUR"] as const;
const columnTitles: Readonly<Record<(typeof columns)[number], string>> = {
  ABI: "compiled modules",
  SOURCE_C: "C source",
  SOURCE_TS: "TypeScript",
  SOURCE_LUA: "Lua",
  BEHAVIOUR: "run time",
};

/**
 * A comparison as the comment of a pull request: a table of what breaks for whom, what is new, what
 * is only words; the rest folded. `links` is put before `definitions/…` to make links to lines.
 */
export function formatMarkdown(comparison: Comparison, links = ""): string {
  const { base, head, changes, limits } = comparison;
  const open = changes.filter(({ accepted }) => accepted === null);
  const accepted = changes.filter((change) => change.accepted !== null);
  const of = (section: Section) => open.filter((change) => sectionOf(change) === section);
  const [breaks, behaviour] = [of("breaks"), of("behaviour")];
  const blocks = [
    commentMark,
    `## ${verdict(breaks, behaviour, accepted)}`,
    `${summarize(changes)}, from ${code(base)} to ${code(head)}.`.replace(/^./, upper),
    ...breakTable("What breaks, and for whom", breaks, links),
    ...breakTable("What happens otherwise at run time", behaviour, links),
    ...list(
      "Accepted",
      accepted,
      (change) => `${line(change, links)} — ${escapeMarkup(change.accepted ?? "")}`,
    ),
    ...list("New", of("new"), (change) => line(change, links) + signature(change)),
    ...words(of("words"), links),
    ...details([...breaks, ...behaviour], links),
    ...limits.map((limit) => `_Note: ${escapeMarkup(limit)}._`),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function verdict(
  breaks: readonly Change[],
  behaviour: readonly Change[],
  accepted: readonly Change[],
): string {
  if (breaks.some(({ categories }) => categories.includes("ABI")))
    return "Hooks: modules compiled before break";
  if (breaks.some(({ severity }) => severity === "error")) return "Hooks: sources break";
  if (breaks.length > 0) return "Hooks: sources may break";
  if (behaviour.length > 0) return "Hooks: nothing breaks in building, behaviour changes";
  if (accepted.length > 0) return "Hooks: breaks only what is meant to break";
  return "Hooks: nothing breaks";
}

function breakTable(title: string, changes: readonly Change[], links: string): string[] {
  if (changes.length === 0) return [];
  const used = columns.filter((column) =>
    changes.some(({ categories }) => categories.includes(column)),
  );
  const row = (change: Change) => {
    const marks = used.map((column) =>
      change.categories.includes(column) ? mark(change, column) : "–",
    );
    return tableRow([link(change, links), escapeCell(change.message), ...marks]);
  };
  return [
    `### ${title}`,
    [
      tableRow(["hook", "change", ...used.map((column) => columnTitles[column])]),
      tableRow(["---", "---", ...used.map(() => ":-:")]),
      ...changes.map(row),
    ].join("\n"),
  ];
}

function mark({ severity, categories }: Change, column: Category): string {
  if (column === "BEHAVIOUR") return severity === "error" ? "**differs**" : "look";
  return severity === "error" || categories.includes("ABI") ? "**breaks**" : "may break";
}

function list(
  title: string,
  changes: readonly Change[],
  print: (change: Change) => string,
): string[] {
  if (changes.length === 0) return [];
  return [`### ${title}`, changes.map((change) => `- ${print(change)}`).join("\n")];
}

/** Up to this many are shown at once; more are folded. */
const unfolded = 5;

function words(changes: readonly Change[], links: string): string[] {
  const isLoud = ({ severity }: Change) => severity !== "note";
  const loud = changes.filter(isLoud);
  const quiet = changes.filter((change) => !isLoud(change));
  const lines = quiet.map((change) => `- ${line(change, links)}`).join("\n");
  const title = countWords(quiet.length, "change of words", "changes of words");
  return [
    ...list("To know", loud, (change) => line(change, links)),
    ...(quiet.length === 0
      ? []
      : quiet.length > unfolded
        ? [fold(`Only words: ${title}`, lines)]
        : ["### Only words", lines]),
  ];
}

/** What each change means for whom, and what to do: once a rule and hook. */
function details(changes: readonly Change[], links: string): string[] {
  if (changes.length === 0) return [];
  const blocks = changes.map((change) => {
    const { means } = changeRules[change.rule] as { means: Partial<Record<Category, string>> };
    return [
      `**${link(change, links)}**: ${escapeMarkup(change.message)} (${code(change.rule)})`,
      [
        ...change.categories.map(
          (category) => `- ${categoryTitles[category]}: ${escapeMarkup(means[category] ?? "")}`,
        ),
        ...wasAndIs(change),
        ...(change.affects.length === 0
          ? []
          : [`- used by ${escapeMarkup(shorten(change.affects))}`]),
        `- advice: ${escapeMarkup(change.advice)}`,
      ].join("\n"),
    ].join("\n\n");
  });
  return [fold("Details, and what to do instead", blocks.join("\n\n"))];
}

/** Both signatures below each other where the message does not have them already. */
function wasAndIs({ was, is, message }: Change): string[] {
  const isSaid = [was, is].every((text) => text === null || message.includes(text));
  if (isSaid || was === null || is === null) return [];
  return [`- was ${code(was)}`, `- is ${code(is)}`];
}

function fold(summary: string, body: string): string {
  return `<details>\n<summary>${summary}</summary>\n\n${body}\n\n</details>`;
}

function line(change: Change, links: string): string {
  return `${link(change, links)}: ${escapeMarkup(change.message)}`;
}

/** What a new hook takes and returns: what the reviewer has to look at, for it stays. */
function signature({ rule, is }: Change): string {
  return rule === "hook-added" && is !== null ? ` ${code(is)}` : "";
}

/** The hook, with a link to the line of its definition; what is gone has none. */
function link({ hook, subject, location, side }: Change, links: string): string {
  const name = code(hook ?? subject);
  if (side === "base") return name;
  const path = `${links}${location.file}`.split("/").map(encodePart).join("/");
  return `[${name}](${path}#L${location.start.line})`;
}

function encodePart(part: string): string {
  return encodeURI(part).replaceAll("(", "%28").replaceAll(")", "%29");
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function code(text: string): string {
  const fence = text.includes("`") ? "``" : "`";
  return `${fence}${text}${fence}`;
}

/** Words of a definition as they are: nothing in them is markup, but for code spans. */
function escapeMarkup(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) =>
      part.startsWith("`") ? part : part.replace(/[\\*_[\]<>#@]/g, (mark) => escapeMark(mark)),
    )
    .join("");
}

/** `@` is taken out of names with an entity: a comment mentions nobody. */
function escapeMark(mark: string): string {
  return mark === "@" ? "&#64;" : mark === "<" ? "&lt;" : `\\${mark}`;
}

function escapeCell(text: string): string {
  return escapeMarkup(text).replaceAll("|", "\\|");
}

function upper(letter: string): string {
  return letter.toUpperCase();
}
