/** A C type as a tree: what a declaration says of the name it declares (C17 6.7.6). */
export type CType = NamedType | PointerType | ArrayType | FunctionType | UnknownType;

/** Qualifiers that may stand on a named type or a pointer, in the order in which they are printed. */
export const qualifiers = ["const", "volatile", "restrict"] as const;
export type Qualifier = (typeof qualifiers)[number];

/** A type with a name: `int`, `unsigned char`, `struct timeval`, `domain_record`. */
export interface NamedType {
  readonly kind: "named";
  /** Spelled in one way: `unsigned int` for `unsigned`, `long` for `long int`. */
  readonly name: string;
  readonly qualifiers: readonly Qualifier[];
}

export interface PointerType {
  readonly kind: "pointer";
  readonly to: CType;
  readonly qualifiers: readonly Qualifier[];
}

export interface ArrayType {
  readonly kind: "array";
  readonly of: CType;
  /** The text between the brackets, `null` for `[]`. */
  readonly size: string | null;
}

export interface FunctionType {
  readonly kind: "function";
  readonly returns: CType;
  readonly parameters: readonly FunctionParameter[];
  /** Whether the parameters end in `...`. */
  readonly variadic: boolean;
}

/** A type that is not published: what only Lua knows has none in C. */
export interface UnknownType {
  readonly kind: "unknown";
}

export interface FunctionParameter {
  readonly name: string | null;
  readonly type: CType;
}

/** The arithmetic types of the language itself; every other name has to be declared somewhere. */
export const basicTypes: ReadonlySet<string> = new Set([
  "void",
  "bool",
  "char",
  "signed char",
  "unsigned char",
  "short",
  "unsigned short",
  "int",
  "unsigned int",
  "long",
  "unsigned long",
  "long long",
  "unsigned long long",
  "float",
  "double",
  "long double",
]);

/** Whether `type` is `void` itself, qualified or not. */
export function isVoid(type: CType): boolean {
  return type.kind === "named" && type.name === "void";
}

/** Every name of a type in `type`, in the order of the text. */
export function namesIn(type: CType): string[] {
  switch (type.kind) {
    case "named":
      return [type.name];
    case "pointer":
      return namesIn(type.to);
    case "array":
      return namesIn(type.of);
    case "function":
      return [type.returns, ...type.parameters.map((parameter) => parameter.type)].flatMap(namesIn);
    case "unknown":
      return [];
  }
}

/** The names in `type` that are not of the language, and have to be declared. */
export function declaredNamesIn(type: CType): string[] {
  return namesIn(type).filter((name) => !basicTypes.has(name));
}
