import { printDeclaration } from "../ctype/print.js";
import { type CType, isVoid, namesIn } from "../ctype/type.js";
import {
  type Catalog,
  type ConstantGroup,
  constantGroupsOf,
  type Hook,
  type NamedCType,
  type Parameter,
} from "../model/catalog.js";
import { freshName, isSystemHeader } from "../model/names.js";
import { deprecationText, type Vocabulary } from "../model/prose.js";

/** One C header: the hooks that it declares together. */
export interface HeaderGroup {
  readonly header: string;
  readonly hooks: readonly Hook[];
}

/** The hooks by header, in the order of the catalogue. */
export function headerGroups(catalog: Catalog): HeaderGroup[] {
  const groups = new Map<string, Hook[]>();
  for (const hook of catalog.hooks) {
    const group = groups.get(hook.header);
    if (group === undefined) groups.set(hook.header, [hook]);
    else group.push(hook);
  }
  return [...groups].map(([header, hooks]) => ({ header, hooks }));
}

/** The declared types that the hooks' signatures use, each once, by name. */
export function typesUsed(hooks: readonly Hook[], catalog: Catalog): NamedCType[] {
  const used = namesUsed(hooks);
  return catalog.types.filter((type) => used.has(type.name));
}

/** The headers that the language itself asks for: `bool` is a macro before C23. */
export function languageHeaders(hooks: readonly Hook[]): string[] {
  return namesUsed(hooks).has("bool") ? ["<stdbool.h>"] : [];
}

function namesUsed(hooks: readonly Hook[]): Set<string> {
  return new Set(hooks.flatMap((hook) => [...namesUsedBy(hook)]));
}

/** The names of the types in a hook's signature: asked for with each parameter, so remembered. */
const namesOfHooks = new WeakMap<Hook, ReadonlySet<string>>();

function namesUsedBy(hook: Hook): ReadonlySet<string> {
  const known = namesOfHooks.get(hook);
  if (known !== undefined) return known;
  const types = [...hook.parameters.map((parameter) => parameter.type), hook.returns.type];
  const names = new Set(types.flatMap(namesIn));
  namesOfHooks.set(hook, names);
  return names;
}

/** The groups of constants that the hooks name, each once. */
export function constantsUsed(hooks: readonly Hook[], catalog: Catalog): ConstantGroup[] {
  const used = new Set(hooks.flatMap((hook) => constantGroupsOf(hook, catalog.constants)));
  return catalog.constants.filter((group) => used.has(group));
}

/** A parameter's name in C: its own, unless a type that the hook uses has the same. */
export function cParameterName(hook: Hook, name: string): string {
  return freshName(name, namesUsedBy(hook));
}

/** The parameters as C declares them, with their names. */
export function declaredParameters(hook: Hook): string[] {
  return hook.parameters.map(({ name, type }) =>
    printDeclaration(type, cParameterName(hook, name)),
  );
}

/** The parameters' names as C passes them on. */
export function argumentNames(hook: Hook): string[] {
  return hook.parameters.map(({ name }) => cParameterName(hook, name));
}

/** A name for a local variable that neither a parameter nor a type of the hook has. */
export function localName(hook: Hook, name: string): string {
  return freshName(name, new Set([...argumentNames(hook), ...namesUsed([hook])]));
}

/** The declaration of a provider's first parameter; none for a hook without closure. */
export function closureParameter(hook: Hook): string[] {
  return hook.closure ? [`void *${localName(hook, "closure")}`] : [];
}

/** The hook's parameters that are a `va_list`, which each provider needs a copy of. */
export function vaLists(hook: Hook): Parameter[] {
  return hook.parameters.filter(({ type }) => type.kind === "named" && type.name === "va_list");
}

/** The condition under which `result` ends a call, as C; `null` where nothing does. */
export function stopCondition({ returns: { stop } }: Hook, result: string): string | null {
  switch (stop.kind) {
    case "never":
    case "unspecified":
      return null;
    case "nonzero":
      return `${result} != 0`;
    case "zero":
      return `${result} == 0`;
    case "null":
      return `${result} == NULL`;
    case "nonnull":
      return `${result} != NULL`;
    case "equals":
      return `${result} == ${stop.value}`;
    case "not":
      return `${result} != ${stop.value}`;
  }
}

/** What a call without providers returns; 0 or NULL where the definition says nothing. */
export function noProviderValue(hook: Hook): string {
  const { returns } = hook;
  if (returns.default !== null) return returns.default;
  if (returns.chain !== null) return cParameterName(hook, returns.chain);
  return returns.type.kind === "pointer" ? "NULL" : "0";
}

/** The words of C for the texts that every output shares. */
export function cVocabulary(hook: Hook, runtime: "reference" | "momentum"): Vocabulary {
  return {
    parameter: (name) => cParameterName(hook, name),
    has: ({ names }) => `${names.c.has}()`,
    nullWord: "NULL",
    fallback: (hook) =>
      runtime === "momentum" || isVoid(hook.returns.type) ? null : noProviderValue(hook),
  };
}

/** A header's path as `#include` takes it. */
export function includeText(header: string): string {
  return isSystemHeader(header) ? header : `"${header}"`;
}

/** The body of a comment line behind its `*`: nothing for an empty one, so that no space trails. */
export function starred(line: string): string {
  return line === "" ? "" : ` ${line}`;
}

/** Why not to use the hook, as what stands between the quotes of a C string. */
export function deprecationLiteral(hook: Hook): string | null {
  const text = deprecationText(hook);
  return text?.replace(/["\\?]/g, "\\$&").replace(/\p{Cc}/gu, " ") ?? null;
}

/** The type `void`, for functions of ours. */
export const voidType: CType = { kind: "named", name: "void", qualifiers: [] };

/** `name(a, b)` on one line if that fits, else a parameter a line. */
export function prototype(type: CType, name: string, parameters: readonly string[]): string {
  const onOneLine = parameters.length === 0 ? "void" : parameters.join(", ");
  const short = printDeclaration(type, `${name}(${onOneLine})`);
  if (short.length <= 80) return short;
  return printDeclaration(type, `${name}(\n  ${parameters.join(",\n  ")})`);
}
