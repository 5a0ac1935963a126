import type { YAMLError } from "yaml";

/** A mistake in a file's YAML, in words for somebody who does not know its grammar. */
export interface YamlProblem {
  readonly problem: string;
  readonly help: string | null;
  readonly start: number;
  readonly end: number;
}

/** The problems behind the errors of the YAML reader, without those that only follow from another. */
export function yamlProblems(errors: readonly YAMLError[], text: string): YamlProblem[] {
  const sorted = [...errors].sort((a, b) => a.pos[0] - b.pos[0]);
  const seen = new Set<number>();
  const found: YamlProblem[] = [];
  for (const error of sorted) {
    const line = lineStart(text, error.pos[0]);
    if (seen.has(line)) continue;
    seen.add(line);
    found.push(explain(error, text));
    // Behind anything else the reader has lost its way.
    if (!isLocal(error)) break;
  }
  return found;
}

function isLocal({ code }: YAMLError): boolean {
  return code === "BAD_SCALAR_START" || code === "BAD_DQ_ESCAPE" || code === "TAG_RESOLVE_FAILED";
}

function explain(error: YAMLError, text: string): YamlProblem {
  const [start] = error.pos;
  switch (error.code) {
    case "TAB_AS_INDENT":
      return at(start, start + 1, "a tab cannot indent", "indent with spaces");
    case "BAD_SCALAR_START":
      return unquoted(text, start);
    case "BAD_DQ_ESCAPE": {
      const found = text.slice(start, start + 2);
      const help = `write \`\\${found}\`, or put the text in single quotes`;
      return at(start, start + 2, `\`${found}\` means nothing in double quotes`, help);
    }
    case "TAG_RESOLVE_FAILED":
      return unquoted(text, start);
    case "MULTIPLE_DOCS":
      return at(
        start,
        start + 3,
        "a second document begins here",
        "a file is one definition: take the line out",
      );
    case "BLOCK_AS_IMPLICIT_KEY":
      return colonOrDepth(text, start);
    case "MULTILINE_IMPLICIT_KEY":
    case "BAD_INDENT":
      return error.message.startsWith("Flow ") ? unclosed(text, error) : line(text, error);
    case "MISSING_CHAR":
      return error.message.startsWith("Missing closing ")
        ? openQuote(text, error)
        : line(text, error);
    case "UNEXPECTED_TOKEN":
      return unexpected(text, error);
    default:
      return at(start, error.pos[1], plainWords(error.message), null);
  }
}

/** A value with `: ` in it, or a line that stands deeper than it may. */
function colonOrDepth(text: string, start: number): YamlProblem {
  const end = lineEnd(text, start);
  const item = /^\s*(-[\w-]+)/.exec(text.slice(lineStart(text, start), start))?.[1];
  if (item !== undefined) {
    const from = text.lastIndexOf(item, start);
    return at(
      from,
      from + item.length,
      "a `-` that begins an item needs a space behind it",
      `write \`- ${item.slice(1)}\``,
    );
  }
  const value = text.slice(start, end).trimEnd();
  if (/:( |$)/.test(value)) {
    const help = `put it in quotes: ${quote(value)}`;
    return at(start, start + value.length, "a text with a colon in it needs quotes", help);
  }
  const next = nextLine(text, end);
  const word = wordAt(text, next);
  const problem = `\`${word}\` stands deeper than the fields before it`;
  return at(next, next + word.length, problem, sameColumn);
}

const sameColumn =
  "the fields of one mapping begin in the same column; behind a `- `, in that of the first field";

/** A line that is no field, or begins in a column where none can. */
function line(text: string, { pos, code, message }: YAMLError): YamlProblem {
  const first = lineStart(text, pos[0]);
  const begin = first + (/^[ \t]*/.exec(text.slice(first))?.[0].length ?? 0);
  const end = Math.max(begin + 1, lineEnd(text, begin));
  const content = text.slice(begin, end).trimEnd();
  const whole = (problem: string, help: string | null) =>
    at(begin, begin + content.length, problem, help);
  if (/^(<{7}|={7}|>{7})/.test(content))
    return whole("a merge conflict is left in the file", "choose one of the two sides");
  const glued = /^(?:- )?([\w-]+):(\S.*)$/.exec(content);
  if (glued !== null)
    return whole("a colon needs a space behind it", `write \`${glued[1]}: ${glued[2]}\``);
  const before = text.slice(0, first).trimEnd();
  if (/[:-] +[|>][+-]?$/.test(before))
    return whole(
      "the text is not indented",
      `indent every line of it deeper than the line with the \`${/[|>]/.exec(before.slice(-2))?.[0]}\``,
    );
  const isField = /^(?:- )?["']?[\w-]+["']?:/.test(content);
  if (!isField && code !== "BAD_INDENT") {
    const [word = "", ...rest] = content.split(/\s+/);
    const help =
      rest.length > 0 && /^\w+$/.test(word)
        ? `write \`${word}: ${rest.join(" ").replace(/^=\s*/, "")}\``
        : null;
    const problem = message.startsWith("Sequence")
      ? "an item of the list needs a `- ` before it"
      : `a field needs a colon behind its name: \`${word}\` has none`;
    return whole(problem, message.startsWith("Sequence") ? null : help);
  }
  const word = wordAt(text, begin);
  const problem = `\`${word}\` begins in another column than what stands above it`;
  const help = isField
    ? sameColumn
    : "the lines of one text begin in the same column, deeper than their field";
  return at(begin, begin + word.length, problem, help);
}

/** A bracket that is never closed. */
function unclosed(text: string, { pos, message }: YAMLError): YamlProblem {
  const [open, close] = message.startsWith("Flow map") ? ["{", "}"] : ["[", "]"];
  let depth = 1;
  let start = pos[0];
  while (start > 0 && depth > 0) {
    start--;
    if (text[start] === close) depth++;
    if (text[start] === open) depth--;
  }
  return at(start, start + 1, `the \`${close}\` for this \`${open}\` is missing`, null);
}

/** A quote that is never closed: where it opens. */
function openQuote(text: string, { pos, message }: YAMLError): YamlProblem {
  const mark = message.includes('"') ? '"' : "'";
  const opening = [...text.slice(0, pos[1]).matchAll(new RegExp(`(?<=[:\\[{,-] *)${mark}`, "g"))];
  const start = opening.at(-1)?.index ?? text.indexOf(mark);
  const help = `close it with \`${mark}\` at its end`;
  return at(start, lineEnd(text, start), "the text that begins here has no closing quote", help);
}

function unexpected(text: string, { pos, message }: YAMLError): YamlProblem {
  const [start, end] = pos;
  const found = text.slice(start, end);
  if (message.startsWith("Block scalar header")) {
    const rest = text.slice(start, lineEnd(text, start));
    const problem = "the text of a `|` or `>` begins on the next line";
    return at(start, start + rest.length, problem, "move it there, and indent it");
  }
  if (message.includes("on same line with key")) {
    const value = text.slice(start, lineEnd(text, start)).trimEnd();
    const help = "begin it on the next line; a text that begins with `- ` needs quotes";
    return at(start, start + value.length, "a list cannot begin on the line of its field", help);
  }
  if (/flow-(seq|map)-end/.test(message)) {
    const open = found === "]" ? "[" : "{";
    return at(start, end, `this \`${found}\` has no \`${open}\` before it`, null);
  }
  const before = text.slice(lineStart(text, start), start);
  const value = /^(?:\s*- )?\s*[\w-]+:\s+(?=\S)|^\s*- (?=\S)/.exec(before);
  const first = value === null ? start : lineStart(text, start) + value[0].length;
  const inFlow = /^[[{]/.test(text.slice(first)) && /[[{][^\]}]*:[^\]}]*$/.test(before);
  if (inFlow) {
    const problem = `\`${found}\` cannot stand in a text without quotes here`;
    return at(start, end, problem, "within `{ }` and `[ ]` put such a text in quotes");
  }
  const mark = text[first];
  if (mark === "|" || mark === ">") {
    const value = text.slice(first, lineEnd(text, first)).trimEnd();
    const help = `begin it on the next line and indent it, or take the \`${mark}\` out`;
    const problem = `the text of a \`${mark}\` begins on the next line`;
    return at(first, first + value.length, problem, help);
  }
  if (mark === "'" || mark === '"') {
    const closing = text.slice(first + 1, start).lastIndexOf(mark) + first + 1;
    const escaped = mark === "'" ? "''" : '\\"';
    const help = `write \`${escaped}\` where the text itself has \`${mark}\``;
    const rest = text.slice(closing, lineEnd(text, start)).trimEnd();
    const problem = `the text ends at this \`${mark}\`, but the line goes on`;
    return at(closing, closing + rest.length, problem, help);
  }
  return unquoted(text, first);
}

/** A text that begins with a character by which YAML means something else. */
function unquoted(text: string, start: number): YamlProblem {
  const value = text.slice(start, lineEnd(text, start)).trimEnd();
  const problem = `a text that begins with \`${value.charAt(0)}\` needs quotes`;
  const shown =
    value.charAt(0) === "`" ? "a text that begins with a backtick needs quotes" : problem;
  return at(start, start + value.length, shown, `write ${quote(value)}`);
}

function quote(value: string): string {
  return /["\\]/.test(value) ? `'${value.replaceAll("'", "''")}'` : `"${value}"`;
}

function at(start: number, end: number, problem: string, help: string | null): YamlProblem {
  return { problem, help, start, end: Math.max(end, start + 1) };
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end;
}

/** The first character of the next line that is not empty. */
function nextLine(text: string, end: number): number {
  const gap = /^\s*/.exec(text.slice(end))?.[0].length ?? 0;
  return Math.min(end + gap, text.length - 1);
}

function wordAt(text: string, offset: number): string {
  return /^[^\s:]+/.exec(text.slice(offset))?.[0] ?? text.charAt(offset);
}

/** The reader's own words, as one line. */
function plainWords(message: string): string {
  const [first = message] = message.split("\n");
  return first.charAt(0).toLowerCase() + first.slice(1).trim();
}
