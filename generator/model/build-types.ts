import { checkDeclaration, type DeclarationCheck } from "../ctype/declaration.js";
import type { Definitions, Parsed } from "../definitions/parse.js";
import type { ConstantsDefinition, TypesDefinition } from "../definitions/schema.js";
import type { Source } from "../definitions/yaml.js";
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.js";
import { isEnumerator } from "./c-values.js";
import type { ConstantGroup, Group, NamedCType, TypeScriptForm } from "./catalog.js";
import { duplicateItems } from "./duplicates.js";
import {
  isTypeScriptName,
  libraryMacros,
  pascalCase,
  reservedInC,
  reservedInTypeScript,
} from "./names.js";
import { byCodeUnits } from "./order.js";
import { typeScriptProblem } from "./typescript-text.js";

/** The types of `types.yaml`; what is wrong with them goes to `diagnostics`. */
export function buildTypes(
  { types: parsed, hooks }: Definitions,
  diagnostics: Diagnostic[],
): NamedCType[] {
  if (parsed !== null) diagnostics.push(...checkTypes(parsed));
  const hookHeaders = new Set(hooks.map(({ value }) => value.header));
  const types = Object.entries(parsed?.value ?? {}).map(([name, type]): NamedCType => {
    const declaration = fallbackDeclaration(name, type);
    const isWhole = isAsWritten(parsed?.source.data, [name], type);
    const checked = declaration === null ? null : checkDeclaration(declaration, name);
    if (parsed !== null) diagnostics.push(...typeMistakes(name, type, checked, parsed.source));
    if (declaration === null && !isSystemHeader(type.header) && parsed !== null && isWhole)
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
  if (parsed !== null) diagnostics.push(...findTypeCollisions(types, parsed.source));
  return types.sort((a, b) => byCodeUnits(a.name, b.name));
}

/** Names that are no types' names, and words that are no types of TypeScript. */
function checkTypes({ value, source }: Parsed<TypesDefinition>): Diagnostic[] {
  const files = new Map<string, string>();
  return Object.entries(value).flatMap(([name, type]) => {
    const found: Diagnostic[] = [];
    if (reservedInC.has(name)) {
      const reason = "it is a word of C or C++";
      const help = "types of the language need no entry: take it out";
      found.push(diagnostic("unusable-name", source.atKey([name]), { name, reason, help }));
    }
    const { typescript, typescript_name } = type;
    if (typescript_name !== undefined && reservedTypeNames.has(typescript_name)) {
      const reason = "it is a type or a word of TypeScript";
      const location = source.at([name, "typescript_name"]);
      const help = `choose another one, as in \`Ec${pascalCase(typescript_name)}\``;
      found.push(diagnostic("unusable-name", location, { name: typescript_name, reason, help }));
    }
    if (typescript !== undefined && /^[a-z]+$/.test(typescript)) {
      const choices = ["opaque", ...typesOfTypeScript];
      const location = source.at([name, "typescript"]);
      if (!choices.includes(typescript))
        found.push(diagnostic("unknown-choice", location, { value: typescript, choices }));
    }
    const file = name.replaceAll(" ", "_").toLowerCase();
    const other = files.get(file);
    files.set(file, other ?? name);
    if (other !== undefined)
      found.push(
        diagnostic("name-collision", source.atKey([name]), {
          name: `hook-types/${name.replaceAll(" ", "_")}.h`,
          kind: "file",
          other: `the type \`${other}\``,
        }),
      );
    return found;
  });
}

/** Types of the language that can stand for one of C. */
const typesOfTypeScript = ["number", "bigint", "string", "boolean", "unknown", "object", "symbol"];
const reservedTypeNames = new Set([
  ...typesOfTypeScript,
  ...reservedInTypeScript,
  ...["any", "never", "undefined", "Uint8Array"],
]);
/** What is wrong with what a type is written as in the outputs, and with its names. */
function typeMistakes(
  name: string,
  type: TypeEntry,
  checked: DeclarationCheck | null,
  source: Source,
): Diagnostic[] {
  const found: Diagnostic[] = [];
  const [word = ""] = name.split(" ").slice(-1);
  const reason = whyUnusable(word);
  if (reason !== null)
    found.push(diagnostic("unusable-name", source.atKey([name]), { name, reason }));
  const field = type.declaration === undefined ? "struct" : "declaration";
  if (checked?.ok === false && !reservedInC.has(word))
    found.push(diagnostic("bad-declaration", source.at([name, field]), checked));
  const text = type.typescript ?? "opaque";
  const isInline = /^[a-z]+$/.test(text) && text !== "opaque";
  const isNumber = text === "number" || text === "bigint";
  const problem = isInline || text === "opaque" ? null : typeScriptProblem(text);
  if (problem !== null)
    found.push(diagnostic("bad-typescript", source.at([name, "typescript"]), { problem }));
  else if (isNumber && checked?.ok && !checked.integer)
    found.push(
      diagnostic("bad-typescript", source.at([name, "typescript"]), {
        problem: `\`${name}\` is no integer`,
      }),
    );
  const form = typescriptForm(name, type);
  if (form.kind !== "inline" && !isTypeName(form.name)) {
    const at = type.typescript_name === undefined ? [name] : [name, "typescript_name"];
    const location = at.length === 1 ? source.atKey(at) : source.at(at);
    const reason = "it is no name for a type of TypeScript";
    found.push(diagnostic("unusable-name", location, { name: form.name, reason }));
  }
  return found;
}

function whyUnusable(name: string): string | null {
  if (/^(module_hook|ec_hook_|EC_)/.test(name)) return "it is one of the runtime";
  return libraryMacros.has(name) && !reservedInC.has(name)
    ? "the C library has it as a macro"
    : null;
}

/** Whether a name can be that of an exported type, without hiding one that modules use. */
function isTypeName(name: string): boolean {
  const hidden = ["Closure", "Uint8Array", "Parameters", "ReturnType", "BigInt", "Array"];
  return isTypeScriptName(name) && !typeWords.has(name) && !hidden.includes(name);
}

/** Words that TypeScript lets nobody declare as a type. */
const typeWords = new Set(
  "any bigint boolean never number object string symbol undefined unknown".split(" "),
);

/** Types that would have the same name in TypeScript, with each other or with what is there already. */
function findTypeCollisions(types: readonly NamedCType[], source: Source): Diagnostic[] {
  const owners = new Map(runtimeNames.map((name) => [name, "the runtime"]));
  return types.flatMap(({ name, typescript }) => {
    if (typescript.kind === "inline") return [];
    const own = typescript.name;
    const other = owners.get(own);
    owners.set(own, other ?? `the type \`${name}\``);
    if (other === undefined) return [];
    const kind = "TypeScript name";
    return [diagnostic("name-collision", source.atKey([name]), { name: own, kind, other })];
  });
}

/** What the TypeScript runtime exports. */
const runtimeNames = ["Handle", "Hook", "Ref", "Registration", "Transaction", "Unregister"];

type TypeEntry = TypesDefinition[string];

function fallbackDeclaration(name: string, type: TypeEntry): string | null {
  if (type.declaration !== undefined) return type.declaration.trimEnd();
  if (type.struct !== undefined) return `typedef struct ${type.struct} ${name};`;
  if (isSystemHeader(type.header)) return null;
  return /^(struct|union) /.test(name) ? `${name};` : null;
}

function isSystemHeader(header: string | null | undefined): boolean {
  return header?.startsWith("<") ?? false;
}

function typescriptForm(name: string, type: TypeEntry): TypeScriptForm {
  const own = type.typescript_name ?? pascalCase(name.replace(/^(struct|union|enum) /, ""));
  const text = type.typescript ?? "opaque";
  if (text === "opaque") return { kind: "opaque", name: own };
  if (/^[a-z]+$/.test(text)) return { kind: "inline", text };
  return { kind: "alias", name: own, text };
}

/** Whether the mapping at `path` has just the fields that it was written with: none that is wrong. */
function isAsWritten(data: unknown, path: readonly string[], entry: object): boolean {
  let written = data;
  for (const key of path) written = (written as Record<string, unknown> | undefined)?.[key];
  return Object.keys(written ?? {}).length === Object.keys(entry).length;
}

/** The groups of `constants.yaml`; what is wrong with them goes to `diagnostics`. */
export function buildConstants(
  parsed: Parsed<ConstantsDefinition> | null,
  diagnostics: Diagnostic[],
): ConstantGroup[] {
  if (parsed === null) return [];
  const owners = new Map<string, string>();
  for (const [group, { values }] of Object.entries(parsed.value)) {
    for (const [name, { value, stand_in }] of Object.entries(values)) {
      const path = [group, "values", name];
      const location = parsed.source.atKey(path);
      const other = owners.get(name);
      owners.set(name, other ?? `the group \`${group}\``);
      if (other !== undefined)
        diagnostics.push(diagnostic("name-collision", location, { name, kind: "constant", other }));
      if (libraryMacros.has(name) && !reservedInC.has(name))
        diagnostics.push(
          diagnostic("unusable-name", location, {
            name,
            reason: "the C library has it as a macro",
          }),
        );
      const number = value ?? stand_in ?? "0";
      if (!isEnumerator(number)) {
        const field = value === undefined ? "stand_in" : "value";
        const place = parsed.source.at([...path, field]);
        diagnostics.push(
          diagnostic("value-type", place, {
            value: number,
            type: "int",
            help: "a constant is a number from -2147483648 to 2147483647",
          }),
        );
      }
    }
  }
  const groups = Object.entries(parsed.value).map(([group, { summary, header, values }]) => ({
    name: group,
    summary,
    header: header ?? null,
    constants: Object.entries(values).map(([name, { summary, value, stand_in }]) => {
      const entry = values[name] ?? {};
      const isWhole = isAsWritten(parsed.source.data, [group, "values", name], entry);
      if ((value === undefined) === (stand_in === undefined) && isWhole) {
        const location = parsed.source.atKey([group, "values", name]);
        const given = value === undefined ? 0 : 2;
        diagnostics.push(diagnostic("constant-without-value", location, { name, given }));
      }
      return { name, summary, value: value ?? stand_in ?? "0", standIn: value === undefined };
    }),
  }));
  diagnostics.push(...checkConstantNames(parsed));
  return groups.sort((a, b) => byCodeUnits(a.name, b.name));
}

/** Constants that are there twice, or have a name that none can have; groups without any. */
function checkConstantNames({ value, source }: Parsed<ConstantsDefinition>): Diagnostic[] {
  const owners = new Map<string, string>();
  const files = new Map<string, string>();
  return Object.entries(value).flatMap(([group, { values }]) => {
    const found: Diagnostic[] = [];
    const twin = files.get(group.toLowerCase());
    files.set(group.toLowerCase(), twin ?? group);
    if (twin !== undefined) {
      const other = `the group \`${twin}\``;
      const name = `hook-constants/${group}.h`;
      const location = source.atKey([group]);
      found.push(diagnostic("name-collision", location, { name, kind: "file", other }));
    }
    if (isAsWritten(source.data, [group, "values"], values) && Object.keys(values).length === 0)
      found.push(
        diagnostic("wrong-value", source.at([group, "values"]), {
          expected: "at least one constant",
          found: "none",
          help: "add one, or take the group out",
        }),
      );
    for (const name of Object.keys(values)) {
      const location = source.atKey([group, "values", name]);
      const owner = owners.get(name);
      owners.set(name, owner ?? group);
      if (owner !== undefined) {
        const other = `the group \`${owner}\``;
        found.push(diagnostic("name-collision", location, { name, kind: "constant", other }));
      }
      if (reservedInC.has(name) || reservedInTypeScript.has(name))
        found.push(
          diagnostic("unusable-name", location, {
            name,
            reason: "it is a word of C, C++ or TypeScript",
            help: "constants have the names that Momentum gives them",
          }),
        );
    }
    return found;
  });
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
