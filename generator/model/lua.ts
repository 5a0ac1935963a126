import { printType } from "../ctype/print.js";
import type { Hook, NamedCType, Parameter } from "./catalog.js";

/** A parameter of a provider in Lua. */
export interface LuaParameter {
  /** The C parameter that it stands for. */
  readonly parameter: Parameter;
  /** The `int` behind a `char *`: Momentum makes one string object of the pair, of that capacity. */
  readonly size: Parameter | null;
}

/**
 * The parameters of a provider in Lua: without the closure, and with one string object for each
 * `char *` that an `int` follows (published with `msys.registerModule`).
 */
export function luaParameters({ parameters }: Hook): LuaParameter[] {
  const list: LuaParameter[] = [];
  for (let index = 0; index < parameters.length; index++) {
    const [parameter, next] = parameters.slice(index, index + 2);
    if (parameter === undefined) break;
    const isPair = isType(parameter, "char *") && next !== undefined && isType(next, "int");
    list.push({ parameter, size: isPair ? next : null });
    if (isPair) index++;
  }
  return list;
}

/** The class that annotations have for a C type; a number is a number in Lua, too. */
export function luaNameOf({ typescript, luaName }: NamedCType): string {
  if (typescript.kind !== "inline") return luaName;
  return typescript.text === "number" || typescript.text === "bigint" ? "integer" : "any";
}

/** `function policy:core_log_error(level, format)`: how a provider is written in Lua. */
export function luaSignature(hook: Hook, table: string): string {
  const names = luaParameters(hook).map(({ parameter }) => parameter.name);
  return `function ${table}:${hook.names.full}(${names.join(", ")})`;
}

function isType({ type }: Parameter, text: string): boolean {
  return type.kind !== "unknown" && printType(type) === text;
}
