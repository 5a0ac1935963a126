import { isMap, isScalar, type Pair, parseDocument, stringify } from "yaml";

/** What is known of a new hook before anybody has written about it. */
export interface Sketch {
  readonly summary: string;
  readonly returns: string;
  readonly parameters: readonly { readonly name: string; readonly type: string }[];
  readonly threading: string | null;
  readonly group: string | null;
}

/** What tells an editor the schema of a hook. */
const modeline = "# yaml-language-server: $schema=../hook.schema.json\n";

/** The definition of a new hook; with the line for editors where the schema is there. */
export function scaffold(sketch: Sketch, hasSchema: boolean): string {
  const { summary, returns, parameters, threading, group } = sketch;
  const text = stringify(
    {
      summary,
      returns,
      ...(parameters.length === 0 ? {} : { parameters }),
      ...(threading === null ? {} : { threading }),
      ...(group === null ? {} : { group }),
    },
    { lineWidth: 0 },
  );
  return hasSchema ? modeline + text : text;
}

/** Fields that are about a hook's own history, and that a next version does not share. */
const ownFields = ["since", "deprecated", "page", "updated", "accept"];

/** The definition of the next version of a hook: the old one's text, without its history. */
export function nextDefinition(text: string, summary: string | null): string {
  const kept = ownFields.reduce(withoutField, text);
  if (summary === null) return kept;
  const document = parseDocument(kept);
  const value = document.get("summary", true);
  if (!isScalar(value) || !value.range) return kept;
  const [start, end] = value.range;
  return kept.slice(0, start) + stringify(summary, { lineWidth: 0 }).trimEnd() + kept.slice(end);
}

/**
 * The definition of a hook that `replacement` stands in for now. Comments and layout stay; `null` if
 * it names another replacement already.
 */
export function markReplaced(text: string, replacement: string): string | null {
  const document = parseDocument(text);
  const given = document.getIn(["deprecated", "replacement"]);
  if (given !== undefined) return given === replacement ? text : null;
  const line = `replacement: ${replacement}\n`;
  const pair = fieldOf(text, "deprecated");
  const whole = text.endsWith("\n") ? text : `${text}\n`;
  const edited =
    pair === undefined ? `${whole}deprecated:\n  ${line}` : insertBelow(whole, startOf(pair), line);
  const result = parseDocument(edited);
  if (result.errors.length === 0 && result.getIn(["deprecated", "replacement"]) === replacement)
    return edited;
  // A layout that lines cannot be put into: `deprecated: {}`.
  if (!isMap(document.get("deprecated"))) document.set("deprecated", document.createNode({}));
  document.setIn(["deprecated", "replacement"], replacement);
  return document.toString({ lineWidth: 0 });
}

/** The text without a field at the top, and its lines. */
function withoutField(text: string, field: string): string {
  const pair = fieldOf(text, field);
  if (pair === undefined) return text;
  const lines = text.slice(startOf(pair)).split(/(?<=\n)/);
  // What belongs to the field is indented, or an item of its list.
  const rest = lines.slice(1).findIndex((line) => !/^(\s|- |-\n|$)/.test(line));
  return text.slice(0, startOf(pair)) + (rest < 0 ? "" : lines.slice(rest + 1).join(""));
}

/** Puts a line below the one at `start`, as far in as the one that follows. */
function insertBelow(text: string, start: number, line: string): string {
  const end = text.indexOf("\n", start) + 1;
  const indent = /^ */.exec(text.slice(end))?.[0] ?? "";
  return text.slice(0, end) + indent + line + text.slice(end);
}

function fieldOf(text: string, field: string): Pair | undefined {
  const { contents } = parseDocument(text);
  return isMap(contents)
    ? contents.items.find(({ key }) => isScalar(key) && key.value === field)
    : undefined;
}

function startOf({ key }: Pair): number {
  return isScalar(key) ? (key.range?.[0] ?? 0) : 0;
}
