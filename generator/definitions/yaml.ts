import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Node,
  type Pair,
  Parser,
  Scalar,
  visit,
  type YAMLMap,
} from "yaml";
import { type Diagnostic, diagnostic, type Location } from "../diagnostics/diagnostic.js";
import { findUnseen } from "./characters.js";
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
  // Its own count goes astray behind a mistake.
  for (const { index } of text.matchAll(/^/gm)) lineCounter.addNewLine(index);
  const tokens = tokensOf(text);
  if (typeof tokens === "number") {
    const found = diagnostic("too-deep", span(tokens, tokens + 1), { deepest });
    return { source: null, diagnostics: [found] };
  }
  const { document, second } = documentOf(tokens, text.length);
  const problems = yamlProblems([...document.errors, ...document.warnings], text);
  const syntax = problems
    .slice(0, mostFindings)
    .map(({ start, end, problem, help }) =>
      diagnostic("yaml-syntax", span(start, end), { problem, help }),
    );
  if (syntax.length > 0) return { source: null, diagnostics: syntax };
  const diagnostics = [
    ...findForbidden(document, text, span),
    ...(second === null ? [] : [diagnostic("several-documents", span(second, second + 3), {})]),
  ];
  if (diagnostics.length > 0) return { source: null, diagnostics };
  visit(document, {
    Map: (_, { items }) => {
      diagnostics.push(...duplicateKeys(items, span));
    },
  });

  const root = document.contents as Node | null;
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

/** How deep a definition may be nested; what people write has six levels. */
const deepest = 32;

/** How many findings of a kind in one file are told: those behind them seldom say anything new. */
export const mostFindings = 50;

/**
 * The tokens of a text; or, where it is nested too deeply, the offset of the place. What comes later
 * calls itself for each level.
 */
function tokensOf(text: string): CST.Token[] | number {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    // Between a list and its item is a step that is none to a person.
    if (parser.stack.length > 2 * deepest) return parser.offset;
  }
  tokens.push(...parser.end());
  return tokens;
}

/** The first document, and where a second one begins. */
function documentOf(
  tokens: readonly CST.Token[],
  length: number,
): { document: Document.Parsed; second: number | null } {
  const starts = tokens.filter(({ type }) => type === "document");
  const second = starts[1]?.offset ?? null;
  const first = second === null ? tokens : tokens.slice(0, tokens.indexOf(starts[1] as CST.Token));
  // Its own search for keys that are there twice takes quadratic time.
  const composer = new Composer({ prettyErrors: false, uniqueKeys: false });
  const [document] = composer.compose(first, true, length);
  if (document === undefined) throw new Error("a text without a YAML document");
  return { document: document as Document.Parsed, second };
}

/** What YAML allows and a definition does not: aliases, tags, keys that are no words. */
function findForbidden(document: Document.Parsed, text: string, span: MakeSpan): Diagnostic[] {
  const found: Diagnostic[] = [];
  const report = (make: () => Diagnostic) => {
    if (found.length < mostFindings) found.push(make());
  };
  visit(document, {
    Alias: (_, node) => report(() => diagnostic("yaml-alias", spanOf(node, span), {})),
    Node: (_, node) => {
      if (!isScalar(node) && !isMap(node) && !isSeq(node)) return;
      const { anchor, tag } = node;
      if (anchor !== undefined) {
        const start = text.lastIndexOf(`&${anchor}`, node.range?.[0]);
        const end = node.range?.[1] ?? start;
        report(() => diagnostic("yaml-alias", span(start, end), {}));
      }
      if (tag !== undefined) report(() => diagnostic("yaml-tag", spanOf(node, span), { tag }));
      const unseen =
        isScalar(node) && typeof node.value === "string" ? findUnseen(node.value) : null;
      if (unseen !== null)
        report(() => diagnostic("unseen-character", spanOf(node, span), { name: unseen.name }));
    },
    Map: (_, node) => {
      for (const [key, code, name] of badKeys(node))
        report(() =>
          diagnostic(code, key === null ? spanOf(node, span) : spanOf(key, span), { name }),
        );
    },
  });
  return found;
}

type KeyMistake = "no-key" | "reserved-key";

function badKeys(map: YAMLMap): [Node | null, KeyMistake, string][] {
  return map.items.flatMap(({ key }): [Node | null, KeyMistake, string][] => {
    if (!isScalar(key)) return [[isNode(key) ? key : null, "no-key", ""]];
    const name = keyText(key);
    if (name === "") return [[key, "no-key", name]];
    if (isReserved(name)) return [[key, "reserved-key", name]];
    return [];
  });
}

/** What every object of JavaScript has: a mapping with such a key would be taken for something else. */
function isReserved(key: string): boolean {
  return key in Object.prototype || key === "prototype";
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
  return typeof key.value === "string" ? key.value : (key.source ?? "");
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
