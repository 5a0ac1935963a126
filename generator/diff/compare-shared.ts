import { declaredNamesIn } from "../ctype/type.js";
import type { Catalog, Constant, ConstantGroup, NamedCType } from "../model/catalog.js";
import { type Change, changeOf, type Found } from "./change.js";
import type { Sides } from "./compare.js";
import { type Category, changeRules } from "./rules.js";
import { bareDeclaration, canonicalText } from "./signature.js";

/** What has changed in the types that `types.yaml` declares. */
export function compareTypes(sides: Sides): Change[] {
  const { base, head, baseTypes, headTypes } = sides;
  const gone = base.catalog.types.filter(({ name }) => !headTypes.has(name));
  return [
    ...gone.map((type) =>
      sharedChange(sides, "types.yaml", type.name, "base", {
        rule: "type-removed",
        categories: ["SOURCE_C", ...exported(type)],
        message: `the type \`${type.name}\` is gone`,
      }),
    ),
    ...head.catalog.types.flatMap((type) => {
      const before = baseTypes.get(type.name);
      const found = before === undefined ? [newType(type)] : compareType(before, type, sides);
      return found.map((one) => sharedChange(sides, "types.yaml", type.name, "head", one));
    }),
  ];
}

function newType({ name }: NamedCType): Found {
  return { rule: "type-added", categories: [], message: `the type \`${name}\` is new` };
}

/** Types that are written out in place have no name to import. */
function exported({ typescript }: NamedCType): Category[] {
  return typescript.kind === "inline" ? [] : ["SOURCE_TS"];
}

function compareType(before: NamedCType, after: NamedCType, sides: Sides): Found[] {
  const { name } = after;
  return [
    ...compareDeclaration(before, after, sides),
    ...changedText(before.header, after.header, {
      rule: "type-header-moved",
      categories: ["SOURCE_C"],
      message: `\`${name}\` comes from ${inWords(after.header)}, was ${inWords(before.header)}`,
      path: [name, "header"],
    }),
    ...changedText(typeScriptText(before), typeScriptText(after), {
      rule: "type-in-typescript-changed",
      categories: ["SOURCE_TS"],
      message: `\`${name}\` is \`${typeScriptText(after)}\` in TypeScript, was \`${typeScriptText(before)}\``,
      path: [name, "typescript"],
    }),
    ...changedText(before.luaName, after.luaName, {
      rule: "type-in-lua-renamed",
      categories: ["SOURCE_LUA"],
      message: `\`${name}\` is \`${after.luaName}\` in Lua, was \`${before.luaName}\``,
      path: [name, "lua_name"],
    }),
    ...changedText(wordsOf(before, sides), wordsOf(after, sides), {
      rule: "documentation-changed",
      categories: ["DOCS"],
      message: `words of the type \`${name}\``,
      path: [name, "summary"],
    }).map(({ was, is, ...rest }) => rest),
  ];
}

/** What only people read; nothing where one side does not have it. */
function wordsOf({ summary, page }: NamedCType, { base, head }: Sides): string {
  return base.hasWords && head.hasWords ? `${summary} ${page}` : "";
}

function compareDeclaration(before: NamedCType, after: NamedCType, sides: Sides): Found[] {
  const [was, is] = [bareDeclaration(before.declaration), bareDeclaration(after.declaration)];
  if (was === is) return [];
  const { name } = after;
  // A type that comes from its header alone, and one that is declared here, may be the same.
  const named = { kind: "named", name, qualifiers: [] } as const;
  const same =
    canonicalText(named, sides.baseTypes) === canonicalText(named, sides.headTypes) &&
    canonicalText(named, sides.headTypes) !== name;
  if (same) return [];
  const tagOnly = before.incomplete && after.incomplete;
  return [
    {
      rule: tagOnly ? "type-retagged" : "type-redeclared",
      categories: tagOnly ? ["SOURCE_C"] : ["ABI", "SOURCE_C"],
      message: `\`${name}\` is declared as ${inWords(is)}, was ${inWords(was)}`,
      was,
      is,
      path: [name],
    },
  ];
}

function typeScriptText({ typescript }: NamedCType): string {
  if (typescript.kind === "inline") return typescript.text;
  return typescript.kind === "opaque" ? typescript.name : `${typescript.name} = ${typescript.text}`;
}

/** What has changed in `constants.yaml`. */
export function compareConstants(sides: Sides): Change[] {
  const [before, after] = [constantsOf(sides.base.catalog), constantsOf(sides.head.catalog)];
  return [
    ...[...before.values()].flatMap(({ group, constant: { name } }) =>
      after.has(name)
        ? []
        : [
            constantChange(sides, group, name, "base", {
              rule: "constant-removed",
              categories: ["SOURCE_C", "SOURCE_TS"],
              message: `the constant \`${name}\` is gone`,
            }),
          ],
    ),
    ...[...after.values()].flatMap(({ group, constant }) => {
      const was = before.get(constant.name)?.constant;
      const found =
        was === undefined ? newConstant(constant) : compareConstant(was, constant, sides);
      return found.map((one) => constantChange(sides, group, constant.name, "head", one));
    }),
  ];
}

interface PlacedConstant {
  readonly group: string;
  readonly constant: Constant;
}

function constantsOf({ constants }: Catalog): Map<string, PlacedConstant> {
  const place = ({ name, constants }: ConstantGroup) =>
    constants.map((constant) => [constant.name, { group: name, constant }] as const);
  return new Map(constants.flatMap(place));
}

function newConstant({ name, value }: Constant): Found[] {
  const message = `the constant \`${name}\` is new: ${value}`;
  return [{ rule: "constant-added", categories: [], message }];
}

function compareConstant(before: Constant, after: Constant, { base, head }: Sides): Found[] {
  const { name } = after;
  const hasWords = base.hasWords && head.hasWords;
  const ours = ({ value, standIn }: Constant) => (standIn ? `${value}, a stand-in` : value);
  if (before.value !== after.value)
    return [
      {
        rule: "constant-renumbered",
        categories: ["ABI"],
        message: `\`${name}\` is ${ours(after)}, was ${ours(before)}`,
        was: ours(before),
        is: ours(after),
      },
    ];
  const sameWords = !hasWords || before.summary === after.summary;
  if (sameWords && before.standIn === after.standIn) return [];
  const message = `words of the constant \`${name}\``;
  return [{ rule: "documentation-changed", categories: ["DOCS"], message }];
}

function constantChange(
  sides: Sides,
  group: string,
  name: string,
  side: "head" | "base",
  found: Found,
): Change {
  const path = [group, "values", name];
  return sharedChange(sides, "constants.yaml", group, side, { ...found, path });
}

function sharedChange(
  sides: Sides,
  file: string,
  subject: string,
  side: "head" | "base",
  found: Found,
): Change {
  const all = side === "head" ? sides.head.catalog.hooks : sides.base.catalog.hooks;
  const uses = all.filter(({ parameters, returns }) =>
    [returns.type, ...parameters.map(({ type }) => type)].some((type) =>
      declaredNamesIn(type).includes(subject),
    ),
  );
  return changeOf(found, {
    hook: null,
    subject,
    location: sides[side].locate(file, found.path ?? [subject]),
    side,
    advice: changeRules[found.rule].advice,
    affects: file === "types.yaml" ? uses.map(({ id }) => id) : [],
  });
}

function changedText(was: string | null, is: string | null, found: Found): Found[] {
  return was === is ? [] : [{ ...found, was, is }];
}

function inWords(text: string | null): string {
  return text === null ? "its header" : `\`${text}\``;
}
