import { toLua } from "../ctype/lua.js";
import { parseDeclaration } from "../ctype/parse.js";
import type { CType } from "../ctype/type.js";
import { resultUse, toTypeScript } from "../ctype/typescript.js";
import { type Hook, type NamedCType, type Parameter, useOf } from "../model/catalog.js";
import { luaNameOf, luaParameters } from "../model/lua.js";
import { typeText } from "../model/prototype.js";

/** The types of one side, by name. */
export type Types = ReadonlyMap<string, NamedCType>;

/** Whether C takes two parameter types for the same (C17 6.7.6.3): then sources compile as before. */
export function sameInC(a: CType, aTypes: Types, b: CType, bTypes: Types): boolean {
  return canonicalText(a, aTypes) === canonicalText(b, bTypes);
}

/** A parameter's or result's type as C compares it: no typedefs, arrays as pointers, no outer qualifiers. */
export function canonicalText(type: CType, types: Types): string {
  const resolved = adjusted(resolve(type, types, 0));
  if (resolved.kind === "named" || resolved.kind === "pointer")
    return typeText({ ...resolved, qualifiers: [] });
  return typeText(resolved);
}

/** A parameter that is an array is a pointer; one that is a function, a pointer to it. */
function adjusted(type: CType): CType {
  if (type.kind === "array") return { kind: "pointer", to: type.of, qualifiers: [] };
  return type.kind === "function" ? { kind: "pointer", to: type, qualifiers: [] } : type;
}

/** Typedefs of the system that are integers of the language on Momentum's platforms (LP64, glibc). */
const systemTypedefs: Readonly<Record<string, string>> = {
  size_t: "unsigned long",
  ssize_t: "long",
  off_t: "long",
  time_t: "long",
  pid_t: "int",
  uid_t: "unsigned int",
  gid_t: "unsigned int",
  mode_t: "unsigned int",
  socklen_t: "unsigned int",
  int8_t: "signed char",
  uint8_t: "unsigned char",
  u_int8_t: "unsigned char",
  int16_t: "short",
  uint16_t: "unsigned short",
  u_int16_t: "unsigned short",
  int32_t: "int",
  uint32_t: "unsigned int",
  u_int32_t: "unsigned int",
  int64_t: "long",
  uint64_t: "unsigned long",
  u_int64_t: "unsigned long",
};

const maximumDepth = 16;

function resolve(type: CType, types: Types, depth: number): CType {
  switch (type.kind) {
    case "named": {
      const target = depth < maximumDepth ? typedefOf(type.name, types) : null;
      if (target === null) return type;
      const resolved = resolve(target, types, depth + 1);
      if (resolved.kind !== "named" && resolved.kind !== "pointer") return resolved;
      return {
        ...resolved,
        qualifiers: [...new Set([...resolved.qualifiers, ...type.qualifiers])],
      };
    }
    case "pointer":
      return { ...type, to: resolve(type.to, types, depth) };
    case "array":
      return { ...type, of: resolve(type.of, types, depth) };
    case "function":
      return {
        ...type,
        returns: resolve(type.returns, types, depth),
        parameters: type.parameters.map((parameter) => ({
          name: null,
          type: adjusted(resolve(parameter.type, types, depth)),
        })),
      };
    case "unknown":
      return type;
  }
}

/** What `name` is a typedef of; `null` if it is none, or hookgen cannot tell. */
function typedefOf(name: string, types: Types): CType | null {
  const declared = types.get(name);
  const system = systemTypedefs[name];
  if (declared !== undefined && declared.declaration === null && system !== undefined)
    return { kind: "named", name: system, qualifiers: [] };
  const text = bareDeclaration(declared?.declaration ?? null);
  const target = text === null ? null : /^typedef\s+([^{};]+);$/.exec(text);
  const parsed = target === null ? null : parseDeclaration(target[1] ?? "");
  return parsed?.ok && parsed.declaration.name === name ? parsed.declaration.type : null;
}

/** C text without comments and with single spaces: what the compiler sees of it. */
export function bareDeclaration(text: string | null): string | null {
  if (text === null) return null;
  return text
    .replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, " ")
    .replace(/\s+/g, " ")
    .replace(/ ?([;{}(),*]) ?/g, "$1")
    .trim();
}

/** A parameter's type as TypeScript compares it: names of types count for what they stand for. */
export function typeScriptText(parameter: Parameter, types: Types): string {
  return toTypeScript(parameter.type, useOf(parameter), typeScriptForm(types));
}

/** A result's type as TypeScript compares it. */
export function typeScriptResult({ returns }: Hook, types: Types): string {
  return toTypeScript(returns.type, resultUse, typeScriptForm(types));
}

function typeScriptForm(types: Types) {
  return (name: string) => {
    const form = types.get(name)?.typescript;
    if (form === undefined) return name;
    return form.kind === "opaque" ? `Handle<${JSON.stringify(name)}>` : form.text;
  };
}

/** What a policy's function gets, in order, and gives back: as Lua knows it. */
export function luaSignature(hook: Hook, types: Types): string {
  const nameOf = (name: string) => luaName(name, types);
  const list = luaParameters(hook).map(({ parameter, size }) =>
    size === null ? toLua(parameter.type, nameOf) : "string with capacity",
  );
  return `${toLua(hook.returns.type, nameOf)} (${list.join(", ")})`;
}

/** As in the annotations; a class counts by the C type that it stands for. */
function luaName(name: string, types: Types): string | null {
  const type = types.get(name);
  return type === undefined ? null : luaNameOf({ ...type, luaName: name });
}
