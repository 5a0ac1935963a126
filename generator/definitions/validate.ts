import * as v from "valibot";
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.js";
import type { Path, Source } from "./yaml.js";

type Schema = v.GenericSchema;
type Issue = v.BaseIssue<unknown>;

/** Checks a document against its schema: the typed data, or what is wrong, each thing once. */
export function validate<S extends Schema>(
  schema: S,
  source: Source,
  what: string,
): { value: v.InferOutput<S> | null; diagnostics: Diagnostic[] } {
  const result = v.safeParse(schema, source.data);
  if (result.success) return { value: result.output, diagnostics: [] };
  const diagnostics = result.issues
    .flatMap((issue) => leaves(issue, []))
    .map(({ issue, path }) => explain(schema, source, what, issue, path));
  return { value: null, diagnostics };
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
  const path = [...prefix, ...(issue.path ?? []).map((item) => item.key as string | number)];
  if (issue.type !== "union" || issue.issues === undefined) return [{ issue, path }];
  const isMapping = typeof issue.input === "object" && issue.input !== null;
  const tried = issue.issues.filter((inner) => (inner.path !== undefined) === isMapping);
  return (tried.length > 0 ? tried : issue.issues.slice(0, 1)).flatMap((inner) =>
    leaves(inner, path),
  );
}

function explain(
  schema: Schema,
  source: Source,
  what: string,
  issue: Issue,
  path: Path,
): Diagnostic {
  const last = String(path.at(-1));
  const isKeyIssue = issue.type === "strict_object" && path.length > 0;
  if (isKeyIssue && issue.expected === "never") {
    const known = fieldsAt(schema, path.slice(0, -1));
    return diagnostic("unknown-field", source.atKey(path), { field: last, known });
  }
  if (isKeyIssue && issue.received === "undefined") {
    const parent = path.slice(0, -1);
    const location = parent.length > 0 ? source.atKey(parent) : source.at(parent);
    return diagnostic("missing-field", firstLine(location), {
      field: last,
      of: describe(parent, what),
    });
  }
  if (issue.type === "picklist" && typeof issue.input === "string") {
    const choices = (issue.expected ?? "").match(/(?<=")[^"]+(?=")/g) ?? [];
    const words = choices.filter((choice) => /\w/.test(choice));
    return diagnostic("unknown-choice", source.at(path), { value: issue.input, choices: words });
  }
  return diagnostic("wrong-value", source.at(path), {
    expected: expectation(issue),
    found: found(issue.input),
  });
}

/** A mapping as a whole is shown by its first line. */
function firstLine(location: Diagnostic["location"]): Diagnostic["location"] {
  if (location.end.line === location.start.line) return location;
  const length = (location.text.split("\n")[location.start.line - 1] ?? "").trimEnd().length;
  const column = Math.max(length, location.start.column) + 1;
  return { ...location, end: { line: location.start.line, column } };
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
      return issue.type === "picklist" ? `one of ${issue.expected}` : "something else";
  }
}

function found(input: unknown): string {
  if (input === null || input === undefined) return "nothing";
  if (Array.isArray(input)) return "a list";
  if (typeof input === "object") return "a mapping";
  const text = String(input);
  return text === "" ? "an empty text" : `\`${text.length > 60 ? `${text.slice(0, 57)}...` : text}\``;
}

/** The names of the fields that the schema has for the mapping at `path`. */
function fieldsAt(schema: Schema, path: Path): string[] {
  let current: unknown = schema;
  for (const step of path) current = unwrap(child(unwrap(current), step));
  return Object.keys(entriesOf(unwrap(current)));
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
  return entriesOf(schema)[step];
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
