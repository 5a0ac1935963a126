import type { Code } from "./catalogue.js";
import type { Rule } from "./finding.js";

/** What each code stands for, and what to do about it: the sections of the reference page. */
const about = {
  "yaml-syntax": [
    "The file is not YAML.",
    "The message says what the reader of YAML stumbled over. Text that holds `: `, ` #` or begins with a backtick, `*`, `&`, `!`, `%` or `@` needs quotes.",
  ],
  "yaml-alias": [
    "An anchor or alias stands in a definition.",
    "Write the value out where it is used: a reviewer sees one definition at a time.",
  ],
  "duplicate-key": [
    "A mapping has the same key twice.",
    "Keep one of the two; of the other nobody would see that it does not count.",
  ],
  "empty-file": ["A file has nothing in it, or nothing but comments.", "Fill it, or remove it."],
  "yaml-tag": [
    "A value has a tag of YAML.",
    "Values are texts, `true` and `false`, lists and mappings; `!!binary` and the like are not read.",
  ],
  "several-documents": [
    "A file has several YAML documents.",
    "Write a file for each hook: its scope and name come from its path.",
  ],
  "too-deep": [
    "Something is nested deeper than any field.",
    "A closing bracket may be missing, or a text that begins with `[`, `{` or `- ` may need quotes.",
  ],
  "too-large": [
    "A file is larger than any definition.",
    "Move it out of the folder of definitions, or split it.",
  ],
  "no-key": [
    "A key is empty, a list or a mapping.",
    "Keys are words and numbers. Text that begins with `[`, `{` or `?` needs quotes.",
  ],
  "reserved-key": [
    "A key is a name that every object of JavaScript has.",
    "`constructor`, `toString` and the like can be no name of a type, constant, group or scope.",
  ],
  "unseen-character": [
    "A text has a character that is not seen.",
    "Control characters, marks of writing direction and line separators let a text look other than it is. Take them out, also where they are written as an escape such as `\\u202e`.",
  ],
  "not-utf8": [
    "The file is not text in UTF-8.",
    "Save it as UTF-8. NUL characters are no text either.",
  ],
  "unreadable-file": [
    "The file cannot be read.",
    "The message has the reason that the operating system gives, such as `EACCES` for missing permission.",
  ],
  "no-definitions": [
    "The folder has no hook.",
    "A hook is a file `<scope>/<name>.yaml` below the folder of definitions; `--definitions` names another folder.",
  ],
  "misplaced-file": [
    "A YAML file stands where no hook can stand.",
    "Hooks are `<scope>/<name>.yaml`, one folder deep, both parts C identifiers. Shared files stand at the top.",
  ],
  "missing-field": [
    "A field that is required is not there.",
    "Add it; the README lists the fields.",
  ],
  "unknown-field": [
    "There is no such field.",
    "It may be misspelt, or belong one level higher or lower. The help names the field that is closest, or all there are.",
  ],
  "wrong-value": [
    "A value has the wrong form.",
    "The message says what can stand there, and what does.",
  ],
  "unknown-choice": [
    "A value is none of the words that can stand there.",
    "Choose one of those that the help names.",
  ],
  "c-syntax": [
    "A C type cannot be read.",
    "Types are declarations as in a C prototype, with or without the name: `const char *argv[]`, `void (*done)(int)`. The frame points at the place.",
  ],
  "declared-name": [
    "A type declares another name than the parameter has.",
    "Leave the name out of the type, or write the same one.",
  ],
  "unknown-type": [
    "A C type is not declared.",
    "Every type that is not one of the language stands in `types.yaml`, with its header and how it is declared without the SDK.",
  ],
  "type-without-declaration": [
    "Nothing says how a type is declared without the SDK.",
    "Give its `struct` tag, a `declaration`, or a system `header` in angle brackets.",
  ],
  "bad-declaration": [
    "C text does not declare the type, or does more.",
    "A `declaration` is one typedef, or one struct, union or enum with its members. It goes into a header as it is, so nothing else can stand in it: no directive, no function, no variable.",
  ],
  "bad-typescript": [
    "A text is no type of TypeScript, or one that does not fit.",
    "`number`, `bigint`, `string`, `boolean`, `unknown`, `Uint8Array`, and lists, objects, functions and unions of these. What goes into a module as it is has to be understood.",
  ],
  "unusable-type": [
    "A type cannot be used here.",
    "No parameter is `void` or a function, no function returns an array or a function, and no array has such elements.",
  ],
  "incomplete-type": [
    "A struct is passed by value, but only its name is known.",
    "Pass a pointer. Without the SDK nobody knows how large the struct is.",
  ],
  "unknown-constant": [
    "A constant is not declared.",
    "Constants in `values`, `stop` and `default` stand in `constants.yaml`, so that they exist without the SDK.",
  ],
  "constant-without-value": [
    "A constant has no number, or two.",
    "`value` is the published number, `stand_in` one of ours where only the name is published; give one of them.",
  ],
  "unknown-scope": [
    "A scope is not declared.",
    "The folder names the scope; add it to `scopes.yaml` with a title and a summary.",
  ],
  "unknown-group": [
    "A group is not declared.",
    "Add it to `groups.yaml`, or choose one of those that are there.",
  ],
  "unknown-hook": [
    "A hook that is referred to does not exist.",
    "Hooks are named `<scope>/<name>`, like their files.",
  ],
  "self-reference": ["A hook refers to itself.", "Take the reference out."],
  "replacement-cycle": [
    "Deprecated hooks name each other as their replacement.",
    "The last one of the chain is what should be used, and is not deprecated.",
  ],
  "unknown-parameter": [
    "A field names a parameter that the hook does not have.",
    "`length` and `chain` name parameters of the same hook.",
  ],
  "duplicate-parameter": ["Two parameters have the same name.", "Rename one."],
  "duplicate-item": ["A list has the same item twice.", "Take one of the two out."],
  "not-a-pointer": [
    "A field that is for pointers stands at a parameter that is none.",
    "`direction: out` and `inout`, `nullable` and `length` are about what a pointer points to. What is passed by value has nothing of the kind.",
  ],
  "constant-target": [
    "Providers are to set something that is `const`.",
    "Take `const` out of the type, or `direction` out of the parameter.",
  ],
  "unusable-name": [
    "A name is reserved in one of the languages.",
    "Parameters become names in C, C++, TypeScript and Lua: words of these languages cannot be used, nor names that C keeps for compilers.",
  ],
  "length-type": [
    "A length is held by something that is no integer.",
    "`length` names an integer parameter, or a pointer to one.",
  ],
  "chain-type": [
    "A result cannot be handed on as the parameter that `chain` names.",
    "The parameter has the type of the result.",
  ],
  "stop-type": [
    "A stop rule does not fit the result.",
    "`null` and `nonnull` are for pointers, `zero` and `nonzero` for integers.",
  ],
  "stop-choice": ["A stop rule has both `equals` and `not`, or neither.", "Write one of them."],
  "value-type": [
    "A value does not fit the type of the result.",
    "`NULL` for a pointer; a whole number or a constant for an integer.",
  ],
  "void-result": [
    "A hook that returns nothing has rules for its result.",
    "Write `returns: void`, or the type that it returns.",
  ],
  "name-collision": [
    "Two things would have the same name in an output.",
    "Names collide after conversion, too: file systems may not tell capitals apart, and `get_as` and `getAs` are one name in TypeScript.",
  ],
  "parameter-without-meaning": [
    "A parameter has no meaning.",
    "Whoever writes a provider needs it. Where the reference is silent: `allow: [parameter-without-meaning]`.",
  ],
  "threading-not-given": [
    "Nothing says which thread calls providers.",
    "`threading: unspecified` says that it is not known.",
  ],
  "placeholder-name": [
    "A parameter has a name that says nothing.",
    "Name it after what it holds. A published name stays: `allow: [placeholder-name]`.",
  ],
  "struct-with-typedef": [
    "A type is written as a struct, though it has a typedef.",
    "Script bindings find a type by its typedef.",
  ],
  "unused-allow": ["Something is allowed that does not occur.", "Take it out of `allow`."],
} as const satisfies Record<Code, readonly [summary: string, help: string]>;

/** Every code with its explanation, by name. */
export const codes: readonly Rule[] = Object.entries(about)
  .map(([id, [summary, help]]) => ({ id, summary, help }))
  .sort((a, b) => (a.id < b.id ? -1 : 1));
