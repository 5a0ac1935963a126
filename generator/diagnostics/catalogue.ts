import type { Wording } from "./diagnostic.js";
import { closestWord } from "./suggest.js";

/**
 * Every mistake that hookgen can find in its input, by its stable code: the message, and the help
 * where there is one. Codes are what tests and tools rely on; wording may improve at any time.
 */
export const catalogue = {
  "yaml-syntax": ({ problem }: { problem: string }) => ({ message: problem }),
  "yaml-alias": () => ({
    message: "an alias or anchor has no place in a definition",
    help: "write the value out",
  }),
  "not-utf8": () => ({
    message: "the file is not UTF-8 text",
    help: "save it as UTF-8, without NUL characters",
  }),
  "unreadable-file": ({ reason }: { reason: string }) => ({
    message: `the file cannot be read: ${reason}`,
  }),
  "no-definitions": ({ folder }: { folder: string }) => ({
    message: `there is no hook definition in ${folder}`,
    help: `a hook is a file ${folder}/<scope>/<name>.yaml`,
  }),
  "misplaced-file": ({ reason }: { reason: string }) => ({
    message: reason,
    help: "a hook is a file <scope>/<name>.yaml; its scope and name are C identifiers",
  }),
  "missing-field": ({ field, of }: { field: string; of: string }) => ({
    message: `${of} needs \`${field}\``,
  }),
  "unknown-field": ({ field, known }: { field: string; known: readonly string[] }) => ({
    message: `there is no field \`${field}\` here`,
    help: suggest(field, known) ?? `the fields here are ${list(known)}`,
  }),
  "wrong-value": ({ expected, found }: { expected: string; found: string }) => ({
    message: `expected ${expected}, found ${found}`,
  }),
  "unknown-choice": ({ value, choices }: { value: string; choices: readonly string[] }) => ({
    message: `\`${value}\` is none of the values that can stand here`,
    help: suggest(value, choices) ?? `one of ${list(choices)}`,
  }),
  "c-syntax": ({ problem, type }: { problem: string; type: string }) => ({
    message: `${problem}: \`${type}\``,
  }),
  "declared-name": ({ declared, name }: { declared: string; name: string }) => ({
    message: `the type declares \`${declared}\`, but the parameter's name is \`${name}\``,
    help: "leave the name out of the type, or write the same one",
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
    help:
      typedef === null
        ? (suggest(name, known) ?? `add \`${name}\` to types.yaml`)
        : `its typedef is: write \`${typedef}\``,
  }),
  "type-without-declaration": ({ name }: { name: string }) => ({
    message: `nothing says how \`${name}\` is declared where there is no SDK`,
    help: "give `struct` (its tag), `declaration` (C text) or a system `header` in angle brackets",
  }),
  "unusable-type": ({ problem, type }: { problem: string; type: string }) => ({
    message: `${problem}: \`${type}\``,
  }),
  "incomplete-type": ({ name }: { name: string }) => ({
    message: `\`${name}\` is only known by its name, so it cannot be passed by value`,
    help: `pass a pointer: \`${name} *\``,
  }),
  "unknown-constant": ({ name, known }: { name: string; known: readonly string[] }) => ({
    message: `the constant \`${name}\` is not in constants.yaml`,
    help: suggest(name, known) ?? `add \`${name}\` to constants.yaml`,
  }),
  "constant-without-value": ({ name }: { name: string }) => ({
    message: `the constant \`${name}\` needs either \`value\` or \`stand_in\``,
    help: "`value` is the published number; `stand_in` one of ours, where none is published",
  }),
  "unknown-scope": ({ scope, known }: { scope: string; known: readonly string[] }) => ({
    message: `the scope \`${scope}\` is not in scopes.yaml`,
    help: suggest(scope, known) ?? `add \`${scope}\` to scopes.yaml`,
  }),
  "unknown-group": ({ group, known }: { group: string; known: readonly string[] }) => ({
    message: `the group \`${group}\` is not in groups.yaml`,
    help: suggest(group, known) ?? `add \`${group}\` to groups.yaml`,
  }),
  "unknown-hook": ({ id, known }: { id: string; known: readonly string[] }) => ({
    message: `there is no hook \`${id}\``,
    help: suggest(id, known) ?? "a hook is named <scope>/<name>, like its file",
  }),
  "self-reference": ({ id }: { id: string }) => ({
    message: `\`${id}\` refers to itself`,
    help: "take it out",
  }),
  "replacement-cycle": ({ way }: { way: readonly string[] }) => ({
    message: `the replacements lead back to where they begin: ${list(way)}`,
    help: "the last of them is the one to use: it is not deprecated",
  }),
  "unknown-parameter": ({ name, known }: { name: string; known: readonly string[] }) => ({
    message: `the hook has no parameter \`${name}\``,
    help: suggest(name, known) ?? (known.length > 0 ? `its parameters are ${list(known)}` : null),
  }),
  "duplicate-parameter": ({ name }: { name: string }) => ({
    message: `the parameter \`${name}\` is there twice`,
  }),
  "unusable-name": ({ name, reason }: { name: string; reason: string }) => ({
    message: `\`${name}\` cannot be a name: ${reason}`,
  }),
  "length-type": ({ name, type }: { name: string; type: string }) => ({
    message: `\`${name}\` cannot hold a length: it is \`${type}\`, neither an integer nor a pointer to one`,
  }),
  "chain-type": ({ name, type, result }: { name: string; type: string; result: string }) => ({
    message: `a result of type \`${result}\` cannot be handed on as \`${name}\`, which is \`${type}\``,
  }),
  "stop-type": ({ stop, type }: { stop: string; type: string }) => ({
    message: `the stop rule \`${stop}\` does not fit a result of type \`${type}\``,
    help: stop.includes("null") ? "`null` and `nonnull` are for pointers" : null,
  }),
  "stop-choice": () => ({ message: "a stop rule is either `equals` or `not`, one of them" }),
  "value-type": ({ value, type }: { value: string; type: string }) => ({
    message: `\`${value}\` is no value for a result of type \`${type}\``,
  }),
  "void-result": ({ field }: { field: string }) => ({
    message: `a hook that returns \`void\` has no \`${field}\``,
    help: "write `returns: void`",
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

function list(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(", ");
}
