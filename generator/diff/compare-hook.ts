import { printDeclaration } from "../ctype/print.js";
import { type CType, declaredNamesIn, isVoid } from "../ctype/type.js";
import { noProviderValue } from "../emit/c-hook.js";
import { type Hook, type Parameter, stopValue, type ValueMeaning } from "../model/catalog.js";
import { prototypeText, typeText } from "../model/prototype.js";
import type { Found } from "./change.js";
import type { Sides } from "./compare.js";
import {
  type HookPair,
  matchParameters,
  type ParameterMatch,
  type ParameterPair,
} from "./match.js";
import type { Category, RuleId } from "./rules.js";
import { luaSignature, sameInC, typeScriptResult, typeScriptText } from "./signature.js";

/** What has changed in a hook that is there on both sides. */
export function compareHook(pair: HookPair, sides: Sides): Found[] {
  const { before, after } = pair;
  const match = matchParameters(before.parameters, after.parameters);
  if (before.luaOnly !== after.luaOnly)
    return [compareLanguages(pair), ...compareWords(pair, match.pairs, sides)];
  const found = [
    ...compareHeader(pair),
    ...compareStructure(pair, match, sides),
    ...match.pairs.flatMap((parameters) => compareParameter(parameters, pair, sides)),
    ...compareClosure(pair),
    ...compareReturns(pair, sides),
    ...compareThreading(pair),
    ...compareDeprecation(pair),
    ...(sides.base.hasWords && sides.head.hasWords
      ? [...compareIncludes(pair), ...compareValues(pair, match.pairs)]
      : []),
    ...compareWords(pair, match.pairs, sides),
  ];
  // In C nobody sees a hook that Lua alone knows.
  return after.luaOnly ? found.flatMap(forLuaAlone) : found;
}

function forLuaAlone(found: Found): Found[] {
  const kept: Category[] = ["SOURCE_LUA", "BEHAVIOUR", "DOCS"];
  const left = found.categories.filter((category) => kept.includes(category));
  return left.length === 0 && found.categories.length > 0 ? [] : [{ ...found, categories: left }];
}

function compareLanguages({ after }: HookPair): Found {
  const path = ["lua_only"];
  if (after.luaOnly) {
    const categories: Category[] = ["ABI", "SOURCE_C", "SOURCE_TS"];
    return { rule: "hook-left-c", categories, message: "is for Lua alone now", path };
  }
  return { rule: "hook-entered-c", categories: [], message: "is in C and TypeScript now, too" };
}

function compareHeader({ before, after }: HookPair): Found[] {
  if (before.header === after.header || before.id !== after.id) return [];
  return [
    {
      rule: "header-moved",
      categories: ["SOURCE_C"],
      message: `the header is ${code(after.header)}, was ${code(before.header)}`,
      was: before.header,
      is: after.header,
      path: ["header"],
    },
  ];
}

/** Parameters that came, went, or changed places. */
function compareStructure(
  { before, after }: HookPair,
  { removed, added, reordered }: ParameterMatch,
  sides: Sides,
): Found[] {
  if (removed.length === 0 && added.length === 0 && !reordered) return [];
  const signatures = { was: signatureText(before), is: signatureText(after) };
  const breaks = brokenBy(before, after, sides);
  const sameTypes = prototypeText(before) === prototypeText(after);
  const categories: Category[] = sameTypes ? [...breaks, "BEHAVIOUR"] : breaks;
  const places = (hook: Hook) => hook.parameters.map(({ name }) => name).join(", ");
  return [
    ...removed.map(({ parameter, index }) => ({
      rule: "parameter-removed" as const,
      categories,
      message: `parameter ${index + 1} ${code(declared(parameter))} is gone`,
      ...signatures,
      path: ["parameters"],
    })),
    ...added.map(({ parameter, index }) => ({
      rule: "parameter-added" as const,
      categories,
      message: `parameter ${index + 1} ${code(declared(parameter))} is new`,
      ...signatures,
      path: ["parameters", index, "name"],
    })),
    ...(reordered
      ? [
          {
            rule: sameTypes ? ("parameters-swapped" as const) : ("parameters-reordered" as const),
            categories: sameTypes ? (["BEHAVIOUR"] as const) : categories,
            message: `the parameters are ${code(places(after))}, were ${code(places(before))}`,
            ...signatures,
            path: ["parameters"],
          },
        ]
      : []),
  ];
}

/** What another signature as a whole breaks. */
function brokenBy(before: Hook, after: Hook, sides: Sides): Category[] {
  const { baseTypes, headTypes } = sides;
  const own = (hook: Hook) => hook.parameters.map(({ type }) => type);
  const sameC =
    before.parameters.length === after.parameters.length &&
    own(before).every((type, index) =>
      sameInC(type, baseTypes, own(after)[index] as CType, headTypes),
    );
  const inTypeScript = (hook: Hook, types: Sides["baseTypes"]) =>
    hook.parameters.map((parameter) => typeScriptText(parameter, types)).join("\0");
  return [
    ...when<Category>(prototypeText(before) !== prototypeText(after), "ABI"),
    ...when<Category>(!sameC, "SOURCE_C"),
    ...when<Category>(
      inTypeScript(before, baseTypes) !== inTypeScript(after, headTypes),
      "SOURCE_TS",
    ),
    ...when<Category>(
      luaSignature(before, baseTypes) !== luaSignature(after, headTypes),
      "SOURCE_LUA",
    ),
  ];
}

function compareParameter(pair: ParameterPair, hooks: HookPair, sides: Sides): Found[] {
  const { before, after, to } = pair;
  const at = (field: string) => ({ path: ["parameters", to, field] });
  const name = `parameter ${code(after.name)}`;
  /** Whether one field alone makes another type in TypeScript. */
  const typeScriptBy = (field: "direction" | "nullable" | "length") =>
    when(
      typeScriptText({ ...after, [field]: before[field] }, sides.headTypes) !==
        typeScriptText(after, sides.headTypes),
      "SOURCE_TS" as const,
    );
  return [
    ...compareName(pair),
    ...compareType(pair, hooks, sides),
    ...when(before.direction !== after.direction, {
      rule: "direction-changed" as const,
      categories: ["BEHAVIOUR" as const, ...typeScriptBy("direction")],
      message: `${name} goes ${code(after.direction)}, was ${code(before.direction)}`,
      was: before.direction,
      is: after.direction,
      ...at("direction"),
    }),
    ...when(isOtherLength(pair, hooks), {
      rule: "length-changed" as const,
      categories: ["BEHAVIOUR" as const, ...typeScriptBy("length")],
      message: isAndWas(`the length of ${code(after.name)}`, before.length, after.length),
      was: before.length,
      is: after.length,
      ...at("length"),
    }),
    ...compareNull(before, after).map((found) => ({
      ...found,
      categories: [...found.categories, ...typeScriptBy("nullable")],
      ...at("nullable"),
    })),
  ];
}

function compareName({ before, after, to }: ParameterPair): Found[] {
  if (before.name === after.name) return [];
  const isRepurposed = before.meaning !== null && before.meaning !== after.meaning;
  const message = `parameter ${code(after.name)} was called ${code(before.name)}`;
  return [
    {
      ...(isRepurposed
        ? { rule: "parameter-repurposed", categories: ["BEHAVIOUR"] }
        : { rule: "parameter-renamed", categories: ["DOCS"] }),
      message: isRepurposed ? `${message}, and its meaning has changed` : message,
      was: before.name,
      is: after.name,
      path: ["parameters", to, "name"],
    },
  ];
}

/** Whether the length is in another parameter, and not in the same one under another name. */
function isOtherLength({ before, after }: ParameterPair, hooks: HookPair): boolean {
  if (before.length === after.length) return false;
  const place = ({ parameters }: Hook, name: string | null) =>
    parameters.findIndex((parameter) => parameter.name === name);
  const same = place(hooks.before, before.length) === place(hooks.after, after.length);
  return !same || before.length === null || after.length === null;
}

function compareType({ before, after, to }: ParameterPair, hooks: HookPair, sides: Sides): Found[] {
  const [was, is] = [typeText(before.type), typeText(after.type)];
  if (was === is) return [];
  const { baseTypes, headTypes } = sides;
  const same = sameInC(before.type, baseTypes, after.type, headTypes);
  // The hook as it is, but for this type: what a policy gets depends on the neighbours.
  const parameters = hooks.after.parameters.map((parameter, index) =>
    index === to ? { ...parameter, type: before.type } : parameter,
  );
  const luaBefore = luaSignature({ ...hooks.after, parameters }, headTypes);
  const asBefore = typeScriptText({ ...after, type: before.type }, baseTypes);
  return [
    {
      rule: same ? "parameter-respelled" : "parameter-retyped",
      categories: [
        "ABI",
        ...when(!same || losesName(before.type, hooks.after), "SOURCE_C" as const),
        ...when(asBefore !== typeScriptText(after, headTypes), "SOURCE_TS" as const),
        ...when(luaBefore !== luaSignature(hooks.after, headTypes), "SOURCE_LUA" as const),
      ],
      message: `parameter ${code(after.name)} is ${code(is)}, was ${code(was)}`,
      was,
      is,
      path: ["parameters", to, "type"],
    },
  ];
}

/** Whether a type names what the hook's header no longer declares: sources may have used the name. */
function losesName(type: CType, { returns, parameters }: Hook): boolean {
  const types = [returns.type, ...parameters.map((parameter) => parameter.type)];
  const left = new Set(types.flatMap(declaredNamesIn));
  return declaredNamesIn(type).some((name) => !left.has(name));
}

function compareNull(before: Parameter, after: Parameter): Found[] {
  if (before.nullable === after.nullable) return [];
  const rule = nullRule(before.nullable, after.nullable);
  const is = {
    true: "may be NULL",
    false: "is never NULL",
    null: "may or may not be NULL",
  };
  return [
    {
      rule,
      categories: [rule === "null-clarified" ? "DOCS" : "BEHAVIOUR"],
      message: `parameter ${code(after.name)} ${is[`${after.nullable}`]}; before, ${nullBefore(before)}`,
      was: String(before.nullable),
      is: String(after.nullable),
      // Where nothing was promised, nothing is broken; providers still have to look.
      ...(rule === "null-allowed" && before.nullable === null ? { severity: "warning" } : {}),
    },
  ];
}

function nullBefore({ nullable }: Parameter): string {
  if (nullable === null) return "nothing was said";
  return nullable ? "it could be" : "it never was";
}

function nullRule(was: boolean | null, is: boolean | null): RuleId {
  if (is === true) return "null-allowed";
  if (is === null) return "null-open";
  return was === true ? "null-forbidden" : "null-clarified";
}

function compareClosure({ before, after }: HookPair): Found[] {
  if (before.closure === after.closure) return [];
  return [
    {
      rule: "closure-changed",
      categories: ["ABI", "SOURCE_C", "SOURCE_TS"],
      message: after.closure ? "providers get a closure now" : "providers no longer get a closure",
      was: String(before.closure),
      is: String(after.closure),
      path: ["closure"],
    },
  ];
}

function compareReturns({ before, after }: HookPair, sides: Sides): Found[] {
  const [was, is] = [typeText(before.returns.type), typeText(after.returns.type)];
  const { baseTypes, headTypes } = sides;
  if (was === is) return compareRules(before, after);
  const same = sameInC(before.returns.type, baseTypes, after.returns.type, headTypes);
  const inLua = (hook: Hook, types: Sides["baseTypes"]) => luaSignature(hook, types).split(" (")[0];
  const found: Found = {
    rule: same ? "return-respelled" : "return-retyped",
    categories: [
      "ABI",
      ...when(!same || losesName(before.returns.type, after), "SOURCE_C" as const),
      ...when(
        typeScriptResult(before, baseTypes) !== typeScriptResult(after, headTypes),
        "SOURCE_TS" as const,
      ),
      ...when(inLua(before, baseTypes) !== inLua(after, headTypes), "SOURCE_LUA" as const),
    ],
    message: `returns ${code(is)}, was ${code(was)}`,
    was,
    is,
    path: ["returns"],
  };
  const isSetAside = isVoid(before.returns.type) || isVoid(after.returns.type);
  return isSetAside ? [found] : [found, ...compareRules(before, after)];
}

/** What becomes of the results of providers. */
function compareRules(before: Hook, after: Hook): Found[] {
  const text = ({ returns }: Hook) => {
    const value = stopValue(returns.stop);
    return typeof value === "string" ? value : Object.entries(value).flat().join(" ");
  };
  const runsAll = ({ returns: { stop } }: Hook) =>
    stop.kind === "never" || stop.kind === "unspecified";
  const sameStop = runsAll(before) && runsAll(after);
  const sameDefault = noProviderValue(before) === noProviderValue(after);
  const [was, is] = [before.returns, after.returns];
  return [
    ...when(text(before) !== text(after), {
      rule: sameStop ? ("stop-clarified" as const) : ("stop-changed" as const),
      categories: [sameStop ? ("DOCS" as const) : ("BEHAVIOUR" as const)],
      message: `a call ends at ${code(text(after))}, was ${code(text(before))}`,
      was: text(before),
      is: text(after),
      path: ["returns", "stop"],
    }),
    ...when(was.default !== is.default, {
      rule: sameDefault ? ("default-clarified" as const) : ("default-changed" as const),
      categories: [sameDefault ? ("DOCS" as const) : ("BEHAVIOUR" as const)],
      message: isAndWas("the result of a call without providers", was.default, is.default),
      was: was.default,
      is: is.default,
      path: ["returns", "default"],
    }),
    ...when(was.chain !== is.chain, {
      rule: "chain-changed" as const,
      categories: ["BEHAVIOUR" as const],
      message: isAndWas("the parameter that hands results on", was.chain, is.chain),
      was: was.chain,
      is: is.chain,
      path: ["returns", "chain"],
    }),
  ];
}

function compareThreading({ before, after }: HookPair): Found[] {
  const [was, is] = [before.threading, after.threading];
  if (was === is) return [];
  const rule = threadingRule(was, is);
  return [
    {
      rule,
      categories: [rule === "threading-clarified" ? "DOCS" : "BEHAVIOUR"],
      message: `threading is ${code(is)}, was ${code(was)}`,
      was,
      is,
      path: ["threading"],
    },
  ];
}

function threadingRule(was: Hook["threading"], is: Hook["threading"]): RuleId {
  if (is === "unspecified") return "threading-open";
  if (was === "unspecified") return "threading-clarified";
  return is === "any" ? "threading-widened" : "threading-narrowed";
}

function compareDeprecation({ before, after }: HookPair): Found[] {
  const [was, is] = [before.deprecated, after.deprecated].map((given) =>
    given === null ? null : JSON.stringify(given),
  );
  if (was === is) return [];
  const rule =
    was === null ? "hook-deprecated" : is === null ? "deprecation-lifted" : "deprecation-changed";
  const instead = after.deprecated?.replacement ?? null;
  const message = {
    "hook-deprecated": `is deprecated${instead === null ? "" : `: use ${instead} instead`}`,
    "deprecation-lifted": "is no longer deprecated",
    "deprecation-changed": "the deprecation says something else",
  }[rule];
  return [{ rule, categories: ["DOCS"], message, path: ["deprecated"] }];
}

function compareIncludes({ before, after }: HookPair): Found[] {
  const [was, is] = [before.includes.join(", "), after.includes.join(", ")];
  const same = [...before.includes].sort().join() === [...after.includes].sort().join();
  return when(!same, {
    rule: "includes-changed" as const,
    categories: ["SOURCE_C" as const],
    message: `the includes of the header are ${codeOr(is, "none")}, were ${codeOr(was, "none")}`,
    was,
    is,
    path: ["includes"],
  });
}

/** Which values there are; what is said of them is documentation. */
function compareValues({ before, after }: HookPair, pairs: readonly ParameterPair[]): Found[] {
  const listed = [
    { what: "the result", was: before.returns.values, is: after.returns.values, path: ["returns"] },
    ...pairs.map(({ before, after, to }) => ({
      what: `parameter ${code(after.name)}`,
      was: before.values,
      is: after.values,
      path: ["parameters", to],
    })),
  ];
  const words = (values: readonly ValueMeaning[]) => values.map(({ value }) => value).join(", ");
  return listed.flatMap(({ what, was, is, path }) => {
    const keys = (values: readonly ValueMeaning[]) => values.map(({ value }) => value).sort();
    // A list where there was none says more; it does not say something else.
    if (was.length === 0 || keys(was).join() === keys(is).join()) return [];
    return [
      {
        rule: "values-changed" as const,
        categories: ["BEHAVIOUR" as const],
        message: `the values of ${what} are ${codeOr(words(is), "not said")}, were ${code(words(was))}`,
        was: words(was),
        is: words(is),
        path: [...path, "values"],
      },
    ];
  });
}

/** What only people read. */
function compareWords(
  { before, after }: HookPair,
  pairs: readonly ParameterPair[],
  sides: Sides,
): Found[] {
  const saidOf = ({ meaning, values }: Parameter) => ({ meaning, values });
  const parts = (hook: Hook, parameters: readonly Parameter[]): Record<string, unknown> =>
    sides.base.hasWords && sides.head.hasWords
      ? {
          summary: hook.summary,
          description: hook.description,
          parameters: parameters.map(saidOf),
          returns: { meaning: hook.returns.meaning, values: hook.returns.values },
          notes: hook.notes,
          warnings: hook.warnings,
          example: hook.examples,
          see_also: hook.seeAlso,
          group: hook.group,
          since: hook.since,
          updated: hook.updated,
        }
      : { summary: hook.summary, since: hook.since };
  // Of parameters that are there on both sides; the others are changes of their own.
  const was = parts(
    before,
    pairs.map((pair) => pair.before),
  );
  const is = parts(
    after,
    pairs.map((pair) => pair.after),
  );
  const changed = Object.keys(is).filter(
    (field) => JSON.stringify(was[field]) !== JSON.stringify(is[field]),
  );
  const isSamePage =
    !(sides.base.hasWords && sides.head.hasWords) ||
    before.id !== after.id ||
    before.names.page === after.names.page;
  return [
    ...when(changed.length > 0, {
      rule: "documentation-changed" as const,
      categories: ["DOCS" as const],
      message: `words: ${changed.map(code).join(", ")}`,
      path: [changed[0] ?? "summary"],
    }),
    ...when(!isSamePage, {
      rule: "page-moved" as const,
      categories: ["DOCS" as const],
      message: `the page is ${code(after.names.page)}, was ${code(before.names.page)}`,
      was: before.names.page,
      is: after.names.page,
      path: ["page"],
    }),
  ];
}

/** A hook's signature for people: with the parameters' names, without the closure. */
export function signatureText({ returns, parameters }: Hook): string {
  return `${typeText(returns.type)} (${parameters.map(declared).join(", ") || "void"})`;
}

function declared({ name, type }: Parameter): string {
  return type.kind === "unknown" ? name : printDeclaration(type, name);
}

function code(text: string): string {
  return `\`${text}\``;
}

function codeOr(text: string, otherwise: string): string {
  return text === "" ? otherwise : code(text);
}

/** What a definition may say or not: `null` where it says nothing. */
function isAndWas(what: string, was: string | null, is: string | null): string {
  if (is === null) return `${what} is no longer said, was ${code(was ?? "")}`;
  return `${what} is ${code(is)}${was === null ? "; before, nothing was said" : `, was ${code(was)}`}`;
}

function when<T>(condition: boolean, item: T): T[] {
  return condition ? [item] : [];
}
