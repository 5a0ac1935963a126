import * as v from "valibot";
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.js";
import { closestField } from "../diagnostics/suggest.js";
import { mendValue } from "./mend.js";
import { mostFindings, type Path, type Source } from "./yaml.js";

type Schema = v.GenericSchema;
type Issue = v.BaseIssue<unknown>;

/** What became of checking a document against its schema. */
export interface Validation<T> {
  /** The typed data; with mistakes, what is left of it, or `null` if that is too little. */
  readonly value: T | null;
  /** What is wrong, each thing once. */
  readonly diagnostics: Diagnostic[];
}

/** A value to go on with in the place of one that is wrong, so that the rest can be checked. */
export type StandIn = (path: Path) => unknown;

/** Checks a document against its schema. */
export function validate<S extends Schema>(
  schema: S,
  source: Source,
  what: string,
  standIn: StandIn,
): Validation<v.InferOutput<S>> {
  const result = v.safeParse(schema, source.data);
  const overlooked = overlookedMistakes(schema, source.data, []);
  if (result.success && overlooked.length === 0) return { value: result.output, diagnostics: [] };
  const found = (result.issues ?? [])
    .flatMap((issue) => leaves(issue, []))
    .map((leaf) => mistakeOf(schema, leaf));
  const known = new Set(found.map(({ path }) => path.join("\0")));
  const all = [...found, ...overlooked.filter(({ path }) => !known.has(path.join("\0")))];
  const mistakes = withoutConsequences(source.data, all.slice(0, mostFindings));
  const repaired = v.safeParse(schema, repair(schema, source.data, mistakes, standIn));
  return {
    value: repaired.success ? repaired.output : null,
    diagnostics: mistakes.map((mistake) => explain(schema, source, what, mistake)),
  };
}

/**
 * What valibot does not report: all unknown fields of a mapping but the first, and lists where mappings
 * by name are wanted, whose indices it takes for names.
 */
function overlookedMistakes(schema: unknown, data: unknown, path: Path): Mistake[] {
  const node = unwrap(schema);
  if (Array.isArray(data)) {
    if (node.type === "record")
      return [{ kind: "wrong", path, expected: "a mapping", input: [], isKey: false }];
    return data.flatMap((item, index) => overlookedMistakes(node.item, item, [...path, index]));
  }
  if (typeof data !== "object" || data === null) return [];
  const known = Object.keys(entriesOf(node));
  return Object.entries(data).flatMap(([key, value]): Mistake[] =>
    node.type === "strict_object" && !known.includes(key)
      ? [{ kind: "unknown", path: [...path, key], known }]
      : overlookedMistakes(child(node, key), value, [...path, key]),
  );
}

interface Leaf {
  readonly issue: Issue;
  readonly path: Path;
}

/**
 * The issues that a person has to mend. Where a value may be a word or a mapping, the issues of the
 * alternative that was tried count, not those of the other one.
 */
function leaves(issue: Issue, prefix: Path): Leaf[] {
  const path = [...prefix, ...pathOf(issue)];
  if (issue.type !== "union" || issue.issues === undefined) return [{ issue, path }];
  const isMapping = typeof issue.input === "object" && issue.input !== null;
  const tried = issue.issues.filter(({ type, path }) => {
    return isMapping ? type === "strict_object" || path !== undefined : type !== "strict_object";
  });
  return (tried.length > 0 ? tried : issue.issues.slice(0, 1)).flatMap((inner) =>
    leaves(inner, path),
  );
}

function pathOf(issue: Issue): Path {
  const items = issue.path ?? [];
  // A list where a mapping is wanted: valibot looks for keys in it; the list itself is the mistake.
  const list = items.findIndex(({ input, key }) => Array.isArray(input) && typeof key === "string");
  return items.slice(0, list < 0 ? items.length : list).map(({ key }) => key as string | number);
}

type Mistake =
  | { readonly kind: "unknown"; readonly path: Path; readonly known: readonly string[] }
  | { readonly kind: "missing"; readonly path: Path }
  | {
      readonly kind: "choice";
      readonly path: Path;
      readonly value: string;
      readonly choices: readonly string[];
    }
  | {
      readonly kind: "wrong";
      readonly path: Path;
      readonly expected: string;
      readonly input: unknown;
      /** Whether it is the key that is wrong. */
      readonly isKey: boolean;
    };

function mistakeOf(schema: Schema, { issue, path }: Leaf): Mistake {
  const container = issue.path?.at(-1)?.input;
  if (issue.path?.some(({ input, key }) => Array.isArray(input) && typeof key === "string"))
    return { kind: "wrong", path, expected: "a mapping", input: [], isKey: false };
  if (issue.type === "strict_object" && container !== undefined) {
    if (issue.expected === "never")
      return { kind: "unknown", path, known: fieldsAt(schema, path.slice(0, -1)) };
    if (issue.received === "undefined") return { kind: "missing", path };
  }
  if (issue.type === "picklist" && typeof issue.input === "string") {
    const choices = (issue.expected ?? "").match(/(?<=")[\w-]+(?=")/g) ?? [];
    return { kind: "choice", path, value: issue.input, choices };
  }
  const isKey = issue.path?.at(-1)?.origin === "key";
  return { kind: "wrong", path, expected: expectation(issue), input: issue.input, isKey };
}

/** A misspelt field is one mistake, not a second one because the right one is missing. */
function withoutConsequences(data: unknown, mistakes: readonly Mistake[]): Mistake[] {
  const meant = new Set(
    mistakes.flatMap((mistake) => {
      if (mistake.kind !== "unknown") return [];
      const word = closestField(String(mistake.path.at(-1)), mistake.known);
      return word === null ? [] : [[...mistake.path.slice(0, -1), word].join("\0")];
    }),
  );
  // Where not one field is right, what is wrong is not that some are missing.
  const strange = new Set(
    mistakes.flatMap((mistake) => {
      if (mistake.kind !== "unknown") return [];
      const parent = mistake.path.slice(0, -1);
      const keys = Object.keys(containerAt({ data } as Container, ["data", ...parent]) ?? {});
      return keys.some((key) => mistake.known.includes(key)) ? [] : [parent.join("\0")];
    }),
  );
  return mistakes.filter(
    ({ kind, path }) =>
      kind !== "missing" ||
      !(meant.has(path.join("\0")) || strange.has(path.slice(0, -1).join("\0"))),
  );
}

/** The data without what is wrong in it. */
function repair(
  schema: Schema,
  data: unknown,
  mistakes: readonly Mistake[],
  standIn: StandIn,
): unknown {
  const root = { data: structuredClone(data) };
  const missing = mistakes.flatMap(({ kind, path }) => {
    // The misspelt field is gone, so the right one may have to be made up too.
    return kind === "unknown" ? [path.slice(0, -1)] : [];
  });
  for (const mistake of mistakes) {
    const path = brokenPath(mistake);
    put(root, path, standIn(path));
  }
  for (const path of missing) fill(root, path, standIn, required(schemaAt(schema, path)));
  return root.data;
}

/** What is wrong: of `{ type: void (*)(int, int) }`, which YAML splits at the comma, the whole. */
function brokenPath({ kind, path }: Mistake): Path {
  const isPart = kind === "unknown" && /[()[\]*]/.test(String(path.at(-1)));
  return isPart && typeof path.at(-2) === "number" ? path.slice(0, -1) : path;
}

/** Puts `value` at `path`; takes what is there away if it is undefined. */
function put(root: { data: unknown }, path: Path, value: unknown): void {
  const steps = ["data", ...path];
  const last = steps.pop() as string | number;
  const container = containerAt(root, steps);
  if (container === null) return;
  if (value === undefined && !Array.isArray(container)) delete container[last];
  else container[last] = value;
}

type Container = Record<string | number, unknown>;

/** The mapping or list at `path`; `null` if there is neither. */
function containerAt(root: Container, path: Path): Container | null {
  let value: unknown = root;
  for (const step of path) value = (value as Container | null | undefined)?.[step];
  return typeof value === "object" ? (value as Container | null) : null;
}

/** Makes up the required fields of the mapping at `path` that it lacks. */
function fill(
  root: { data: unknown },
  path: Path,
  standIn: StandIn,
  fields: readonly string[],
): void {
  const container = containerAt(root, ["data", ...path]);
  if (container === null) return;
  for (const field of fields) {
    const value = standIn([...path, field]);
    if (value !== undefined && !(field in container)) put(root, [...path, field], value);
  }
}

function explain(schema: Schema, source: Source, what: string, mistake: Mistake): Diagnostic {
  const { path } = mistake;
  const field = String(path.at(-1));
  switch (mistake.kind) {
    case "unknown":
      return diagnostic("unknown-field", source.atKey(path), {
        field,
        known: mistake.known,
        nested: nestedAt(source.data, path),
        elsewhere: containersOf(schema, field).filter((name) => name !== containerName(path)),
        of: describe(path.slice(0, -1), what),
      });
    case "missing": {
      const parent = path.slice(0, -1);
      const isNamed = typeof parent.at(-1) === "string";
      const location = isNamed ? source.atKey(parent) : source.at(parent);
      return diagnostic("missing-field", location, { field, of: describe(parent, what) });
    }
    case "choice":
      return diagnostic("unknown-choice", source.at(path), mistake);
    case "wrong": {
      const { expected, input } = mistake;
      if (path.length === 0 && input === null)
        return diagnostic("empty-file", source.at(path), {
          what,
          fields: required(unwrap(schema)),
        });
      const location = mistake.isKey ? source.atKey(path) : source.at(path);
      const shown =
        location.text.split("\n")[location.start.line - 1]?.slice(location.start.column - 1) ?? "";
      const fields = expected === "a mapping" ? fieldsAt(schema, path) : [];
      const items = fields.length === 0 ? fieldsAt(schema, [...path, 0]) : [];
      const field = typeof path.at(-1) === "string" ? String(path.at(-1)) : "";
      const help = mendValue({ expected, input, field, fields, items, shown });
      return diagnostic("wrong-value", location, { expected, found: found(input), help });
    }
  }
}

/** What a parameter is if all that it has stands at its name: `- size: { type: int }`, `- size: int`. */
function nestedAt(data: unknown, path: Path): { readonly type: string | null } | null {
  const item = containerAt({ data } as Container, ["data", ...path.slice(0, -1)]);
  const values = Object.values(item ?? {});
  if (path.at(-3) !== "parameters" || typeof path.at(-2) !== "number" || values.length !== 1)
    return null;
  const [value] = values;
  if (typeof value === "string") return { type: value };
  return typeof value === "object" ? { type: null } : null;
}

/** The field whose mapping, or list of mappings, the value at `path` stands in; empty at the top. */
function containerName(path: Path): string {
  return String(path.slice(0, -1).findLast((step) => typeof step === "string") ?? "");
}

/** Where else the schema has a field of this name: its mappings, empty for the file itself. */
function containersOf(schema: Schema, field: string): string[] {
  const top = entriesOf(unwrap(schema));
  const inside = Object.entries(top).flatMap(([name, entry]) => {
    const node = unwrap(entry);
    const entries = entriesOf(node.type === "array" ? unwrap(node.item) : node);
    return Object.hasOwn(entries, field) ? [name] : [];
  });
  return Object.hasOwn(top, field) ? ["", ...inside] : inside;
}

/** The fields that a file of this schema must have. */
function required(schema: SchemaNode): string[] {
  return Object.entries(entriesOf(schema))
    .filter(([, entry]) => (entry as SchemaNode).type !== "optional")
    .map(([name]) => name);
}

function describe(path: Path, what: string): string {
  const last = path.at(-1);
  if (last === undefined) return what;
  if (typeof last === "number")
    return path.at(-2) === "parameters" ? `parameter ${last + 1}` : `item ${last + 1}`;
  return `\`${last}\``;
}

function expectation(issue: Issue): string {
  if (issue.kind === "validation") return issue.message;
  switch (issue.expected) {
    case "string":
      return "a text";
    case "boolean":
      return "`true` or `false`";
    case "Array":
      return "a list";
    case "Object":
      return "a mapping";
    default:
      return issue.type === "picklist"
        ? `one of ${(issue.expected ?? "").replace(/[()]/g, "").replaceAll('"', "`").replaceAll(" | ", ", ")}`
        : "something else";
  }
}

function found(input: unknown): string {
  if (input === null || input === undefined) return "nothing";
  if (Array.isArray(input)) return "a list";
  if (typeof input === "object") return "a mapping";
  const text = String(input);
  const [line = ""] = text.split(/[\r\n]/);
  const shown = line.slice(0, 60);
  return text === "" ? "an empty text" : `\`${shown}${shown === text ? "" : "..."}\``;
}

/** The names of the fields that the schema has for the mapping at `path`. */
function fieldsAt(schema: Schema, path: Path): string[] {
  return Object.keys(entriesOf(schemaAt(schema, path)));
}

/** The schema of the value at `path`. */
function schemaAt(schema: Schema, path: Path): SchemaNode {
  let current: unknown = schema;
  for (const step of path) current = unwrap(child(unwrap(current), step));
  return unwrap(current);
}

interface SchemaNode {
  readonly type?: string;
  readonly wrapped?: unknown;
  readonly item?: unknown;
  readonly value?: unknown;
  readonly entries?: Record<string, unknown>;
  readonly options?: unknown;
}

function child(schema: SchemaNode, step: string | number): unknown {
  if (schema.type === "array") return schema.item;
  if (schema.type === "record") return schema.value;
  return Object.hasOwn(entriesOf(schema), step) ? entriesOf(schema)[step] : undefined;
}

function unwrap(schema: unknown): SchemaNode {
  const node = (schema ?? {}) as SchemaNode;
  if (node.wrapped !== undefined) return unwrap(node.wrapped);
  if (node.type === "union") {
    const options = (node.options as SchemaNode[]).map(unwrap);
    return options.find((option) => option.entries !== undefined) ?? {};
  }
  return node;
}

function entriesOf(schema: SchemaNode): Record<string, unknown> {
  return schema.entries ?? {};
}
