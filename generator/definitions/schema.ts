import * as v from "valibot";
import { warnings } from "../diagnostics/catalogue.js";
import { codes } from "../diagnostics/codes.js";
import { acceptableRules, changeRules } from "../diff/rules.js";
import { isDay } from "./mend.js";

/*
 * The shape of every file in `definitions/`. Validation, the static types and the JSON Schemas that
 * editors read (see json-schema.ts) come from here.
 * Every scalar but `true` and `false` arrives as the text that stands in the file (see yaml.ts),
 * so that `since: 3.10` stays 3.10 and `default: 0` is C text. An editor knows nothing of that: where
 * a text may look like a number or like nothing, the JSON Schema has to say so.
 */

/** What a text may look like to an editor, besides a text. */
function orLooksLike(...types: readonly ("number" | "integer" | "boolean" | "null")[]) {
  return v.metadata<string, { type: readonly string[] }>({ type: ["string", ...types] });
}

/** What a compiler takes as a string, several of these together: 4095 bytes (C99 5.2.4.1). */
const longestLine = 300;
/** As many characters of a name as C99 tells apart (5.2.4.1). */
const longestName = 63;
/** How long a path, or the name of a page, may be on every common file system. */
const longestPath = 200;
/** As many parameters as fit in one string with their types; C99 has twice as many. */
const mostParameters = 32;

const oneLine = v.pipe(
  v.string(),
  v.nonEmpty("some text"),
  v.regex(/^[^\r\n]*$/, "text on one line"),
  v.maxLength(longestLine, `at most ${longestLine} characters`),
  orLooksLike("number"),
);
const markdown = v.pipe(v.string(), v.nonEmpty("some text"), orLooksLike("number"));
const identifier = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z_]\w*$/, "a C identifier"),
  v.maxLength(longestName, `at most ${longestName} characters`),
);
const cText = v.pipe(
  v.string(),
  v.nonEmpty("some C text"),
  v.regex(/^[^\r\n]*$/, "C on one line"),
  v.regex(/^[ -_a-~\r\n]*$/, "C in ASCII, without backticks"),
  v.maxLength(longestPath, `at most ${longestPath} characters`),
);
/** A number, a constant, `NULL`. */
const cValue = v.pipe(cText, orLooksLike("number", "null"));
const date = v.pipe(
  v.string(),
  v.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, "a date as in 2026-01-31"),
  v.check(isDay, "a date as in 2026-01-31"),
);
/** What fits into 64 bits; C reads `010` as an octal number. */
const wholeNumber = v.pipe(
  v.string(),
  v.regex(/^-?(0|[1-9]\d{0,18})$/, "a whole number"),
  orLooksLike("integer"),
);
const headerPath = v.pipe(
  v.string(),
  v.regex(/^(?!.*(^|\/)\.\.?(\/|$))[\w.-]+(\/[\w.-]+)*\.h$/, "a header's path, as in hooks/x.h"),
  v.maxLength(longestPath, `at most ${longestPath} characters`),
);
const include = v.pipe(
  v.string(),
  v.regex(
    /^(?!<?\/|.*(^|[/<])\.{0,2}([/>]|$))(<[\w./+-]+>|[\w./+-]+)$/,
    "a header's path, as in dns.h or <stdio.h>",
  ),
  v.maxLength(longestPath, `at most ${longestPath} characters`),
);

/** To an editor, `NULL` as a key may be an empty text. */
const cKey = v.pipe(
  cText,
  orLooksLike("number", "boolean", "null"),
  v.metadata<string, { minLength: number }>({ minLength: 0 }),
);
/** What each value means, by its C text: a number, a constant, `NULL`. */
const values = v.record(cKey, markdown);

export const stopRules = ["never", "nonzero", "zero", "null", "nonnull", "unspecified"] as const;
export const threadings = ["any", "scheduler", "unspecified"] as const;
export const directions = ["in", "out", "inout"] as const;

/** A schema with the text that an editor shows for it. */
function described<S extends v.GenericSchema>(schema: S, description: string) {
  return v.pipe(schema, v.description(description));
}

/** A field that may be left out, with the text that an editor shows for it. */
function optional<S extends v.GenericSchema>(schema: S, description: string) {
  return v.optional(described(schema, description));
}

/** One of some words, with what each of them means. */
function choice<const Words extends readonly string[]>(
  words: Words,
  meanings: Readonly<Record<Words[number], string>>,
) {
  const enumDescriptions = words.map((word) => meanings[word as Words[number]]);
  return v.pipe(v.picklist(words), v.metadata({ enumDescriptions }));
}

const parameter = v.strictObject({
  name: described(identifier, "Its name in C."),
  type: optional(
    cText,
    "The type as C has it, with or without the name: `const char *argv[]`, `void (*)(int)`. Left out only where `lua_only` says that C does not know the hook.",
  ),
  meaning: optional(markdown, "What is passed. Markdown."),
  direction: optional(
    choice(directions, {
      in: "Providers read it.",
      out: "Providers set what it points to.",
      inout: "Providers read and set what it points to.",
    }),
    "Whether providers set what it points to; `in` if left out.",
  ),
  nullable: optional(v.boolean(), "Whether NULL may be passed. Left out where nothing is known."),
  length: optional(identifier, "The parameter that holds its length, in elements or bytes."),
  values: optional(
    values,
    "What each value means: a mapping from a number or constant to Markdown.",
  ),
});

const stop = v.union([
  choice(stopRules, {
    never: "Every provider runs.",
    nonzero: "A result other than 0 ends the call.",
    zero: "A result of 0 ends the call.",
    null: "NULL ends the call.",
    nonnull: "A result other than NULL ends the call.",
    unspecified: "The published reference does not say.",
  }),
  v.strictObject({
    equals: optional(cValue, "The result that ends the call: a number or constant."),
    not: optional(cValue, "The result that lets the call go on: a number or constant."),
  }),
]);

const returns = v.union([
  cText,
  v.strictObject({
    type: described(cText, "The C type of the result."),
    meaning: optional(markdown, "What the result says. Markdown."),
    values: optional(
      values,
      "What each result means: a mapping from a number or constant to Markdown.",
    ),
    stop: optional(
      stop,
      "Which result ends a call, so that no further provider runs: a word, `equals: X` or `not: X`; `unspecified` if left out.",
    ),
    default: optional(
      cValue,
      "The result when nobody has registered, as C text. Left out where nothing is known.",
    ),
    chain: optional(
      identifier,
      "The parameter in which each provider gets the result of the one before it.",
    ),
  }),
]);

const deprecated = v.strictObject({
  since: optional(oneLine, "The version from which on the hook is not to be used."),
  replacement: optional(
    oneLine,
    "What to use instead: a hook, as in `core/log_error`, or a function.",
  ),
  reason: optional(oneLine, "Why, in one line."),
});

const example = v.strictObject({
  c: optional(markdown, "A provider in C."),
  lua: optional(markdown, "A provider in Lua."),
});

const warning = v.pipe(
  v.picklist(warnings),
  v.metadata({
    enumDescriptions: warnings.map((code) => codes.find(({ id }) => id === code)?.summary),
  }),
);

const acceptedRule = v.pipe(
  v.picklist(acceptableRules),
  v.metadata({ enumDescriptions: acceptableRules.map((id) => changeRules[id].summary) }),
);

const accept = optional(
  v.array(
    v.strictObject({
      rule: described(acceptedRule, "The kind of change, as `hookgen diff` names it."),
      reason: described(oneLine, "Why the change is intended, in one line."),
    }),
  ),
  "Changes that `hookgen diff` finds here and that are intended.",
);

/** `definitions/<scope>/<name>.yaml`: one hook. */
export const hookSchema = v.strictObject({
  summary: described(
    oneLine,
    "One line: what has happened, or is wanted, when the hook is called.",
  ),
  description: optional(markdown, "What the hook is for, and how to use it. Markdown."),
  returns: described(
    returns,
    "What a provider returns: `void`, a C type, or a mapping with `type` that says more.",
  ),
  parameters: optional(
    v.pipe(v.array(parameter), v.maxLength(mostParameters, `at most ${mostParameters} parameters`)),
    "What is passed to each provider, in order, after the closure.",
  ),
  closure: optional(
    v.boolean(),
    "Whether a provider gets what it registered with; `true` if left out.",
  ),
  threading: optional(
    choice(threadings, {
      any: "Any thread calls providers.",
      scheduler: "Only the scheduler thread calls providers.",
      unspecified: "The published reference does not say.",
    }),
    "The thread that calls providers; `unspecified` if left out.",
  ),
  since: optional(oneLine, "The version of Momentum that brought the hook."),
  deprecated: optional(
    deprecated,
    "That the hook is not to be used any more: since when, what to use instead and why, each if known.",
  ),
  notes: optional(v.array(markdown), "What else is to be known. A list of Markdown."),
  warnings: optional(v.array(markdown), "What can go wrong. A list of Markdown."),
  example: optional(example, "Code that shows the hook in use."),
  see_also: optional(v.array(v.string()), "Other hooks, as in `core/log_error`."),
  group: optional(identifier, "What the hook is for: a group of `groups.yaml`."),
  lua_only: optional(
    v.boolean(),
    "Whether only Lua knows the hook: then there is no header, and types may be left out.",
  ),
  allow: optional(v.array(warning), "Warnings that are in order here, as in `[placeholder-name]`."),
  page: optional(
    v.pipe(
      v.string(),
      v.regex(/^[\w-]+$/, "a page's name, without its ending"),
      v.maxLength(longestPath, `at most ${longestPath} characters`),
    ),
    "The name of the hook's page without its ending, if it does not follow from scope and name.",
  ),
  header: optional(
    headerPath,
    "Where the header goes, if not to `hooks/<scope>/<name>.h`. Hooks may share one.",
  ),
  includes: optional(v.array(include), "Further headers that it needs: `dns.h`, `<stdio.h>`."),
  updated: optional(
    date,
    "The day of the last revision, as in `2026-01-31`. It is shown on the page.",
  ),
  accept,
});

/** `definitions/types.yaml`: every C type that is not one of the language, by its name. */
export const typesSchema = v.record(
  v.pipe(v.string(), v.regex(/^((struct|union|enum) )?[A-Za-z_]\w*$/, "the name of a C type")),
  v.strictObject({
    summary: described(oneLine, "One line: what the type stands for."),
    header: optional(include, "The SDK's header that declares it, or a `<system>` one."),
    struct: optional(identifier, "The tag of the struct that it is a typedef of."),
    declaration: optional(
      markdown,
      "C text that declares it in builds without the SDK, where `struct` does not say it.",
    ),
    page: optional(oneLine, "Its page in the published reference."),
    typescript: optional(
      oneLine,
      "What it is in TypeScript: `opaque` (if left out), a type of the language, or a type's text.",
    ),
    typescript_name: optional(
      identifier,
      "Its name in TypeScript, where the one that follows from C would mislead.",
    ),
    lua_name: optional(identifier, "Its name in Lua, if it is not that of C."),
    accept,
  }),
);

const constant = v.strictObject({
  summary: described(oneLine, "One line: what the number means."),
  value: optional(wholeNumber, "The published number."),
  stand_in: optional(
    wholeNumber,
    "A number of ours, where only the name is published. It is never used in a build with the SDK.",
  ),
});

/** `definitions/constants.yaml`: named numbers that hooks take or return, in groups. */
export const constantsSchema = v.record(
  identifier,
  v.strictObject({
    summary: described(oneLine, "One line: what the numbers of the group are for."),
    header: optional(include, "The SDK's header that defines them, where one is published."),
    accept,
    values: described(v.record(identifier, constant), "The numbers of the group, by their names."),
  }),
);

/** `definitions/scopes.yaml`: the scopes, in the order in which they are listed. */
export const scopesSchema = v.record(
  identifier,
  v.strictObject({
    title: described(oneLine, "The title of the scope's page."),
    summary: described(oneLine, "One line: what the hooks of the scope are about."),
  }),
);

/** `definitions/groups.yaml`: what hooks are for, in the order of the overview page. */
export const groupsSchema = v.record(
  identifier,
  v.strictObject({
    title: described(oneLine, "The group's title on the overview page."),
    summary: described(oneLine, "One line: what the hooks of the group are for."),
    next: optional(v.array(identifier), "The groups where a message goes from here."),
    main: optional(
      v.array(v.string()),
      "The hooks that stand for the group in the picture of a message's life.",
    ),
  }),
);

/** `definitions/removed.yaml`: the hooks that were taken away on purpose, by their ids. */
export const removedSchema = v.record(
  v.pipe(v.string(), v.regex(/^[A-Za-z_]\w*\/[A-Za-z_]\w*$/, "a hook, as in core/log_error")),
  v.strictObject({
    reason: described(oneLine, "Why it is gone, in one line."),
    since: optional(oneLine, "The version of Momentum that no longer has it."),
    replacement: optional(oneLine, "What to use instead: a hook or a function."),
  }),
);

/** `definitions/package.yaml`: what the package of TypeScript modules is called. */
export const packageSchema = v.strictObject({
  name: described(
    v.pipe(
      v.string(),
      v.regex(/^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/, "a name that npm allows"),
    ),
    "The name of the package, as npm allows it.",
  ),
  version: described(
    v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+(-[\w.-]+)?$/, "a version as in 1.2.3")),
    "The version of the package, as in `1.2.3`.",
  ),
  description: optional(oneLine, "One line: what the package is."),
  license: optional(oneLine, "The license, by its SPDX name."),
});

export type HookDefinition = v.InferOutput<typeof hookSchema>;
export type ParameterDefinition = v.InferOutput<typeof parameter>;
export type TypesDefinition = v.InferOutput<typeof typesSchema>;
export type ConstantsDefinition = v.InferOutput<typeof constantsSchema>;
export type ScopesDefinition = v.InferOutput<typeof scopesSchema>;
export type PackageDefinition = v.InferOutput<typeof packageSchema>;
export type GroupsDefinition = v.InferOutput<typeof groupsSchema>;
export type RemovedDefinition = v.InferOutput<typeof removedSchema>;
