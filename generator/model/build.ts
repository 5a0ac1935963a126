import { parseDeclaration } from "../ctype/parse.js";
import { printType, sameType } from "../ctype/print.js";
import { type CType, declaredNamesIn, isVoid } from "../ctype/type.js";
import type { Definitions, Parsed, ParsedHook } from "../definitions/parse.js";
import type {
  ConstantsDefinition,
  HookDefinition,
  ParameterDefinition,
  TypesDefinition,
} from "../definitions/schema.js";
import type { Path, Source } from "../definitions/yaml.js";
import type { Code, ParametersOf } from "../diagnostics/catalogue.js";
import { type Diagnostic, diagnostic, type Location } from "../diagnostics/diagnostic.js";
import {
  type Catalog,
  type ConstantGroup,
  type Hook,
  isInteger,
  type NamedCType,
  type Parameter,
  type ReturnRule,
  type Stop,
  type TypeScriptForm,
  typesByName,
  type ValueMeaning,
} from "./catalog.js";
import {
  camelCase,
  hookNames,
  includeGuard,
  pascalCase,
  reservedInC,
  reservedInTypeScript,
} from "./names.js";

/** Builds the catalogue from definitions of the right shape, with every mistake in what they say. */
export function buildCatalog(definitions: Definitions): {
  catalog: Catalog;
  diagnostics: Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const types = buildTypes(definitions.types, diagnostics);
  const constants = buildConstants(definitions.constants, diagnostics);
  const context: Context = {
    definitions,
    types: typesByName(types),
    constants: new Set(constants.flatMap((group) => group.constants.map(({ name }) => name))),
  };
  const hooks = definitions.hooks.flatMap((parsed) => {
    const builder = new HookBuilder(context, parsed);
    const hook = builder.build();
    diagnostics.push(...builder.diagnostics);
    return hook === null ? [] : [hook];
  });
  hooks.sort((a, b) => byCodeUnits(a.scope, b.scope) || byCodeUnits(a.name, b.name));
  diagnostics.push(...findCollisions(hooks, definitions));
  const used = new Set(hooks.map((hook) => hook.scope));
  const scopes = Object.entries(definitions.scopes?.value ?? {})
    .map(([name, scope]) => ({ name, ...scope }))
    .filter((scope) => used.has(scope.name));
  return { catalog: { hooks, scopes, types, constants }, diagnostics };
}

interface Context {
  readonly definitions: Definitions;
  readonly types: ReadonlyMap<string, NamedCType>;
  readonly constants: ReadonlySet<string>;
}

function buildTypes(
  parsed: Parsed<TypesDefinition> | null,
  diagnostics: Diagnostic[],
): NamedCType[] {
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
      declaration,
      incomplete:
        declaration !== null && (type.struct !== undefined || type.declaration === undefined),
      page: type.page ?? null,
      typescript: typescriptForm(name, type),
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

function buildConstants(
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

/** Builds one hook and collects what is wrong with it. */
class HookBuilder {
  readonly diagnostics: Diagnostic[] = [];
  readonly #context: Context;
  readonly #parsed: ParsedHook;
  readonly #value: HookDefinition;
  readonly #source: Source;

  constructor(context: Context, parsed: ParsedHook) {
    this.#context = context;
    this.#parsed = parsed;
    this.#value = parsed.value;
    this.#source = parsed.source;
  }

  build(): Hook | null {
    const { scope, name } = this.#parsed;
    const value = this.#value;
    const parameters = this.#parameters();
    const returns = this.#returns(parameters);
    this.#checkReferences();
    if (this.diagnostics.length > 0 || returns === null) return null;
    return {
      scope,
      name,
      id: `${scope}/${name}`,
      source: `definitions/${scope}/${name}.yaml`,
      names: hookNames(scope, name),
      summary: value.summary,
      description: trimmed(value.description),
      notes: (value.notes ?? []).map((note) => note.trimEnd()),
      warnings: (value.warnings ?? []).map((warning) => warning.trimEnd()),
      examples: { c: trimmed(value.example?.c), lua: trimmed(value.example?.lua) },
      seeAlso: value.see_also ?? [],
      updated: value.updated ?? null,
      since: value.since ?? null,
      deprecated: deprecationOf(value.deprecated),
      threading: value.threading ?? "unspecified",
      closure: value.closure ?? true,
      parameters,
      returns,
      header: value.header ?? `hooks/${scope}/${name}.h`,
      includes: value.includes ?? [],
    };
  }

  #parameters(): Parameter[] {
    const definitions = this.#value.parameters ?? [];
    const seen = new Set<string>();
    const parameters = definitions.flatMap((definition, index) => {
      const path = ["parameters", index];
      this.#checkParameterName(definition.name, [...path, "name"], seen);
      this.#checkConstants(definition.values, [...path, "values"]);
      const type = this.#type(definition.type, [...path, "type"], definition.name);
      if (type === null) return [];
      if (isVoid(type) || type.kind === "function") {
        const problem = "no parameter can have this type";
        this.#report("unusable-type", this.#source.at([...path, "type"]), {
          problem,
          type: printType(type),
        });
      }
      return [parameterOf(definition, type)];
    });
    for (const [index, { length }] of definitions.entries()) {
      if (length === undefined) continue;
      const location = this.#source.at(["parameters", index, "length"]);
      const holder = this.#findParameter(length, parameters, location);
      if (holder === undefined || this.#isCount(holder.type)) continue;
      this.#report("length-type", location, { name: length, type: printType(holder.type) });
    }
    return parameters;
  }

  /** Whether a length can be in it: an integer, or a pointer to one; `char *` is a text. */
  #isCount(type: CType): boolean {
    const counted = type.kind === "pointer" ? type.to : type;
    const isText = type.kind === "pointer" && /char$/.test(printType(counted));
    return !isText && isInteger(counted, this.#context.types);
  }

  #checkParameterName(name: string, path: Path, seen: Set<string>): void {
    const location = this.#source.at(path);
    if (seen.has(name)) this.#report("duplicate-parameter", location, { name });
    const twin = [...seen].find((other) => camelCase(other) === camelCase(name));
    if (twin !== undefined && twin !== name) {
      const kind = "TypeScript name";
      const other = `the parameter \`${twin}\``;
      this.#report("name-collision", location, { name: camelCase(name), kind, other });
    }
    seen.add(name);
    if (reservedInC.has(name))
      this.#report("unusable-name", location, { name, reason: "it is a word of C or C++" });
    else if (/^__|^_[A-Z]/.test(name))
      this.#report("unusable-name", location, { name, reason: "C reserves it for the compiler" });
    else if (reservedInTypeScript.has(camelCase(name)))
      this.#report("unusable-name", location, { name, reason: "it is a word of TypeScript" });
  }

  #returns(parameters: readonly Parameter[]): ReturnRule | null {
    const given = this.#value.returns;
    const rule = typeof given === "string" ? { type: given } : given;
    const path = typeof given === "string" ? ["returns"] : ["returns", "type"];
    const type = this.#type(rule.type, path, null);
    this.#checkConstants(rule.values, ["returns", "values"]);
    if (type === null) return null;
    const isFunctionPointer = type.kind === "pointer" && type.to.kind === "function";
    if (type.kind === "array" || type.kind === "function" || isFunctionPointer) {
      const problem = isFunctionPointer
        ? "Momentum's macros need a typedef for this result"
        : "no function can return this type";
      this.#report("unusable-type", this.#source.at(path), { problem, type: printType(type) });
      return null;
    }
    const fields = ["meaning", "values", "stop", "default", "chain"] as const;
    const extra = isVoid(type) ? fields.filter((field) => rule[field] !== undefined) : [];
    for (const field of extra)
      this.#report("void-result", this.#source.atKey(["returns", field]), { field });
    if (extra.length > 0) return null;
    const stop = this.#stop(rule.stop, type);
    this.#checkValue(rule.default, type, ["returns", "default"]);
    this.#checkChain(rule.chain, type, parameters);
    return {
      type,
      meaning: trimmed(rule.meaning),
      values: valuesOf(rule.values),
      stop,
      default: rule.default ?? null,
      chain: rule.chain ?? null,
    };
  }

  #stop(given: StopDefinition, type: CType): Stop {
    const location = this.#source.at(["returns", "stop"]);
    if (given === undefined) return { kind: isVoid(type) ? "never" : "unspecified" };
    if (typeof given === "string") {
      const forPointers = given === "null" || given === "nonnull";
      const forNumbers = given === "zero" || given === "nonzero";
      const fits = forPointers
        ? type.kind === "pointer"
        : !forNumbers || isInteger(type, this.#context.types);
      if (!fits) this.#report("stop-type", location, { stop: given, type: printType(type) });
      return { kind: given };
    }
    const { equals, not } = given;
    if ((equals === undefined) === (not === undefined)) {
      this.#report("stop-choice", location, {});
      return { kind: "unspecified" };
    }
    const kind = equals === undefined ? "not" : "equals";
    const value = equals ?? not ?? "";
    this.#checkValue(value, type, ["returns", "stop", kind]);
    return { kind, value };
  }

  /** Whether C text is a value of the type: `NULL` for pointers, a number or a constant otherwise. */
  #checkValue(value: string | undefined, type: CType, path: Path): void {
    if (value === undefined) return;
    const isNumber = /^-?\d+$/.test(value);
    const fits =
      type.kind === "pointer"
        ? value === "NULL"
        : (isNumber || isConstantName(value)) && isInteger(type, this.#context.types);
    if (!fits) {
      this.#report("value-type", this.#source.at(path), { value, type: printType(type) });
    } else if (isConstantName(value)) {
      this.#checkConstant(value, this.#source.at(path));
    }
  }

  #checkConstants(values: Record<string, string> | undefined, path: Path): void {
    for (const name of Object.keys(values ?? {}))
      if (isConstantName(name)) this.#checkConstant(name, this.#source.atKey([...path, name]));
  }

  #checkConstant(name: string, location: Location): void {
    const { constants, definitions } = this.#context;
    if (constants.has(name) || definitions.broken.has("constants.yaml")) return;
    this.#report("unknown-constant", location, { name, known: [...constants] });
  }

  #checkChain(chain: string | undefined, result: CType, parameters: readonly Parameter[]): void {
    if (chain === undefined) return;
    const location = this.#source.at(["returns", "chain"]);
    const parameter = this.#findParameter(chain, parameters, location);
    if (parameter === undefined || sameType(parameter.type, result)) return;
    this.#report("chain-type", location, {
      name: chain,
      type: printType(parameter.type),
      result: printType(result),
    });
  }

  #findParameter(
    name: string,
    parameters: readonly Parameter[],
    location: Location,
  ): Parameter | undefined {
    const named = (this.#value.parameters ?? []).map((parameter) => parameter.name);
    if (!named.includes(name) && !this.#parsed.repaired)
      this.#report("unknown-parameter", location, { name, known: named });
    return parameters.find((parameter) => parameter.name === name);
  }

  #checkReferences(): void {
    const { knownHooks, scopes, broken } = this.#context.definitions;
    const known = [...knownHooks];
    const { see_also = [], deprecated } = this.#value;
    for (const [index, id] of see_also.entries())
      if (!knownHooks.has(id))
        this.#report("unknown-hook", this.#source.at(["see_also", index]), { id, known });
    const replacement = deprecated?.replacement;
    if (replacement !== undefined && isHookId(replacement) && !knownHooks.has(replacement)) {
      const location = this.#source.at(["deprecated", "replacement"]);
      this.#report("unknown-hook", location, { id: replacement, known });
    }
    const { scope } = this.#parsed;
    if (!Object.hasOwn(scopes?.value ?? {}, scope) && !broken.has("scopes.yaml")) {
      const known = Object.keys(scopes?.value ?? {});
      this.#report("unknown-scope", startOf(this.#source), { scope, known });
    }
  }

  #type(text: string, path: Path, declares: string | null): CType | null {
    const result = parseDeclaration(text);
    if (!result.ok) {
      const { message, offset, length } = result.problem;
      this.#report("c-syntax", this.#source.within(path, offset, length), {
        problem: message,
        type: text,
      });
      return null;
    }
    const { type, name } = result.declaration;
    if (name !== null && name !== declares) {
      const location = this.#source.within(path, offsetOfWord(text, name), name.length);
      this.#report("declared-name", location, { declared: name, name: declares ?? "" });
    }
    this.#checkTypeNames(type, text, path);
    return type;
  }

  #checkTypeNames(type: CType, text: string, path: Path): void {
    const { types, definitions } = this.#context;
    if (definitions.broken.has("types.yaml")) return;
    for (const name of declaredNamesIn(type)) {
      const location = () => this.#source.within(path, offsetOfWord(text, name), name.length);
      const declared = types.get(name);
      if (declared === undefined) {
        this.#report("unknown-type", location(), { name, known: [...types.keys()] });
      } else if (declared.incomplete && type.kind === "named") {
        this.#report("incomplete-type", location(), { name });
      }
    }
  }

  #report<C extends Code>(code: C, location: Location, parameters: ParametersOf<C>): void {
    this.diagnostics.push(diagnostic(code, location, parameters));
  }
}

type StopDefinition = Exclude<HookDefinition["returns"], string>["stop"];

function parameterOf(definition: ParameterDefinition, type: CType): Parameter {
  return {
    name: definition.name,
    type,
    meaning: trimmed(definition.meaning),
    direction: definition.direction ?? "in",
    nullable: definition.nullable ?? null,
    length: definition.length ?? null,
    values: valuesOf(definition.values),
  };
}

function valuesOf(values: Record<string, string> | undefined): ValueMeaning[] {
  return Object.entries(values ?? {}).map(([value, meaning]) => ({
    value,
    meaning: meaning.trimEnd(),
  }));
}

function deprecationOf(given: HookDefinition["deprecated"]): Hook["deprecated"] {
  if (given === undefined) return null;
  const { since = null, replacement = null, reason = null } = given;
  return { since, replacement, reason };
}

/** Names that two hooks cannot share, though nothing in their files is the same. */
function findCollisions(hooks: readonly Hook[], definitions: Definitions): Diagnostic[] {
  const owners = new Map<string, Hook>();
  const diagnostics: Diagnostic[] = [];
  for (const hook of hooks) {
    const names: [kind: string, name: string, key: string][] = [
      ["C name", hook.names.full, hook.names.full],
      ["TypeScript name", hook.names.typescript.provider, hook.names.typescript.provider],
      ["page", hook.names.page, hook.names.page],
      ["file", `${hook.scope}/${hook.name}`, `${hook.scope}/${hook.name}`.toLowerCase()],
      ["include guard", includeGuard(hook.header), includeGuard(hook.header)],
    ];
    const taken = names.find(([kind, , key]) => {
      const owner = owners.get(`${kind}\0${key}`);
      const shares = kind === "include guard" && owner?.header === hook.header;
      return owner !== undefined && !shares;
    });
    for (const [kind, , key] of names) {
      const place = `${kind}\0${key}`;
      owners.set(place, owners.get(place) ?? hook);
    }
    const parsed = definitions.hooks.find(
      ({ scope, name }) => scope === hook.scope && name === hook.name,
    );
    if (taken === undefined || parsed === undefined) continue;
    const [kind, name, key] = taken;
    const other = owners.get(`${kind}\0${key}`)?.id ?? "";
    const location = startOf(parsed.source);
    diagnostics.push(diagnostic("name-collision", location, { name, kind, other }));
  }
  return diagnostics;
}

/** The first character of a file, for what is wrong with the file as a whole. */
function startOf(source: Source): Location {
  const { file, text } = source.at([]);
  const start = { line: 1, column: 1 };
  return { file, text, start, end: start };
}

function isHookId(text: string): boolean {
  return /^[A-Za-z_]\w*\/[A-Za-z_]\w*$/.test(text);
}

/** Whether C text is the name of a constant; `NULL` is one of the language. */
function isConstantName(text: string): boolean {
  return /^[A-Za-z_]\w*$/.test(text) && text !== "NULL";
}

function offsetOfWord(text: string, word: string): number {
  return Math.max(0, text.search(new RegExp(`\\b${word}\\b`)));
}

function trimmed(text: string | undefined): string | null {
  const kept = text?.trimEnd();
  return kept === undefined || kept === "" ? null : kept;
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
