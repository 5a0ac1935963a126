import * as v from "valibot";
import { warnings } from "../diagnostics/catalogue.js";
import { isDay } from "./mend.js";

/*
 * The shape of every file in `definitions/`. Validation and the static types come from here.
 * Every scalar but `true` and `false` arrives as the text that stands in the file (see yaml.ts),
 * so that `since: 3.10` stays 3.10 and `default: 0` is C text.
 */

const oneLine = v.pipe(
  v.string(),
  v.nonEmpty("some text"),
  v.regex(/^[^\r\n]*$/, "text on one line"),
);
const markdown = v.pipe(v.string(), v.nonEmpty("some text"));
const identifier = v.pipe(v.string(), v.regex(/^[A-Za-z_]\w*$/, "a C identifier"));
const cText = v.pipe(v.string(), v.nonEmpty("some C text"), v.regex(/^[^\r\n]*$/, "C on one line"));
const date = v.pipe(v.string(), v.check(isDay, "a date as in 2026-01-31"));
/** What fits into 64 bits; C reads `010` as an octal number. */
const wholeNumber = v.pipe(
  v.string(),
  v.check(
    (text) =>
      /^-?(0|[1-9]\d*)$/.test(text) &&
      text.length <= 20 &&
      BigInt.asIntN(64, BigInt(text)) === BigInt(text),
    "a whole number",
  ),
);
const headerPath = v.pipe(
  v.string(),
  v.regex(/^(?!.*(^|\/)\.\.?(\/|$))[\w.-]+(\/[\w.-]+)*\.h$/, "a header's path, as in hooks/x.h"),
);
const include = v.pipe(
  v.string(),
  v.regex(
    /^(?!<?\/|.*(^|[/<])\.\.?\/)(<[\w./+-]+>|[\w./+-]+)$/,
    "a header's path, as in dns.h or <stdio.h>",
  ),
);

/** What each value means, by its C text: a number, a constant, `NULL`. */
const values = v.record(cText, markdown);

export const stopRules = ["never", "nonzero", "zero", "null", "nonnull", "unspecified"] as const;
export const threadings = ["any", "scheduler", "unspecified"] as const;
export const directions = ["in", "out", "inout"] as const;

const parameter = v.strictObject({
  name: identifier,
  /** Left out only where `lua_only` says that C does not know the hook. */
  type: v.optional(cText),
  meaning: v.optional(markdown),
  direction: v.optional(v.picklist(directions)),
  nullable: v.optional(v.boolean()),
  length: v.optional(identifier),
  values: v.optional(values),
});

const stop = v.union([
  v.picklist(stopRules),
  v.strictObject({ equals: v.optional(cText), not: v.optional(cText) }),
]);

const returns = v.union([
  cText,
  v.strictObject({
    type: cText,
    meaning: v.optional(markdown),
    values: v.optional(values),
    stop: v.optional(stop),
    default: v.optional(cText),
    chain: v.optional(identifier),
  }),
]);

/** `definitions/<scope>/<name>.yaml`: one hook. */
export const hookSchema = v.strictObject({
  summary: oneLine,
  description: v.optional(markdown),
  returns,
  parameters: v.optional(v.array(parameter)),
  closure: v.optional(v.boolean()),
  threading: v.optional(v.picklist(threadings)),
  since: v.optional(oneLine),
  deprecated: v.optional(
    v.strictObject({
      since: v.optional(oneLine),
      replacement: v.optional(oneLine),
      reason: v.optional(oneLine),
    }),
  ),
  notes: v.optional(v.array(markdown)),
  warnings: v.optional(v.array(markdown)),
  example: v.optional(v.strictObject({ c: v.optional(markdown), lua: v.optional(markdown) })),
  see_also: v.optional(v.array(v.string())),
  group: v.optional(identifier),
  lua_only: v.optional(v.boolean()),
  allow: v.optional(v.array(v.picklist(warnings))),
  page: v.optional(v.pipe(v.string(), v.regex(/^[\w-]+$/, "a page's name, without its ending"))),
  header: v.optional(headerPath),
  includes: v.optional(v.array(include)),
  updated: v.optional(date),
});

/** `definitions/types.yaml`: every C type that is not one of the language, by its name. */
export const typesSchema = v.record(
  v.pipe(v.string(), v.regex(/^((struct|union|enum) )?[A-Za-z_]\w*$/, "the name of a C type")),
  v.strictObject({
    summary: oneLine,
    header: v.optional(include),
    struct: v.optional(identifier),
    declaration: v.optional(markdown),
    page: v.optional(oneLine),
    typescript: v.optional(oneLine),
    typescript_name: v.optional(identifier),
    lua_name: v.optional(identifier),
  }),
);

/** `definitions/constants.yaml`: named numbers that hooks take or return, in groups. */
export const constantsSchema = v.record(
  identifier,
  v.strictObject({
    summary: oneLine,
    header: v.optional(include),
    values: v.record(
      identifier,
      v.strictObject({
        summary: oneLine,
        value: v.optional(wholeNumber),
        stand_in: v.optional(wholeNumber),
      }),
    ),
  }),
);

/** `definitions/scopes.yaml`: the scopes, in the order in which they are listed. */
export const scopesSchema = v.record(
  identifier,
  v.strictObject({ title: oneLine, summary: oneLine }),
);

/** `definitions/groups.yaml`: what hooks are for, in the order of the overview page. */
export const groupsSchema = v.record(
  identifier,
  v.strictObject({
    title: oneLine,
    summary: oneLine,
    next: v.optional(v.array(identifier)),
    main: v.optional(v.array(v.string())),
  }),
);

/** `definitions/package.yaml`: what the package of TypeScript modules is called. */
export const packageSchema = v.strictObject({
  name: v.pipe(
    v.string(),
    v.regex(/^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/, "a name that npm allows"),
  ),
  version: v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+(-[\w.-]+)?$/, "a version as in 1.2.3")),
  description: v.optional(oneLine),
  license: v.optional(oneLine),
});

export type HookDefinition = v.InferOutput<typeof hookSchema>;
export type ParameterDefinition = v.InferOutput<typeof parameter>;
export type TypesDefinition = v.InferOutput<typeof typesSchema>;
export type ConstantsDefinition = v.InferOutput<typeof constantsSchema>;
export type ScopesDefinition = v.InferOutput<typeof scopesSchema>;
export type PackageDefinition = v.InferOutput<typeof packageSchema>;
export type GroupsDefinition = v.InferOutput<typeof groupsSchema>;
