import { checkDeclaration, type DeclarationCheck } from "../ctype/declaration.js";
import type { Definitions, Parsed } from "../definitions/parse.js";
import type { ConstantsDefinition, TypesDefinition } from "../definitions/schema.js";
import type { Path, Source } from "../definitions/yaml.js";
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.js";
import { isAsWritten } from "./as-written.js";
import { isEnumerator } from "./c-values.js";
import type { ConstantGroup, Group, NamedCType, TypeScriptForm } from "./catalog.js";
import { duplicateItems } from "./duplicates.js";
import {
  constantsHeaderPath,
  isRuntimeName,
  isSystemHeader,
  isTypeScriptName,
  libraryMacros,
  packageNames,
  pascalCase,
  reservedInC,
  reservedInTypeScript,
  typeHeaderPath,
} from "./names.js";
import { byCodeUnits } from "./order.js";
import { inlineTypes, typeScriptProblem } from "./typescript-text.js";

/** The types of `types.yaml`; what is wrong with them goes to `diagnostics`. */
export function buildTypes(
  { types: parsed, hooks }: Definitions,
  diagnostics: Diagnostic[],
): NamedCType[] {
  const hookHeaders = new Set(hooks.map(({ value }) => value.header));
  const types = Object.entries(parsed?.value ?? {}).map(([name, type]): NamedCType => {
    const declaration = fallbackDeclaration(name, type);
    const isWhole = isAsWritten(parsed?.source.data, [name], type);
    const checked = declaration === null ? null : checkDeclaration(declaration, name);
    if (parsed !== null) diagnostics.push(...typeMistakes(name, type, checked, parsed.source));
    if (declaration === null && !isSystemHeader(type.header ?? "") && parsed !== null && isWhole)
      diagnostics.push(
        diagnostic("type-without-declaration", parsed.source.atKey([name]), { name }),
      );
    return {
      name,
      summary: type.summary,
      header: type.header ?? null,
      hidden: hookHeaders.has(type.header ?? ""),
      declaration,
      incomplete:
        declaration !== null && /^(typedef\s+)?(struct|union)\s+\w+(\s+\w+)?\s*;/.test(declaration),
      page: type.page ?? null,
      typescript: typescriptForm(name, type),
      luaName: type.lua_name ?? name.replace(/^(struct|union|enum) /, ""),
    };
  });
  if (parsed !== null)
    diagnostics.push(
      ...findTypeCollisions(types, parsed.source),
      ...findSameFiles(Object.keys(parsed.value), parsed.source, typeHeaderPath, "the type"),
    );
  return types.sort((a, b) => byCodeUnits(a.name, b.name));
}

/** What is wrong with a type's name, and with what it is written as in the outputs. */
function typeMistakes(
  name: string,
  type: TypeEntry,
  checked: DeclarationCheck | null,
  source: Source,
): Diagnostic[] {
  const found: Diagnostic[] = [];
  const [word = ""] = name.split(" ").slice(-1);
  const unusable = whyUnusable(word, type.declaration);
  if (unusable !== null)
    found.push(diagnostic("unusable-name", source.atKey([name]), { name, ...unusable }));
  const field = type.declaration === undefined ? "struct" : "declaration";
  const isTaggedTwice = field === "struct" && type.struct !== undefined && word !== name;
  if (isTaggedTwice)
    found.push(diagnostic("bad-declaration", source.atKey([name, field]), taggedTwice));
  else if (checked?.ok === false && unusable === null)
    found.push(diagnostic("bad-declaration", source.at([name, field]), checked));
  return [...found, ...typeScriptMistakes(name, type, checked, source)];
}

const taggedTwice = {
  problem: "the name has the tag already",
  help: "take `struct` out: it is for a typedef, as in `clock`",
};

function typeScriptMistakes(
  name: string,
  type: TypeEntry,
  checked: DeclarationCheck | null,
  source: Source,
): Diagnostic[] {
  const form = typescriptForm(name, type);
  const at = source.at([name, "typescript"]);
  if (form.kind === "inline") {
    const value = form.text;
    if (!inlineTypes.has(value))
      return [diagnostic("unknown-choice", at, { value, choices: ["opaque", ...inlineTypes] })];
    const isNumber = value === "number" || value === "bigint";
    return isNumber && checked?.ok && !checked.integer
      ? [diagnostic("bad-typescript", at, { problem: `\`${name}\` is no integer` })]
      : [];
  }
  const problem = form.kind === "alias" ? typeScriptProblem(form.text) : null;
  const found = problem === null ? [] : [diagnostic("bad-typescript", at, { problem })];
  if (isTypeName(form.name)) return found;
  const location =
    type.typescript_name === undefined
      ? source.atKey([name])
      : source.at([name, "typescript_name"]);
  const reason = "it is a type or a word of TypeScript";
  const help = `choose another \`typescript_name\`, as in \`Ec${pascalCase(form.name)}\``;
  return [...found, diagnostic("unusable-name", location, { name: form.name, reason, help })];
}

function whyUnusable(
  name: string,
  declaration: string | undefined,
): { reason: string; help?: string } | null {
  const isRuntimes = declaration?.trim() === '#include "module-hooks.h"';
  if (isRuntimeName(name) && !isRuntimes) return { reason: "it is one of the runtime" };
  if (reservedInC.has(name))
    return {
      reason: "it is a word of C or C++",
      help: "types of the language need no entry: take it out",
    };
  return libraryMacros.has(name) ? { reason: "the C library has it as a macro" } : null;
}

/** Whether a name can be that of an exported type, without hiding one that modules use. */
function isTypeName(name: string): boolean {
  return isTypeScriptName(name) && !typeWords.has(name);
}

/** What no type can be called: words of TypeScript, and types that modules use. */
const typeWords = new Set([
  ...inlineTypes,
  ...["any", "never", "object", "symbol", "undefined"],
  ...["Array", "BigInt", "Closure", "Parameters", "ReturnType", "Uint8Array"],
]);

/** Entries whose headers a file system may take for one: it need not tell capitals from others. */
function findSameFiles(
  names: readonly string[],
  source: Source,
  headerOf: (name: string) => string,
  what: string,
): Diagnostic[] {
  const owners = new Map<string, string>();
  return names.flatMap((name) => {
    const header = headerOf(name);
    const other = owners.get(header.toLowerCase());
    owners.set(header.toLowerCase(), other ?? `${what} \`${name}\``);
    if (other === undefined) return [];
    const parameters = { name: header, kind: "file", other };
    return [diagnostic("name-collision", source.atKey([name]), parameters)];
  });
}

/** Types that would have the same name in TypeScript or Lua, with each other or with what is there. */
function findTypeCollisions(types: readonly NamedCType[], source: Source): Diagnostic[] {
  const ofPackage = [...packageNames].map((name) => [name, "the package itself"] as const);
  const inTypeScript = types.flatMap(({ name, typescript }) =>
    typescript.kind === "inline" ? [] : [{ name, own: typescript.name }],
  );
  const inLua = types.map(({ name, luaName }) => ({ name, own: luaName }));
  return [
    ...findSameNames("TypeScript name", inTypeScript, ofPackage, source),
    ...findSameNames("Lua name", inLua, [], source),
  ];
}

function findSameNames(
  kind: string,
  names: readonly { readonly name: string; readonly own: string }[],
  taken: readonly (readonly [name: string, owner: string])[],
  source: Source,
): Diagnostic[] {
  const owners = new Map(taken);
  return names.flatMap(({ name, own }) => {
    const other = owners.get(own);
    owners.set(own, other ?? `the type \`${name}\``);
    if (other === undefined) return [];
    return [diagnostic("name-collision", source.atKey([name]), { name: own, kind, other })];
  });
}

type TypeEntry = TypesDefinition[string];
type ConstantEntry = ConstantsDefinition[string]["values"][string];

function fallbackDeclaration(name: string, type: TypeEntry): string | null {
  if (type.declaration !== undefined) return type.declaration.trimEnd();
  if (type.struct !== undefined) return `typedef struct ${type.struct} ${name};`;
  if (isSystemHeader(type.header ?? "")) return null;
  return /^(struct|union) /.test(name) ? `${name};` : null;
}

function typescriptForm(name: string, type: TypeEntry): TypeScriptForm {
  const own = type.typescript_name ?? pascalCase(name.replace(/^(struct|union|enum) /, ""));
  const text = type.typescript ?? "opaque";
  if (text === "opaque") return { kind: "opaque", name: own };
  if (/^[a-z]+$/.test(text)) return { kind: "inline", text };
  return { kind: "alias", name: own, text };
}

/** The groups of `constants.yaml`; what is wrong with them goes to `diagnostics`. */
export function buildConstants(
  parsed: Parsed<ConstantsDefinition> | null,
  diagnostics: Diagnostic[],
): ConstantGroup[] {
  if (parsed === null) return [];
  const { value, source } = parsed;
  diagnostics.push(
    ...findSameFiles(Object.keys(value), source, constantsHeaderPath, "the group"),
    ...findEmptyGroups(parsed),
    ...constantMistakes(parsed),
  );
  const groups = Object.entries(value).map(([name, { summary, header, values }]) => ({
    name,
    summary,
    header: header ?? null,
    constants: Object.entries(values).map(([name, { summary, value, stand_in }]) => {
      return { name, summary, value: value ?? stand_in ?? "0", standIn: value === undefined };
    }),
  }));
  return groups.sort((a, b) => byCodeUnits(a.name, b.name));
}

/** Groups without any constant: C has no empty enumeration. */
function findEmptyGroups({ value, source }: Parsed<ConstantsDefinition>): Diagnostic[] {
  return Object.entries(value).flatMap(([group, { values }]) => {
    const path = [group, "values"];
    if (!isAsWritten(source.data, path, values) || Object.keys(values).length > 0) return [];
    const help = "add one, or take the group out";
    const parameters = { expected: "at least one constant", found: "none", help };
    return [diagnostic("wrong-value", source.at(path), parameters)];
  });
}

/** Constants that are there twice, have a name that none can have, or no number, or a wrong one. */
function constantMistakes({ value, source }: Parsed<ConstantsDefinition>): Diagnostic[] {
  const owners = new Map<string, string>();
  const entries = Object.entries(value).flatMap(([group, { values }]) =>
    Object.entries(values).map(([name, constant]) => ({ group, name, constant })),
  );
  return entries.flatMap(({ group, name, constant }) => {
    const path = [group, "values", name];
    const location = source.atKey(path);
    const found: Diagnostic[] = [];
    const other = owners.get(name);
    owners.set(name, other ?? `the group \`${group}\``);
    if (other !== undefined)
      found.push(diagnostic("name-collision", location, { name, kind: "constant", other }));
    const reason = whyNoConstant(name);
    if (reason !== null) {
      const help = "constants have the names that Momentum gives them";
      found.push(diagnostic("unusable-name", location, { name, reason, help }));
    }
    return [...found, ...numberMistakes(constant, path, source)];
  });
}

function whyNoConstant(name: string): string | null {
  if (reservedInC.has(name) || reservedInTypeScript.has(name))
    return "it is a word of C, C++ or TypeScript";
  if (isRuntimeName(name)) return "it is one of the runtime";
  return libraryMacros.has(name) ? "the C library has it as a macro" : null;
}

function numberMistakes(constant: ConstantEntry, path: Path, source: Source): Diagnostic[] {
  const { value, stand_in } = constant;
  const given = [value, stand_in].filter((number) => number !== undefined);
  if (given.length !== 1) {
    const name = String(path.at(-1));
    return isAsWritten(source.data, path, constant)
      ? [diagnostic("constant-without-value", source.atKey(path), { name, given: given.length })]
      : [];
  }
  const [number = "0"] = given;
  if (isEnumerator(number)) return [];
  const place = source.at([...path, value === undefined ? "stand_in" : "value"]);
  const help = "a constant is a number from -2147483648 to 2147483647";
  return [diagnostic("value-type", place, { value: number, type: "int", help })];
}

/** The groups of `groups.yaml`; what is wrong with them goes to `diagnostics`. */
export function buildGroups(definitions: Definitions, diagnostics: Diagnostic[]): Group[] {
  const { groups, knownHooks } = definitions;
  if (groups === null) return [];
  const names = Object.keys(groups.value);
  return Object.entries(groups.value).map(([name, { title, summary, next = [], main = [] }]) => {
    for (const [index, group] of next.entries()) {
      const location = groups.source.at([name, "next", index]);
      if (!names.includes(group))
        diagnostics.push(diagnostic("unknown-group", location, { group, known: names }));
    }
    if (next.includes(name))
      diagnostics.push(
        diagnostic("self-reference", groups.source.at([name, "next", next.indexOf(name)]), {
          id: name,
        }),
      );
    diagnostics.push(
      ...duplicateItems(groups.source, [name, "next"], next),
      ...duplicateItems(groups.source, [name, "main"], main),
    );
    for (const [index, id] of main.entries()) {
      const location = groups.source.at([name, "main", index]);
      if (!knownHooks.has(id))
        diagnostics.push(diagnostic("unknown-hook", location, { id, known: [...knownHooks] }));
    }
    return { name, title, summary, next, main };
  });
}
