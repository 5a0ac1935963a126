import { type CType, type Qualifier, qualifiers } from "./type.js";

/**
 * Prints the declaration of `name` as `type`: `const char *argv[]`, `void (*cb)(int, void *)`.
 * Without a name, the type alone: `const char *[]`, `void (*)(int, void *)`.
 */
export function printDeclaration(type: CType, name = ""): string {
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
      return printDeclaration(type.to, bindsTighter(type.to) ? `(${declarator})` : declarator);
    }
    case "array":
      return printDeclaration(type.of, `${name}[${type.size ?? ""}]`);
    case "function":
      return printDeclaration(type.returns, `${name}(${printParameters(type)})`);
  }
}

/** Prints `type` alone, in the one spelling that hookgen uses everywhere. */
export function printType(type: CType): string {
  return printDeclaration(type);
}

/** Whether both are the same type, whatever spelling they were read from. */
export function sameType(a: CType, b: CType): boolean {
  return printType(a) === printType(b);
}

function printParameters(type: Extract<CType, { kind: "function" }>): string {
  const parameters = type.parameters.map(({ type, name }) => printDeclaration(type, name ?? ""));
  if (type.variadic) parameters.push("...");
  return parameters.length === 0 ? "void" : parameters.join(", ");
}

function bindsTighter(type: CType): boolean {
  return type.kind === "array" || type.kind === "function";
}

function inOrder(present: readonly Qualifier[]): Qualifier[] {
  return qualifiers.filter((qualifier) => present.includes(qualifier));
}
