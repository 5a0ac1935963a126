import {
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  Scalar,
  visit,
} from "yaml";
import { type Diagnostic, diagnostic, type Location } from "../diagnostics/diagnostic.js";
import { yamlProblems } from "./yaml-problem.js";

/** The way to a value in a document: keys and indices from the root. */
export type Path = readonly (string | number)[];

/** A YAML document as plain data, and where in its text each value of it stands. */
export interface Source {
  /** The path as it is shown in messages. */
  readonly file: string;
  readonly data: unknown;
  /** Where the value at `path` stands, or the nearest value around it. */
  at(path: Path): Location;
  /** Where the key of the value at `path` stands. */
  atKey(path: Path): Location;
  /** Where `length` characters of the text at `path` stand, from its character `offset` on. */
  within(path: Path, offset: number, length: number): Location;
}

/**
 * Reads one YAML document. Scalars become the text that stands in the file, except `true` and
 * `false`: numbers are C text or versions here, never quantities.
 */
export function readYaml(
  file: string,
  text: string,
): { source: Source | null; diagnostics: Diagnostic[] } {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: false });
  // What goes over several lines is shown by its first.
  const span = (start: number, end: number): Location => {
    const lineEnd = text.slice(start).search(/[\r\n]|$/) + start;
    const from = lineCounter.linePos(start);
    const to = lineCounter.linePos(Math.max(Math.min(end, lineEnd), start));
    return {
      file,
      text,
      start: { line: from.line, column: from.col },
      end: { line: to.line, column: to.col },
    };
  };
  const problems = yamlProblems([...document.errors, ...document.warnings], text);
  const diagnostics = problems.map(({ start, end, problem, help }) =>
    diagnostic("yaml-syntax", span(start, end), { problem, help }),
  );
  if (diagnostics.length > 0) return { source: null, diagnostics };
  visit(document, {
    Alias: (_, node) => {
      diagnostics.push(diagnostic("yaml-alias", spanOf(node, span), {}));
    },
    Node: (_, node) => {
      if (!(isScalar(node) || isMap(node) || isSeq(node)) || node.anchor === undefined) return;
      const start = text.lastIndexOf(`&${node.anchor}`, node.range?.[0]);
      diagnostics.push(diagnostic("yaml-alias", span(start, node.range?.[1] ?? start), {}));
    },
  });
  if (diagnostics.length > 0) return { source: null, diagnostics };
  visit(document, {
    Map: (_, { items }) => {
      diagnostics.push(...duplicateKeys(items, span));
    },
  });

  const root = document.contents;
  const keyOf = (path: Path): Node | null => {
    const parent = findNode(root, path.slice(0, -1));
    const pair = isMap(parent) ? findPair(parent.items, path.at(-1)) : undefined;
    return isNode(pair?.key) ? pair.key : null;
  };
  const at = (path: Path) => {
    const node = findNode(root, path);
    const isEmpty = node?.range?.[0] === node?.range?.[1];
    return spanOf((isEmpty ? keyOf(path) : null) ?? node, span);
  };
  const source: Source = {
    file,
    data: plain(root),
    at,
    atKey: (path) => {
      const key = keyOf(path);
      return key === null ? at(path) : spanOf(key, span);
    },
    within(path, offset, length) {
      const node = findNode(root, path);
      const start = isScalar(node) ? startOfText(node) : null;
      if (start === null) return at(path);
      return span(start + offset, start + offset + length);
    },
  };
  return { source, diagnostics };
}

type MakeSpan = (start: number, end: number) => Location;

function spanOf(node: Node | null | undefined, span: MakeSpan): Location {
  const range = node?.range;
  return range ? span(range[0], range[1]) : span(0, 0);
}

/** Where a scalar's text starts, if each of its characters stands in the file as it is. */
function startOfText(node: Scalar): number | null {
  if (!node.range || typeof node.source !== "string") return null;
  const [start, end] = node.range;
  if (node.type === Scalar.PLAIN) return end - start === node.source.length ? start : null;
  const quoted = node.type === Scalar.QUOTE_DOUBLE || node.type === Scalar.QUOTE_SINGLE;
  return quoted && end - start === node.source.length + 2 ? start + 1 : null;
}

/** The node at `path`, or the nearest one above it that has a place in the text. */
function findNode(root: Node | null, path: Path): Node | null {
  let node = root;
  for (const step of path) {
    const next: unknown = isMap(node)
      ? findPair(node.items, step)?.value
      : isSeq(node) && typeof step === "number"
        ? node.items[step]
        : null;
    if (!isNode(next)) break;
    node = next;
  }
  return node;
}

/** Keys that a mapping has twice. */
function duplicateKeys(items: readonly Pair[], span: MakeSpan): Diagnostic[] {
  const first = new Map<string, number>();
  return items.flatMap(({ key }) => {
    if (!isScalar(key)) return [];
    const name = keyText(key);
    const location = spanOf(key, span);
    const line = first.get(name);
    if (line === undefined) first.set(name, location.start.line);
    return line === undefined ? [] : [diagnostic("duplicate-key", location, { key: name, line })];
  });
}

function findPair(items: readonly Pair[], key: unknown): Pair | undefined {
  return items.find((pair) => isScalar(pair.key) && keyText(pair.key) === String(key));
}

function keyText(key: Scalar): string {
  return typeof key.value === "string" ? key.value : (key.source ?? String(key.value));
}

function plain(node: unknown): unknown {
  if (isScalar(node)) {
    const { value, source } = node;
    if (typeof value === "string" || typeof value === "boolean") return value;
    // `NULL` is C text here, and only no text at all is nothing.
    return source === undefined || source === "" ? null : source;
  }
  if (isSeq(node)) return node.items.map(plain);
  if (isMap(node)) {
    const entries = node.items.filter(isPair).map(({ key, value }) => {
      return [isScalar(key) ? keyText(key) : String(key), plain(value)] as const;
    });
    // Defined, not assigned, so that a key `__proto__` is a key like any other. Of two the first stays.
    return Object.fromEntries([...new Map(entries.reverse())].reverse());
  }
  return isAlias(node) ? undefined : null;
}

/** The first character of a file, for what is wrong with the file as a whole. */
export function startOf(source: Source): Location {
  const { file, text } = source.at([]);
  const start = { line: 1, column: 1 };
  return { file, text, start, end: start };
}
