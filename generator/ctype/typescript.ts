import type { CType, FunctionType, NamedType } from "./type.js";

/** How a C parameter is used; a result has no direction. */
export interface Use {
  readonly direction: "in" | "out" | "inout" | "result";
  /** Whether NULL may be passed. */
  readonly nullable: boolean;
  /** Whether another parameter says how much it points to. */
  readonly counted: boolean;
}

/** The TypeScript form of a named C type that is not of the language. */
export type FormOf = (name: string) => string;

/** A value that is passed in, of which nothing else is known. */
export const plainUse: Use = { direction: "in", nullable: false, counted: false };

/** What a hook returns. */
export const resultUse: Use = { ...plainUse, direction: "result" };

/** Integers of 64 bits on Momentum's platforms (LP64) are `bigint`. */
const wideIntegers = new Set(["long", "unsigned long", "long long", "unsigned long long"]);
const byteTypes = new Set(["char", "signed char", "unsigned char"]);

/** The TypeScript type of a C parameter or result. */
export function toTypeScript(type: CType, use: Use, formOf: FormOf): string {
  const text = withoutNull(type, use, formOf);
  const nullable = use.nullable || (use.direction === "result" && type.kind === "pointer");
  if (!nullable || text === "unknown") return text;
  return text.includes("=>") ? `(${text}) | null` : `${text} | null`;
}

function withoutNull(type: CType, use: Use, formOf: FormOf): string {
  switch (type.kind) {
    case "named":
      return namedForm(type, formOf);
    case "function":
      return functionForm(type, formOf);
    case "array":
      return listOf(type.of, formOf);
    case "pointer":
      return pointerForm(type.to, use, formOf);
    case "unknown":
      return "unknown";
  }
}

function namedForm({ name }: NamedType, formOf: FormOf): string {
  if (name === "void") return "void";
  if (name === "bool") return "boolean";
  if (wideIntegers.has(name)) return "bigint";
  if (/^(enum |float|double|long double|short|unsigned (short|int)|int)/.test(name))
    return "number";
  return byteTypes.has(name) ? "number" : formOf(name);
}

/** Forms of the language itself are values; a pointer to one refers to a place that holds it. */
function isValue(form: string): boolean {
  return form === "number" || form === "bigint" || form === "boolean";
}

function pointerForm(to: CType, use: Use, formOf: FormOf): string {
  if (to.kind === "function") return functionForm(to, formOf);
  if (to.kind === "named") {
    const isBuffer = use.direction === "out" || use.direction === "inout";
    if (to.name === "void") return use.counted ? "Uint8Array" : "unknown";
    if (to.name === "char") return isBuffer ? "Uint8Array" : "string";
    if (byteTypes.has(to.name)) return "Uint8Array";
    const form = namedForm(to, formOf);
    if (!isValue(form)) return form;
    return use.counted ? listOf(to, formOf) : `Ref<${form}>`;
  }
  if (use.counted) return listOf(to, formOf);
  return `Ref<${toTypeScript(to, { ...plainUse, nullable: to.kind === "pointer" }, formOf)}>`;
}

function listOf(element: CType, formOf: FormOf): string {
  const form = toTypeScript(element, plainUse, formOf);
  const item = /[|&]|=>/.test(form) ? `(${form})` : form;
  return `readonly ${item}[]`;
}

function functionForm(type: FunctionType, formOf: FormOf): string {
  const parameters = type.parameters.map(({ name, type }, index) => {
    const form = toTypeScript(type, plainUse, formOf);
    return `${name ?? `argument${index + 1}`}: ${form}`;
  });
  if (type.variadic) parameters.push("...rest: readonly unknown[]");
  const result = toTypeScript(type.returns, resultUse, formOf);
  return `(${parameters.join(", ")}) => ${result}`;
}
