import { parseDeclaration } from "../ctype/parse.js";
import { printDeclaration, printType, sameType } from "../ctype/print.js";
import {
  type ArrayType,
  basicTypes,
  type CType,
  declaredNamesIn,
  type FunctionType,
  isVoid,
} from "../ctype/type.js";
import { plainUse, toTypeScript } from "../ctype/typescript.js";
import { isIdentifier, mendNumber } from "../definitions/mend.js";
import type { Definitions, ParsedHook } from "../definitions/parse.js";
import type { HookDefinition, ParameterDefinition } from "../definitions/schema.js";
import type { Path, Source } from "../definitions/yaml.js";
import type { Code, ParametersOf } from "../diagnostics/catalogue.js";
import { type Diagnostic, diagnostic, type Location } from "../diagnostics/diagnostic.js";
import { isAsWritten } from "./as-written.js";
import { isNumberFor, rangeOf } from "./c-values.js";
import {
  type Hook,
  isInteger,
  type NamedCType,
  type Parameter,
  type ReturnRule,
  type Stop,
  type ValueMeaning,
} from "./catalog.js";
import { duplicateItems } from "./duplicates.js";
import {
  camelCase,
  hookNames,
  isHookId,
  isRuntimeName,
  libraryMacros,
  reservedInC,
  reservedInLua,
  reservedInTypeScript,
} from "./names.js";

/** What a hook's definition may refer to. */
export interface Context {
  readonly definitions: Definitions;
  readonly types: ReadonlyMap<string, NamedCType>;
  /** Their numbers by name. */
  readonly constants: ReadonlyMap<string, string>;
}

/** Builds one hook and collects what is wrong with it. */
export class HookBuilder {
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
      names: hookNames(scope, name, value.page),
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
      group: value.group ?? null,
      luaOnly: value.lua_only ?? false,
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
      const type = this.#parameterType(definition, path);
      if (type === null) return [];
      if (isVoid(type) || type.kind === "function") {
        const problem = "no parameter can have this type";
        this.#report("unusable-type", this.#source.at([...path, "type"]), {
          problem,
          type: printType(type),
          help: aboutParameterType(definition.name, type),
        });
      }
      this.#checkPointerFields(definition, type, path);
      return [parameterOf(definition, type)];
    });
    for (const [index, { length }] of definitions.entries()) {
      if (length === undefined) continue;
      const location = this.#source.at(["parameters", index, "length"]);
      if (length === definitions[index]?.name) {
        this.#report("self-reference", location, { id: length });
        continue;
      }
      const holder = this.#findParameter(length, parameters, location);
      if (holder === undefined || holder.type.kind === "unknown" || this.#isCount(holder.type))
        continue;
      this.#report("length-type", location, { name: length, type: printType(holder.type) });
    }
    return parameters;
  }

  #parameterType(definition: ParameterDefinition, path: Path): CType | null {
    const { name, type } = definition;
    if (type !== undefined) return this.#type(type, [...path, "type"], name);
    if (this.#value.lua_only) return { kind: "unknown" };
    // The type may be there, but misspelt.
    if (!isAsWritten(this.#source.data, path, definition)) return null;
    const of = `parameter ${Number(path.at(-1)) + 1}`;
    this.#report("missing-field", this.#source.at(path), { field: "type", of });
    return null;
  }

  /** What is said of the thing that a parameter points to needs a parameter that points to something. */
  #checkPointerFields(definition: ParameterDefinition, type: CType, path: Path): void {
    const { name, direction, nullable, length } = definition;
    const isSet = direction === "out" || direction === "inout";
    const fields = [
      ...(isSet ? (["direction"] as const) : []),
      ...(nullable === true ? (["nullable"] as const) : []),
      ...(length !== undefined ? (["length"] as const) : []),
    ];
    if (type.kind === "named" && isByValue(type.name))
      for (const field of fields) {
        const location = this.#source.atKey([...path, field]);
        this.#report("not-a-pointer", location, { name, field, type: printType(type) });
      }
    const target = type.kind === "pointer" ? type.to : type.kind === "array" ? type.of : null;
    const isConst =
      (target?.kind === "named" || target?.kind === "pointer") &&
      target.qualifiers.includes("const");
    if (isSet && isConst)
      this.#report("constant-target", this.#source.at([...path, "direction"]), {
        name,
        type: printType(type),
      });
  }

  /** Whether a length can be in it: an integer, or a pointer to one; `char *` is a text. */
  #isCount(type: CType): boolean {
    if (type.kind === "unknown") return true;
    const counted = type.kind === "pointer" ? type.to : type;
    const isText = type.kind === "pointer" && /char$/.test(printType(counted));
    return !isText && this.#mayBeInteger(counted);
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
    const reason = this.#whyUnusable(name);
    if (reason !== null) this.#report("unusable-name", location, { name, reason });
    else if (reservedInC.has(name))
      this.#report("unusable-name", location, { name, reason: "it is a word of C or C++" });
    else if (/^_[A-Z]|__/.test(name))
      this.#report("unusable-name", location, { name, reason: "C reserves it for the compiler" });
    else if (reservedInTypeScript.has(camelCase(name)))
      this.#report("unusable-name", location, { name, reason: "it is a word of TypeScript" });
    else if (reservedInLua.has(name))
      this.#report("unusable-name", location, { name, reason: "it is a word of Lua" });
  }

  /** Why a parameter's name would mean something else in an output, apart from words of a language. */
  #whyUnusable(name: string): string | null {
    if (isRuntimeName(name)) return "it is one of the runtime";
    if (this.#context.constants.has(name)) return "it is that of a constant";
    if (this.#context.types.has(name) && !this.#usedNames().has(name))
      return "it is that of a type";
    if (libraryMacros.has(name)) return "the C library has it as a macro";
    if (!/^[a-z]/i.test(camelCase(name))) return "nothing is left of it in TypeScript";
    const { c, full } = hookNames(this.#parsed.scope, this.#parsed.name);
    const own = [...Object.values(c), full].includes(name);
    return own ? "it is that of a function of this hook" : null;
  }

  /** Every word in the types of the hook: a parameter that is called like one of these is renamed. */
  #usedNames(): ReadonlySet<string> {
    const { parameters = [], returns } = this.#value;
    const result = typeof returns === "string" ? returns : returns.type;
    return new Set([...parameters.map(({ type = "" }) => type), result].join(" ").match(/\w+/g));
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
      const help =
        type.kind === "pointer"
          ? "declare one in types.yaml, with `declaration: typedef ...`, and write its name"
          : "return a pointer";
      const parameters = { problem, type: printType(type), help };
      this.#report("unusable-type", this.#source.at(path), parameters);
      return null;
    }
    const fields = ["meaning", "values", "stop", "default", "chain"] as const;
    const extra = isVoid(type) ? fields.filter((field) => rule[field] !== undefined) : [];
    for (const field of extra)
      this.#report("void-result", this.#source.atKey(["returns", field]), { field });
    if (extra.length > 0) return null;
    const problem = isQualified(type)
      ? "a result is a value, which needs no qualifier"
      : this.#canBeMadeUp(type)
        ? null
        : "a call without providers has no such value";
    if (problem !== null) {
      const help = isQualified(type) ? "take the qualifier out" : "return a pointer, or a number";
      this.#report("unusable-type", this.#source.at(path), {
        problem,
        type: printType(type),
        help,
      });
      return null;
    }
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

  /** Whether 0 or NULL is a value of the type. */
  #canBeMadeUp(type: CType): boolean {
    if (type.kind !== "named" || isVoid(type)) return true;
    // That a type is only known by its name is told elsewhere.
    const isToldAlready = this.#context.types.get(type.name)?.incomplete === true;
    return isToldAlready || this.#mayBeInteger(type) || /float|double/.test(type.name);
  }

  /** Whether it is an integer, or a type that is not declared: that is told elsewhere. */
  #mayBeInteger(type: CType): boolean {
    const { types } = this.#context;
    if (isInteger(type, types)) return true;
    return declaredNamesIn(type).some((name) => type.kind === "named" && !types.has(name));
  }

  #stop(given: StopDefinition, type: CType): Stop {
    const location = this.#source.at(["returns", "stop"]);
    if (given === undefined) return { kind: isVoid(type) ? "never" : "unspecified" };
    if (typeof given === "string") {
      const forPointers = given === "null" || given === "nonnull";
      const forNumbers = given === "zero" || given === "nonzero";
      const fits = forPointers ? type.kind === "pointer" : !forNumbers || this.#mayBeInteger(type);
      if (!fits)
        this.#report("stop-type", location, {
          stop: given,
          type: printType(type),
          fits: this.#fits(type),
        });
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
    const wide = toTypeScript(type, plainUse, (name) => this.#formOf(name)) === "bigint";
    const number = this.#context.constants.get(value) ?? value;
    const isNumber = isNumberFor(number, type, wide);
    const isUnknown = isConstantName(value) && !this.#context.constants.has(value);
    const fits =
      type.kind === "pointer"
        ? value === "NULL"
        : (isNumber || isUnknown) && this.#mayBeInteger(type);
    if (!fits) {
      const help = aboutValue(this.#fits(type), type, value);
      this.#report("value-type", this.#source.at(path), { value, type: printType(type), help });
    } else if (isConstantName(value)) {
      this.#checkConstant(value, this.#source.at(path));
    }
  }

  #fits(type: CType): "pointer" | "integer" | "neither" {
    if (type.kind === "pointer") return "pointer";
    return this.#mayBeInteger(type) ? "integer" : "neither";
  }

  #formOf(name: string): string {
    const form = this.#context.types.get(name)?.typescript;
    return form?.kind === "inline" ? form.text : "unknown";
  }

  #checkConstants(values: Record<string, string> | undefined, path: Path): void {
    for (const name of Object.keys(values ?? {}))
      if (isConstantName(name)) this.#checkConstant(name, this.#source.atKey([...path, name]));
  }

  #checkConstant(name: string, location: Location): void {
    const { constants, definitions } = this.#context;
    if (constants.has(name) || definitions.broken.has("constants.yaml")) return;
    this.#report("unknown-constant", location, { name, known: [...constants.keys()] });
  }

  #checkChain(chain: string | undefined, result: CType, parameters: readonly Parameter[]): void {
    if (chain === undefined) return;
    const location = this.#source.at(["returns", "chain"]);
    const parameter = this.#findParameter(chain, parameters, location);
    if (parameter === undefined || parameter.type.kind === "unknown") return;
    if (sameType(parameter.type, result)) return;
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
    if (!named.includes(name) && this.#hasAllNames())
      this.#report("unknown-parameter", location, { name, known: named });
    return parameters.find((parameter) => parameter.name === name);
  }

  /** Whether the parameters have the names that are written: where one is wrong, it may be the one. */
  #hasAllNames(): boolean {
    const { parameters = [] } = this.#value;
    const written = (this.#source.data as { parameters?: unknown }).parameters ?? [];
    if (!Array.isArray(written) || written.length !== parameters.length) return false;
    return parameters.every(({ name }, index) => written[index]?.name === name);
  }

  #checkReferences(): void {
    const { knownHooks, broken } = this.#context.definitions;
    const known = () => [...knownHooks];
    const { see_also = [], deprecated } = this.#value;
    const own = `${this.#parsed.scope}/${this.#parsed.name}`;
    for (const [index, id] of see_also.entries()) {
      const location = this.#source.at(["see_also", index]);
      if (!knownHooks.has(id)) this.#report("unknown-hook", location, { id, known: known() });
      if (id === own) this.#report("self-reference", location, { id });
    }
    this.diagnostics.push(
      ...duplicateItems(this.#source, ["see_also"], see_also),
      ...duplicateItems(this.#source, ["includes"], this.#value.includes ?? []),
    );
    const replacement = deprecated?.replacement;
    if (replacement === own)
      this.#report("self-reference", this.#source.at(["deprecated", "replacement"]), { id: own });
    if (replacement !== undefined && isHookId(replacement) && !knownHooks.has(replacement)) {
      const location = this.#source.at(["deprecated", "replacement"]);
      this.#report("unknown-hook", location, { id: replacement, known: known() });
    }
    const { group } = this.#value;
    const groups = Object.keys(this.#context.definitions.groups?.value ?? {});
    if (group !== undefined && !groups.includes(group) && !broken.has("groups.yaml"))
      this.#report("unknown-group", this.#source.at(["group"]), { group, known: groups });
  }

  #type(text: string, path: Path, declares: string | null): CType | null {
    const result = parseDeclaration(text);
    if (!result.ok) {
      const { message, offset, length, help } = result.problem;
      this.#report("c-syntax", this.#source.within(path, offset, length), {
        problem: message,
        type: text,
        help,
      });
      return null;
    }
    const { type, name } = result.declaration;
    if (name !== null && name !== declares) {
      const [offset, length] = placeOfWord(text, name);
      const location = this.#source.within(path, offset, length);
      this.#report("declared-name", location, { declared: name, name: declares });
    }
    this.#checkTypeNames(type, text, path);
    const problem = this.#typeProblem(type);
    if (problem !== null) {
      const parameters = { problem, type: printType(type), help: null };
      this.#report("unusable-type", this.#source.at(path), parameters);
    }
    return type;
  }

  /** What is wrong inside a type that C can read. */
  #typeProblem(type: CType): string | null {
    if ("qualifiers" in type && type.qualifiers.includes("restrict"))
      return "C++ has no `restrict`";
    switch (type.kind) {
      case "pointer":
        return this.#typeProblem(type.to);
      case "array":
        return this.#arrayProblem(type) ?? this.#typeProblem(type.of);
      case "function": {
        const inside = [type.returns, ...type.parameters.map((parameter) => parameter.type)];
        if (isQualified(type.returns)) return "a result is a value, which needs no qualifier";
        const found = inside.map((part) => this.#typeProblem(part));
        return parameterNamesProblem(type) ?? found.find((one) => one !== null) ?? null;
      }
      default:
        return null;
    }
  }

  #arrayProblem({ of, size }: ArrayType): string | null {
    // The headers that declare constants are not there yet where a type is declared.
    if (size !== null && !/^[1-9]\d{0,8}$/.test(size))
      return "the size of an array is a number of at most nine digits";
    const isIncomplete = of.kind === "named" && this.#context.types.get(of.name)?.incomplete;
    return isIncomplete ? "no array can have elements that are only known by their name" : null;
  }

  #checkTypeNames(type: CType, text: string, path: Path): void {
    const { types, definitions } = this.#context;
    if (definitions.broken.has("types.yaml")) return;
    for (const name of declaredNamesIn(type)) {
      const location = () => this.#source.within(path, ...placeOfWord(text, name));
      const declared = types.get(name);
      if (declared === undefined) {
        const known = [...types.keys()];
        const typedef = known.find((one) =>
          types.get(one)?.declaration?.startsWith(`typedef ${name} `),
        );
        this.#report("unknown-type", location(), {
          name,
          known: [...known, ...basicTypes],
          typedef: typedef ?? null,
        });
      } else if (declared.incomplete && name === nameByValue(type)) {
        this.#report("incomplete-type", location(), { name });
      }
    }
  }

  #report<C extends Code>(code: C, location: Location, parameters: ParametersOf<C>): void {
    this.diagnostics.push(diagnostic(code, location, parameters));
  }
}

/** Whether the type itself is `const` or `volatile`, not what it points to. */
function isQualified(type: CType): boolean {
  return "qualifiers" in type && type.qualifiers.length > 0;
}

/** Names of parameters inside of the type become names in TypeScript, too. */
function parameterNamesProblem({ parameters }: FunctionType): string | null {
  const bad = parameters.find(({ name }) => name !== null && reservedInTypeScript.has(name));
  return bad === undefined ? null : `\`${bad.name}\` is a word of TypeScript, and cannot be a name`;
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

/** Whether C text is the name of a constant; `NULL` is one of the language. */
function isConstantName(text: string): boolean {
  return isIdentifier(text) && text !== "NULL";
}

/** Where `word` stands in `text`, whatever space is between its parts: offset and length. */
function placeOfWord(text: string, word: string): [offset: number, length: number] {
  const found = new RegExp(`\\b${word.replace(" ", "\\s+")}\\b`).exec(text);
  return found === null ? [0, text.length] : [found.index, found[0].length];
}

/** The named type that a type is made of without a pointer between them. */
function nameByValue(type: CType): string | null {
  if (type.kind === "array") return nameByValue(type.of);
  return type.kind === "named" ? type.name : null;
}

/** Whether a value of this name is no pointer for certain; a typedef may be one. */
function isByValue(name: string): boolean {
  return (basicTypes.has(name) && name !== "void") || /^(struct|union|enum) /.test(name);
}

function aboutParameterType(name: string, type: CType): string {
  if (type.kind === "function") {
    const pointer = { kind: "pointer", to: type, qualifiers: [] } as const;
    return `write a pointer to it: \`${printDeclaration(pointer, name)}\``;
  }
  return "for a pointer to anything write `void *`; a hook without parameters has no `parameters`";
}

function aboutValue(fits: "pointer" | "integer" | "neither", type: CType, value: string): string {
  if (fits === "pointer") return "the only one for a pointer is `NULL`";
  if (fits === "neither") return "no value of this type can be written here: take it out";
  if (/^-?0[\dxob]/i.test(value)) return mendNumber(value);
  const range = rangeOf(type);
  const limits = range === null ? "" : ` from ${range[0]} to ${range[1]}`;
  return `write a whole number${limits}, or a constant of constants.yaml`;
}

function trimmed(text: string | undefined): string | null {
  const kept = text?.trimEnd();
  return kept === undefined || kept === "" ? null : kept;
}
