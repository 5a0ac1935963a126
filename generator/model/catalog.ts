import type { CType } from "../ctype/type.js";
import type { Use } from "../ctype/typescript.js";
import type { directions, threadings } from "../definitions/schema.js";
import type { HookNames } from "./names.js";

/** Everything that the definitions say, understood and checked: what emitters work from. */
export interface Catalog {
  /** Sorted by scope, then name. */
  readonly hooks: readonly Hook[];
  /** In the order of `scopes.yaml`; only scopes that have hooks. */
  readonly scopes: readonly Scope[];
  /** In the order of `groups.yaml`; only groups that have hooks. */
  readonly groups: readonly Group[];
  readonly package: Package;
  /** Sorted by name. */
  readonly types: readonly NamedCType[];
  /** Sorted by name. */
  readonly constants: readonly ConstantGroup[];
}

/** How the package of TypeScript modules presents itself to npm. */
export interface Package {
  readonly name: string;
  readonly version: string;
  readonly description: string | null;
  readonly license: string | null;
}

/** A catalogue with nothing in it. */
export const emptyCatalog: Catalog = {
  hooks: [],
  scopes: [],
  groups: [],
  package: { name: "hooks", version: "0.0.0", description: null, license: null },
  types: [],
  constants: [],
};

export interface Scope {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
}

/** Hooks that are for the same thing, of whatever scope. */
export interface Group {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  /** The groups where a message goes from here. */
  readonly next: readonly string[];
  /** Ids of the hooks that stand for the group in a picture. */
  readonly main: readonly string[];
}

/** One hook: a named point where the core calls whoever registered. */
export interface Hook {
  readonly scope: string;
  readonly name: string;
  /** `scope/name`. */
  readonly id: string;
  /** The definition's path as outputs name it: `definitions/core/log_error.yaml`. */
  readonly source: string;
  readonly names: HookNames;
  readonly summary: string;
  /** Markdown. */
  readonly description: string | null;
  /** Markdown, an item a note. */
  readonly notes: readonly string[];
  /** Markdown, an item a warning. */
  readonly warnings: readonly string[];
  readonly examples: { readonly c: string | null; readonly lua: string | null };
  /** Ids of other hooks. */
  readonly seeAlso: readonly string[];
  /** The day of the definition's last revision, as in 2026-01-31. */
  readonly updated: string | null;
  readonly since: string | null;
  readonly deprecated: Deprecation | null;
  /** What the hook is for: the name of a group. */
  readonly group: string | null;
  readonly threading: (typeof threadings)[number];
  /** Whether only Lua knows the hook: then there is no header, and its types are not published. */
  readonly luaOnly: boolean;
  /** Whether a provider gets what it registered with as its first argument. */
  readonly closure: boolean;
  readonly parameters: readonly Parameter[];
  readonly returns: ReturnRule;
  /** The header's path below an include folder. */
  readonly header: string;
  /** Further headers to include: `dns.h`, `<stdio.h>`. */
  readonly includes: readonly string[];
}

export interface Deprecation {
  readonly since: string | null;
  /** What to use instead: a hook's id or the name of a function. */
  readonly replacement: string | null;
  readonly reason: string | null;
}

export interface Parameter {
  readonly name: string;
  readonly type: CType;
  /** Markdown. */
  readonly meaning: string | null;
  readonly direction: (typeof directions)[number];
  /** Whether NULL may be passed; `null` where nothing is known. */
  readonly nullable: boolean | null;
  /** The parameter that holds how many elements or bytes this one points to. */
  readonly length: string | null;
  readonly values: readonly ValueMeaning[];
}

/** What a hook returns, and what becomes of the providers' values. */
export interface ReturnRule {
  readonly type: CType;
  /** Markdown. */
  readonly meaning: string | null;
  readonly values: readonly ValueMeaning[];
  readonly stop: Stop;
  /** C text of the result when nobody registered; `null` where nothing is known. */
  readonly default: string | null;
  /** The parameter in which each provider gets the result of the one before it. */
  readonly chain: string | null;
}

/** After which results of a provider no further one is called. */
export type Stop =
  | { readonly kind: "never" | "nonzero" | "zero" | "null" | "nonnull" | "unspecified" }
  | { readonly kind: "equals" | "not"; readonly value: string };

export interface ValueMeaning {
  /** C text: a number, a constant, `NULL`. */
  readonly value: string;
  /** Markdown. */
  readonly meaning: string;
}

/** A C type that `types.yaml` declares. */
export interface NamedCType {
  /** `domain_record`, `struct timeval`. */
  readonly name: string;
  readonly summary: string;
  /** The SDK header that declares it (`dns_ds.h`), or a system header (`<sys/time.h>`). */
  readonly header: string | null;
  /** C text that declares it where there is no SDK; `null` with a system header. */
  readonly declaration: string | null;
  /** Whether a hook's own header has the path of `header`, and so stands in front of it. */
  readonly hidden: boolean;
  /** Whether only its name is known without the SDK, so that it cannot be passed by value. */
  readonly incomplete: boolean;
  /** The published page's name, without folder and ending. */
  readonly page: string | null;
  readonly typescript: TypeScriptForm;
  /** The class that Lua annotations have for it. */
  readonly luaName: string;
}

/** How a named C type looks in TypeScript. */
export type TypeScriptForm =
  /** A handle that is told apart from every other by its name. */
  | { readonly kind: "opaque"; readonly name: string }
  /** A type of its own, declared as `text`. */
  | { readonly kind: "alias"; readonly name: string; readonly text: string }
  /** A type of the language, used in place. */
  | { readonly kind: "inline"; readonly text: string };

/** Constants that belong together. */
export interface ConstantGroup {
  readonly name: string;
  readonly summary: string;
  /** The SDK header that defines them, where known. */
  readonly header: string | null;
  readonly constants: readonly Constant[];
}

export interface Constant {
  readonly name: string;
  readonly summary: string;
  readonly value: string;
  /** Whether `value` is a number of ours, because none is published. */
  readonly standIn: boolean;
}

/** Whether `type` is a whole number of the language, and so fits `nonzero`, `zero` and a literal. */
export function isInteger(type: CType, types: ReadonlyMap<string, NamedCType>): boolean {
  if (type.kind !== "named") return false;
  if (type.name.startsWith("enum ")) return true;
  if (/^(bool|(un)?signed |char|short|int|long)/.test(type.name)) {
    return type.name !== "long double";
  }
  const form = types.get(type.name)?.typescript;
  return form?.kind === "inline" && (form.text === "number" || form.text === "bigint");
}

/** The part of the catalogue that C knows. */
export function catalogForC(catalog: Catalog): Catalog {
  const hooks = catalog.hooks.filter(({ luaOnly }) => !luaOnly);
  const used = new Set(hooks.map(({ scope }) => scope));
  return { ...catalog, hooks, scopes: catalog.scopes.filter(({ name }) => used.has(name)) };
}

/** The types by name, for look-ups. */
export function typesByName(types: readonly NamedCType[]): ReadonlyMap<string, NamedCType> {
  return new Map(types.map((type) => [type.name, type]));
}

/** The constant groups that a hook's texts name: in stop rule, default and listed values. */
export function constantGroupsOf(hook: Hook, groups: readonly ConstantGroup[]): ConstantGroup[] {
  const { returns } = hook;
  const named = new Set([
    "value" in returns.stop ? returns.stop.value : "",
    returns.default ?? "",
    ...[returns, ...hook.parameters].flatMap(({ values }) => values.map(({ value }) => value)),
  ]);
  return groups.filter((group) => group.constants.some(({ name }) => named.has(name)));
}

/** How a parameter is used, as far as its type in TypeScript depends on it. */
export function useOf({ direction, nullable, length }: Parameter): Use {
  return { direction, nullable: nullable === true, counted: length !== null };
}

/** A stop rule as programs read it: a word, or the value that a result is compared with. */
export function stopValue(stop: Stop): string | Record<string, string> {
  return stop.kind === "equals" || stop.kind === "not" ? { [stop.kind]: stop.value } : stop.kind;
}
