import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { globSync } from "tinyglobby";
import { parse, stringify } from "yaml";
import {
  hostileBlocks,
  hostileNames,
  hostileTexts,
  hostileTypes,
  hostileValues,
} from "./hostile.js";
import { root } from "./tools.js";

const definitions = join(root, "definitions");

/** The texts of the shared files, by name. */
export const sharedFiles: ReadonlyMap<string, string> = new Map(
  ["types", "constants", "scopes", "package"].map((name) => [
    `${name}.yaml`,
    readFileSync(join(definitions, `${name}.yaml`), "utf8"),
  ]),
);

/** The real hooks as texts without what refers to other files than the shared ones. */
export const realHooks: readonly string[] = globSync("*/*.yaml", { cwd: definitions })
  .sort()
  .map((path) => {
    const hook = parse(readFileSync(join(definitions, path), "utf8"));
    for (const field of ["see_also", "group", "page", "allow"]) delete hook[field];
    if (hook.header !== undefined) delete hook.header;
    if (typeof hook.deprecated === "object") delete hook.deprecated.replacement;
    return stringify(hook, { lineWidth: 0, defaultStringType: "PLAIN" });
  });

const index = fc.nat({ max: 1_000_000 });
const pick = <T>(items: readonly T[], number: number): T => items[number % items.length] as T;

/** One change of a text, made of lines. */
const change: fc.Arbitrary<(lines: string[]) => string[]> = fc.oneof(
  {
    weight: 1,
    arbitrary: index.map((at) => (lines: string[]) => lines.toSpliced(at % lines.length, 1)),
  },
  {
    weight: 1,
    arbitrary: index.map((at) => (lines: string[]) => {
      const place = at % lines.length;
      return lines.toSpliced(place, 0, lines[place] ?? "");
    }),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(index, index).map(([from, to]) => (lines: string[]) => {
      const [line = ""] = lines.slice(from % lines.length);
      return lines.toSpliced(from % lines.length, 1).toSpliced(to % lines.length, 0, line);
    }),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(index, index, index).map(([at, column, text]) => (lines: string[]) => {
      const line = lines[at % lines.length] ?? "";
      const cut = column % (line.length + 1);
      const spliced = line.slice(0, cut) + pick(hostileTexts, text) + line.slice(cut);
      return lines.with(at % lines.length, spliced);
    }),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(index, fc.nat({ max: 6 })).map(([at, indent]) => (lines: string[]) => {
      const line = lines[at % lines.length] ?? "";
      return lines.with(at % lines.length, " ".repeat(indent) + line.trimStart());
    }),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(index, index).map(
      ([at, key]) =>
        (lines: string[]) =>
          replaceKey(lines, at, key),
    ),
  },
  {
    weight: 12,
    arbitrary: fc.tuple(index, index).map(
      ([at, value]) =>
        (lines: string[]) =>
          replaceValue(lines, at, value),
    ),
  },
);

/** Gives a field, or a type or constant, another name: one that may be taken. */
function replaceKey(lines: string[], at: number, key: number): string[] {
  const fields = lines.flatMap((line, place) => (/^\s*(- )?\w[\w ]*:/.test(line) ? [place] : []));
  if (fields.length === 0) return lines;
  const place = pick(fields, at);
  const renamed = (lines[place] ?? "").replace(/\w[\w ]*(?=:)/, pick(hostileKeys, key));
  return lines.with(place, renamed);
}

/** Names that something in an output has already, of a hook `core/one` too. */
const hostileKeys = [
  ...["hooks", "createHook", "coreOneHook", "callCoreOneHook", "registerCoreOneHookLast"],
  ...["providers", "hook_name", "described_hook", "core_one_provider", "handle", "Ref"],
  ...["call_core_one_hook", "has_core_one_hook", "core_one", "ec_hook_core_one_func_t"],
  ...["module_hooks_begin", "module_get_hook_head", "EC_DECLARE_HOOK", "EC_HOOK_CLOSURE"],
  ...["MODULE_HOOK_INLINE", "ec_ptr_array", "ec_config_header", "ec_config_fetch_globalconf"],
  ...["domain_record", "struct domain_record", "struct timeval", "enum slot", "union slot"],
  ...["_domain_record", "timeval", "size_t", "NULL", "EOF", "CODE_A", "bool", "index"],
];

/** Puts another value behind a key: one that suits the key, or breaks out of what it goes into. */
function replaceValue(lines: string[], at: number, value: number): string[] {
  const fields = lines.flatMap((line, place) => (/^\s*(- )?[\w-]+: \S/.test(line) ? [place] : []));
  if (fields.length === 0) return lines;
  const place = pick(fields, at);
  const [, start = "", key = ""] = /^(\s*(?:- )?([\w-]+): )/.exec(lines[place] ?? "") ?? [];
  const rest = lines.slice(place + 1);
  // What belongs to the old value goes with it.
  const depth = start.search(/[^\s-]/);
  const isBlock = /[|>][-+]?$/.test(lines[place] ?? "");
  const end = isBlock
    ? rest.findIndex((line) => line.trim() !== "" && line.search(/\S/) <= depth)
    : 0;
  const kept = isBlock && end < 0 ? [] : rest.slice(end);
  return [...lines.slice(0, place), start + JSON.stringify(pick(valuesFor(key), value)), ...kept];
}

const words: Readonly<Record<string, readonly string[]>> = {
  direction: ["in", "out", "inout", "sideways"],
  threading: ["any", "scheduler", "unspecified", "none"],
  stop: ["never", "nonzero", "zero", "null", "nonnull", "unspecified", "always"],
};

function valuesFor(key: string): readonly string[] {
  if (key === "type" || key === "returns") return hostileTypes;
  if (key === "name" || key === "length" || key === "chain" || key === "struct")
    return hostileNames;
  if (["default", "equals", "not", "value", "stand_in"].includes(key)) return hostileValues;
  if (key === "declaration") return hostileDeclarations;
  if (key === "typescript" || key === "typescript_name") return hostileForms;
  return words[key] ?? [...hostileTexts, ...hostileBlocks];
}

const hostileDeclarations = [
  "typedef int x;",
  "#define X 1",
  "typedef int domain_record;",
  "int evil(void) { return 1; }",
  "typedef struct { int a; } *domain_record; int evil;",
  "struct timeval { long a[3]; };",
  "struct timeval { int a; }; int evil;",
  "typedef int a[3];",
  "typedef int foo /* */;",
  "/* */ #include <stdio.h>",
  "typedef int foo; /* \\\n */",
];

const hostileForms = [
  "string; export const evil = 1",
  "number",
  "bigint",
  "any",
  "never",
  "class",
  "Handle",
  "Closure",
  "Uint8Array",
  "readonly number",
  "readonly string[]",
  "{ a: number; a: string }",
  "{ readonly a?: number, b: (x: bigint) => void }",
  "(a: number) => string | null",
  '"a" | "b" | 1',
  'import("fs").PathLike',
  "typeof globalThis",
  "number[]",
  "(number | string)[][]",
  "{ a: number",
  "`${string}`",
  "string /* */",
  "x".repeat(400),
];

/** A text that was `original` before up to three changes. */
export function mutantOf(originals: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(index, fc.array(change, { minLength: 1, maxLength: 3 }))
    .map(([which, changes]) => {
      const lines = pick(originals, which).trimEnd().split("\n");
      const changed = changes.reduce(
        (text, apply) => (text.length === 0 ? text : apply(text)),
        lines,
      );
      return `${changed.join("\n")}\n`;
    });
}
