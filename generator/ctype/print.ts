import {
  type CType,
  type FunctionParameter,
  type FunctionType,
  type Qualifier,
  qualifiers,
} from "./type.js";

/**
 * Prints the declaration of `name` as `type`: `const char *argv[]`, `void (*cb)(int, void *)`.
 * Without a name, the type alone: `const char *[]`, `void (*)(int, void *)`.
 */
export function printDeclaration(type: CType, name = ""): string {
  return print(type, name, ({ type, name }) => printDeclaration(type, name ?? ""));
}

/**
 * Prints `type` alone, in the one spelling that hookgen uses everywhere. The names of parameters
 * inside it are left out: they are no part of the type.
 */
export function printType(type: CType): string {
  return print(type, "", (parameter) => printType(parameter.type));
}

type PrintParameter = (parameter: FunctionParameter) => string;

function print(type: CType, name: string, parameter: PrintParameter): string {
  switch (type.kind) {
    case "named": {
      const specifiers = [...inOrder(type.qualifiers), type.name].join(" ");
      if (name === "") return specifiers;
      return name.startsWith("[") ? specifiers + name : `${specifiers} ${name}`;
    }
    case "pointer": {
      const own = inOrder(type.qualifiers).join(" ");
      const gap = own !== "" && /^\w/.test(name) ? " " : "";
      const declarator = `*${own}${gap}${name}`;
      return print(type.to, bindsTighter(type.to) ? `(${declarator})` : declarator, parameter);
    }
    case "array":
      return print(type.of, `${name}[${type.size ?? ""}]`, parameter);
    case "function":
      return print(type.returns, `${name}(${printParameters(type, parameter)})`, parameter);
    case "unknown":
      throw new Error("a type that is not published cannot be printed");
  }
}

/** Whether both are the same type, whatever spelling they were read from. */
export function sameType(a: CType, b: CType): boolean {
  return printType(a) === printType(b);
}

function printParameters(type: FunctionType, parameter: PrintParameter): string {
  const parameters = [...type.parameters.map(parameter), ...(type.variadic ? ["..."] : [])];
  return parameters.length === 0 ? "void" : parameters.join(", ");
}

function bindsTighter(type: CType): boolean {
  return type.kind === "array" || type.kind === "function";
}

function inOrder(present: readonly Qualifier[]): Qualifier[] {
  return qualifiers.filter((qualifier) => present.includes(qualifier));
}
