import type { Wording } from "./diagnostic.js";
import { closestField, closestWord, sameField } from "./suggest.js";
import { codeWords } from "./words.js";

/**
 * Every mistake that hookgen can find in its input, by its stable code: the message, and the help
 * where there is one. Codes are what tests and tools rely on; wording may improve at any time.
 */
export const catalogue = {
  "yaml-syntax": ({ problem, help }: { problem: string; help: string | null }) => ({
    message: problem,
    help,
  }),
  "yaml-alias": () => ({
    message: "an alias or anchor has no place in a definition",
    help: "write the value out; a text that begins with `*` or `&` needs quotes",
  }),
  "duplicate-key": ({ key, line }: { key: string; line: number }) => ({
    message: `\`${key}\` is there already, in line ${line}`,
    help: "keep one of the two",
  }),
  "empty-file": ({ what, fields }: { what: string; fields: readonly string[] }) => ({
    message: "there is nothing in this file",
    help: fields.length > 0 ? `${what} has at least ${codeWords(fields)}` : "fill it, or remove it",
  }),
  "yaml-tag": ({ tag }: { tag: string }) => ({
    message: `the tag \`${tag}\` has no place in a definition`,
    help: "write the value without it; text that begins with `!` needs quotes",
  }),
  "several-documents": () => ({
    message: "a second YAML document begins here",
    help: "a file has one definition; text that begins with `---` needs quotes or a block",
  }),
  "too-deep": ({ deepest }: { deepest: number }) => ({
    message: `this is nested more than ${deepest} levels deep`,
    help: "no field is; a bracket or brace may be missing, or need quotes",
  }),
  "too-large": ({ limit }: { limit: number }) => ({
    message: `the file has more than ${limit / (1 << 20)} MiB`,
    help: "a definition has a few lines; move the file away if it is none",
  }),
  "no-key": () => ({
    message: "a key is a word or a number, nothing else",
    help: "text that begins with `[`, `{` or `?` needs quotes",
  }),
  "reserved-key": ({ name }: { name: string }) => ({
    message: `\`${name}\` cannot be a key: every object of JavaScript has it`,
    help: "choose another name",
  }),
  "unseen-character": ({ name }: { name: string }) => ({
    message: `${name} is not seen, but changes how the text around it is shown or read`,
    help: "take it out, or write its name instead",
  }),
  "not-utf8": () => ({
    message: "the file is not UTF-8 text",
    help: "save it as UTF-8, without NUL characters",
  }),
  "unreadable-file": ({ reason }: { reason: string }) => ({
    message: `the file cannot be read: ${readingFailures[reason] ?? "the system gives the reason"} (${reason})`,
    help: reason === "EACCES" ? "let your user read it: `chmod u+r`, or `chown`" : null,
  }),
  "no-definitions": ({ folder }: { folder: string }) => ({
    message: `there is no hook definition in ${folder}`,
    help: `a hook is a file ${folder}/<scope>/<name>.yaml; --definitions names another folder`,
  }),
  "misplaced-file": ({ reason, help }: { reason: string; help: string }) => ({
    message: reason,
    help,
  }),
  "missing-field": ({ field, of }: { field: string; of: string }) => ({
    message: `${of} needs \`${field}\``,
    help: `add \`${field}: ${examples[field] ?? "..."}\``,
  }),
  "unknown-field": (unknown: UnknownField) => ({
    message: `${unknown.of} has no field \`${unknown.field}\``,
    help: unknown.nested ? aboutNested(unknown) : aboutField(unknown),
  }),
  "wrong-value": ({ expected, found, help }: WrongValue) => ({
    message: `expected ${expected}, found ${found}`,
    help,
  }),
  "unknown-choice": ({ value, choices }: { value: string; choices: readonly string[] }) => ({
    message: `\`${value}\` is none of the values that can stand here`,
    help:
      suggest(value, choices) ??
      `one of ${codeWords(choices)}${choices.includes("nonnull") ? ", or a mapping with `equals` or `not`" : ""}`,
  }),
  "c-syntax": ({ problem, type, help }: CSyntax) => ({
    message: `${problem}: \`${type}\``,
    help,
  }),
  "declared-name": ({ declared, name }: { declared: string; name: string | null }) => ({
    message:
      name === null
        ? `a result has no name, but the type declares \`${declared}\``
        : `the type declares \`${declared}\`, but the parameter's name is \`${name}\``,
    help:
      name === null
        ? "leave the name out"
        : "leave the name out of the type, or write the same one",
  }),
  "unknown-type": ({
    name,
    known,
    typedef,
  }: {
    name: string;
    known: readonly string[];
    typedef: string | null;
  }) => ({
    message: `the C type \`${name}\` is not declared in types.yaml`,
    help: typedef === null ? aboutType(name, known) : `its typedef is: write \`${typedef}\``,
  }),
  "type-without-declaration": ({ name }: { name: string }) => ({
    message: `nothing says how \`${name}\` is declared where there is no SDK`,
    help: "give `struct` (its tag), `declaration` (C text) or a system `header` in angle brackets",
  }),
  "bad-declaration": ({ problem, help }: { problem: string; help?: string }) => ({
    message: `the declaration cannot be used: ${problem}`,
    help: help ?? "write a typedef, or a struct, union or enum with its members; nothing else",
  }),
  "bad-typescript": ({ problem }: { problem: string }) => ({
    message: `the TypeScript type cannot be used: ${problem}`,
    help: "`opaque`, a type of the language, or a list, object, function or union of these",
  }),
  "unusable-type": ({ problem, type, help }: CSyntax) => ({
    message: `${problem}: \`${type}\``,
    help,
  }),
  "incomplete-type": ({ name }: { name: string }) => ({
    message: `\`${name}\` is only known by its name, so it cannot be passed by value or in an array`,
    help: `pass a pointer: \`${name} *\``,
  }),
  "unknown-constant": ({ name, known }: { name: string; known: readonly string[] }) => ({
    message: `the constant \`${name}\` is not in constants.yaml`,
    help:
      name === "true" || name === "false"
        ? `write \`${name === "true" ? 1 : 0}\``
        : (suggest(name, known) ??
          `add \`${name}\` to a group of constants.yaml, with \`summary\` and \`value\``),
  }),
  "constant-without-value": ({ name, given }: { name: string; given: number }) => ({
    message:
      given === 0
        ? `the constant \`${name}\` needs \`value\` or \`stand_in\``
        : `the constant \`${name}\` has both \`value\` and \`stand_in\``,
    help: "`value` is the published number; `stand_in` one of ours, where none is published",
  }),
  "unknown-scope": ({ scope, known }: { scope: string; known: readonly string[] }) => ({
    message: `the scope \`${scope}\` is not in scopes.yaml`,
    help:
      suggest(scope, known) ?? `add \`${scope}\` to scopes.yaml, with \`title\` and \`summary\``,
  }),
  "unknown-group": ({ group, known }: { group: string; known: readonly string[] }) => ({
    message: `the group \`${group}\` is not in groups.yaml`,
    help:
      suggest(group, known) ?? `add \`${group}\` to groups.yaml, with \`title\` and \`summary\``,
  }),
  "unknown-hook": ({ id, known }: { id: string; known: readonly string[] }) => ({
    message: `there is no hook \`${id}\``,
    help: aboutHook(id, known),
  }),
  "self-reference": ({ id }: { id: string }) => ({
    message: `\`${id}\` refers to itself`,
    help: "take it out",
  }),
  "replacement-cycle": ({ way }: { way: readonly string[] }) => ({
    message: `the replacements lead back to where they begin: ${codeWords(way)}`,
    help: "the hook to use now needs no `replacement`: take it out there",
  }),
  "unknown-parameter": ({ name, known }: { name: string; known: readonly string[] }) => ({
    message: `the hook has no parameter \`${name}\``,
    help:
      suggest(name, known) ??
      (known.length > 0 ? `its parameters are ${codeWords(known)}` : "it has no parameters at all"),
  }),
  "duplicate-parameter": ({ name }: { name: string }) => ({
    message: `the parameter \`${name}\` is there twice`,
    help: "give one of the two another name",
  }),
  "duplicate-item": ({ item }: { item: string }) => ({
    message: `\`${item}\` is in this list already`,
    help: "take it out",
  }),
  "unusable-name": ({ name, reason, help }: UnusableName) => ({
    message: `\`${name}\` cannot be a name: ${reason}`,
    help: help ?? `choose another one, as in \`${name.replace(/^_+/, "")}_value\``,
  }),
  "not-a-pointer": ({ name, type, field }: { name: string; type: string; field: string }) => ({
    message: `\`${name}\` is \`${type}\`, not a pointer, so it has no \`${field}\``,
    help: `take \`${field}\` out, or make the type a pointer: \`${type} *\``,
  }),
  "constant-target": ({ name, type }: { name: string; type: string }) => ({
    message: `providers cannot set what \`${name}\` points to: it is \`${type}\``,
    help: "take `const` out of the type, or `direction` out of the parameter",
  }),
  "length-type": ({ name, type }: { name: string; type: string }) => ({
    message: `\`${name}\` cannot hold a length: it is \`${type}\`, neither an integer nor a pointer to one`,
    help: "name the parameter that holds the number of elements or bytes, as in `size_t`",
  }),
  "chain-type": ({ name, type, result }: { name: string; type: string; result: string }) => ({
    message: `a result of type \`${result}\` cannot be handed on as \`${name}\`, which is \`${type}\``,
    help: "the parameter and the result need the same type",
  }),
  "stop-type": ({ stop, type, fits }: { stop: string; type: string; fits: Fits }) => ({
    message: `the stop rule \`${stop}\` does not fit a result of type \`${type}\``,
    help: stopHelp(stop, fits),
  }),
  "stop-choice": () => ({
    message: "a stop rule has either `equals` or `not`",
    help: "write `stop: { equals: X }`, or `stop: { not: X }`",
  }),
  "value-type": ({ value, type, help }: { value: string; type: string; help: string }) => ({
    message: `\`${value}\` is no value for a result of type \`${type}\``,
    help,
  }),
  "void-result": ({ field }: { field: string }) => ({
    message: `a hook that returns \`void\` has no \`${field}\``,
    help: `take \`${field}\` out, or give the type of the result`,
  }),
  "parameter-without-meaning": ({ name }: { name: string }) => ({
    message: `nothing says what \`${name}\` means`,
    help: "give it a `meaning`, or, where the reference has none, `allow` this in the definition",
  }),
  "threading-not-given": () => ({
    message: "nothing says which thread calls the providers",
    help: "write `threading: any` or `scheduler`, or `unspecified` where the reference is silent",
  }),
  "placeholder-name": ({ name }: { name: string }) => ({
    message: `\`${name}\` says nothing of what the parameter is`,
    help: "name it after what it holds; a published name can be `allow`ed in the definition",
  }),
  "struct-with-typedef": ({ name, typedef }: { name: string; typedef: string }) => ({
    message: `\`${name}\` has a typedef, by which scripts know it`,
    help: `write \`${typedef}\``,
  }),
  "unused-allow": ({ allowed }: { allowed: string }) => ({
    message: `there is no \`${allowed}\` here to allow`,
    help: "take it out of `allow`",
  }),
  "name-collision": ({ name, kind, other }: { name: string; kind: string; other: string }) => ({
    message: `the ${kind} \`${name}\` is already that of ${other}`,
    help: "one of the two needs another name",
  }),
} satisfies Record<string, (parameters: never) => Wording>;

/** Why the system may refuse to read a file. */
const readingFailures: Readonly<Record<string, string>> = {
  EACCES: "you have no permission",
  EPERM: "you have no permission",
  EISDIR: "it is a folder",
  ENOENT: "it is not there any more",
  ELOOP: "it is a link that leads back to itself",
  EIO: "the disk has failed",
};

interface UnknownField {
  readonly field: string;
  readonly known: readonly string[];
  /** Where else there is a field of this name; empty for the top of the file. */
  readonly elsewhere: readonly string[];
  /** Whether it is a name, with the fields in a mapping of its own, or with the type alone. */
  readonly nested: { readonly type: string | null } | null;
  /** What has no such field. */
  readonly of: string;
}

interface WrongValue {
  readonly expected: string;
  readonly found: string;
  readonly help: string | null;
}

interface CSyntax {
  readonly problem: string;
  readonly type: string;
  readonly help: string | null;
}

interface UnusableName {
  readonly name: string;
  readonly reason: string;
  readonly help?: string;
}

/** What a stop rule can be compared with: the result is a pointer, an integer, or neither. */
type Fits = "pointer" | "integer" | "neither";

function stopHelp(stop: string, fits: Fits): string {
  if (fits === "neither") return "nothing but `never` and `unspecified` fits this type";
  const twin = { null: "zero", nonnull: "nonzero", zero: "null", nonzero: "nonnull" }[stop];
  return `for ${fits === "pointer" ? "a pointer" : "an integer"} write \`${twin}\``;
}

/** What stands behind a field that is missing. */
const examples: Readonly<Record<string, string>> = {
  summary: "<one line: what it is, or when it is called>",
  returns: "void` or `returns: <a C type>",
  name: "<a C identifier>",
  type: "<a C type, as in const char *>",
  title: "<the heading of its page>",
  values: "<each constant with its summary and value>",
  version: "1.0.0",
};

function aboutNested({ field, nested }: UnknownField): string {
  const type = nested?.type ?? null;
  return type === null
    ? `write \`name: ${field}\`, with the other fields below it in the same column`
    : `write \`name: ${field}\`, and below it in the same column \`type: ${type}\``;
}

/** What a definition does not say, because its path does. */
const saidByThePath: ReadonlyMap<string, string> = new Map([
  ["name", "take it out: a hook is called like its file"],
  ["scope", "take it out: the folder of the file is the scope"],
]);

function aboutField({ field, known, elsewhere, of }: UnknownField): string {
  if (/[()[\]*]/.test(field)) return "a text with a comma needs quotes within `{ }`";
  const said = of === "a hook" ? saidByThePath.get(field) : undefined;
  if (said !== undefined) return said;
  const [place] = elsewhere;
  const meant = closestField(field, known);
  const isSame = sameField(field, known) !== null;
  if (place === undefined || isSame || (meant !== null && elsewhere.length > 1))
    return meant === null ? `its fields are ${codeWords(known)}` : `did you mean \`${meant}\`?`;
  const places = elsewhere.map((one) => (one === "" ? "the hook itself" : `\`${one}\``));
  return `\`${field}\` is a field of ${places.join(" and ")}`;
}

function aboutHook(id: string, known: readonly string[]): string {
  const bare = id.replace(/\.ya?ml$/, "").replace(/^.*\/(?=[^/]*\/)/, "");
  const meant = known.find((one) => one === bare || one.endsWith(`/${bare}`));
  return meant === undefined
    ? (suggest(id, known) ?? "a hook is named <scope>/<name>, like its file")
    : `did you mean \`${meant}\`?`;
}

/** What other languages call the types of C. */
const typesOfOthers: ReadonlyMap<string, string> = new Map(
  Object.entries({
    nothing: "void",
    none: "void",
    null: "void",
    string: "const char *",
    str: "const char *",
    String: "const char *",
    boolean: "bool",
    Boolean: "bool",
    BOOL: "bool",
    integer: "int",
    number: "int` or `double",
    byte: "unsigned char",
    uint: "unsigned int",
    ulong: "unsigned long",
    ushort: "unsigned short",
    uchar: "unsigned char",
    u8: "unsigned char",
    bytes: "unsigned char *",
    any: "void *",
    real: "double",
    float32: "float",
    float64: "double",
  }),
);

/** Types of the C library that somebody may use first, and the header that declares each. */
const standardTypes: readonly [pattern: RegExp, header: string, typescript: string][] = [
  [/^u?int(8|16|32)_t$/, "stdint.h", "number"],
  [/^(u?int64_t|u?intptr_t|u?intmax_t)$/, "stdint.h", "bigint"],
  [/^(size_t|ptrdiff_t)$/, "stddef.h", "bigint"],
  [/^(ssize_t|off_t)$/, "sys/types.h", "bigint"],
  [/^(pid_t|uid_t|gid_t|mode_t)$/, "sys/types.h", "number"],
  [/^time_t$/, "time.h", "bigint"],
  [/^FILE$/, "stdio.h", "opaque"],
  [/^va_list$/, "stdarg.h", "opaque"],
  [/^struct tm$/, "time.h", "opaque"],
  [/^struct timeval$/, "sys/time.h", "opaque"],
  [/^struct sockaddr$/, "sys/socket.h", "opaque"],
];

function aboutType(name: string, known: readonly string[]): string {
  const other = typesOfOthers.get(name);
  if (other !== undefined) return `in C it is \`${other}\``;
  const standard = standardTypes.find(([pattern]) => pattern.test(name));
  if (standard !== undefined) {
    const [, header, typescript] = standard;
    return `add \`${name}\` to types.yaml, with \`summary\`, \`header: <${header}>\` and \`typescript: ${typescript}\``;
  }
  const fields = /^(struct|union|enum) /.test(name)
    ? "`summary`"
    : "`summary` and `struct` (its tag)";
  return suggest(name, known) ?? `add \`${name}\` to types.yaml, with ${fields}`;
}

/** What could be better, but is no mistake. Each can be allowed in a definition. */
export const warnings = [
  "parameter-without-meaning",
  "threading-not-given",
  "placeholder-name",
  "struct-with-typedef",
] as const;

/** Whether a code is that of a warning. */
export function isWarning(code: string): boolean {
  return code === "unused-allow" || warnings.some((warning) => warning === code);
}

export type Code = keyof typeof catalogue;
export type ParametersOf<C extends Code> =
  Parameters<(typeof catalogue)[C]> extends [infer P] ? P : Record<never, never>;

function suggest(word: string, known: readonly string[]): string | null {
  const meant = closestWord(word, known);
  return meant === null ? null : `did you mean \`${meant}\`?`;
}
