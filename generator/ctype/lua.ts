import { type CType, isVoid } from "./type.js";

/** The class of Lua annotations for a C type, or a type of Lua; `null` for an unknown name. */
export type LuaNameOf = (name: string) => string | null;

/**
 * The type that Lua annotations have for a C type. The published reference says how text and
 * objects arrive in Lua; what it is silent about is `any`.
 */
export function toLua(type: CType, nameOf: LuaNameOf): string {
  switch (type.kind) {
    case "named":
      return namedType(type.name, nameOf);
    case "pointer":
      return pointerType(type.to, nameOf);
    case "array":
    case "function":
    case "unknown":
      return "any";
  }
}

function pointerType(to: CType, nameOf: LuaNameOf): string {
  if (to.kind !== "named" || isVoid(to)) return "any";
  if (to.name === "char") return "string";
  const name = nameOf(to.name);
  // A pointer to a number is a place to fill: how Lua sees it is not published.
  return name === null || isLuaType(name) ? "any" : name;
}

function namedType(name: string, nameOf: LuaNameOf): string {
  if (name === "bool") return "boolean";
  if (/float|double/.test(name)) return "number";
  if (name.startsWith("enum ") || /^((un)?signed |char|short|int|long)/.test(name))
    return "integer";
  return nameOf(name) ?? "any";
}

function isLuaType(name: string): boolean {
  return ["boolean", "integer", "number", "string", "any"].includes(name);
}
