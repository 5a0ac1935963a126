import type { Definitions, Parsed } from "../definitions/parse.js";
import type { ConstantsDefinition, TypesDefinition } from "../definitions/schema.js";
import type { Source } from "../definitions/yaml.js";
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.js";
import type { ConstantGroup, Group, NamedCType, TypeScriptForm } from "./catalog.js";
import { pascalCase } from "./names.js";
import { byCodeUnits } from "./order.js";

/** The types of `types.yaml`; what is wrong with them goes to `diagnostics`. */
export function buildTypes(
  { types: parsed, hooks }: Definitions,
  diagnostics: Diagnostic[],
): NamedCType[] {
  const hookHeaders = new Set(hooks.map(({ value }) => value.header));
  const types = Object.entries(parsed?.value ?? {}).map(([name, type]): NamedCType => {
    const declaration = fallbackDeclaration(name, type);
    if (declaration === null && !isSystemHeader(type.header) && parsed !== null)
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

/** The groups of `constants.yaml`; what is wrong with them goes to `diagnostics`. */
export function buildConstants(
  parsed: Parsed<ConstantsDefinition> | null,
  diagnostics: Diagnostic[],
): ConstantGroup[] {
  if (parsed === null) return [];
  const groups = Object.entries(parsed.value).map(([group, { summary, header, values }]) => ({
    name: group,
    summary,
    header: header ?? null,
    constants: Object.entries(values).map(([name, { summary, value, stand_in }]) => {
      if ((value === undefined) === (stand_in === undefined)) {
        const location = parsed.source.atKey([group, "values", name]);
        diagnostics.push(diagnostic("constant-without-value", location, { name }));
      }
      return { name, summary, value: value ?? stand_in ?? "0", standIn: value === undefined };
    }),
  }));
  return groups.sort((a, b) => byCodeUnits(a.name, b.name));
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
    for (const [index, id] of main.entries()) {
      const location = groups.source.at([name, "main", index]);
      if (!knownHooks.has(id))
        diagnostics.push(diagnostic("unknown-hook", location, { id, known: [...knownHooks] }));
    }
    return { name, title, summary, next, main };
  });
}
