import { toLua } from "../ctype/lua.js";
import { isVoid } from "../ctype/type.js";
import { type Catalog, type Hook, type NamedCType, typesByName } from "../model/catalog.js";
import { type LuaParameter, luaNameOf, luaParameters, luaSignature } from "../model/lua.js";
import {
  deprecationText,
  originLine,
  parameterFacts,
  stopSentence,
  threadingSentence,
} from "../model/prose.js";
import { paragraphs } from "./comment.js";
import { type OutputFile, outputFile } from "./output-file.js";
import { templates } from "./templates.js";

/**
 * Annotations for lua-language-server: the class of a policy with a function a hook, and a class a
 * C type. An editor then completes and checks policies; nothing is run.
 */
export function emitLua(catalog: Catalog): OutputFile[] {
  const types = typesByName(catalog.types);
  const classes = catalog.types
    .filter(({ typescript }) => typescript.kind !== "inline")
    .map(({ name, luaName, summary }) => ({ name: luaName, c: name, summary }));
  return [
    outputFile(
      "lua/policy.lua",
      [],
      templates.luaPolicy({ origin: originLine(["templates/lua/policy.lua.hbs"]) }),
    ),
    outputFile(
      "lua/types.lua",
      [],
      templates.luaTypes({ origin: originLine(["definitions/types.yaml"]), types: classes }),
    ),
    ...catalog.hooks.map((hook) => {
      const view = {
        origin: originLine([hook.source]),
        doc: hookDoc(hook, types),
        signature: luaSignature(hook, "policy"),
      };
      return outputFile(`lua/${hook.scope}/${hook.name}.lua`, [hook.id], templates.luaHook(view));
    }),
  ];
}

const vocabulary = { parameter: (name: string) => name, nullWord: "nil" };

function hookDoc(hook: Hook, types: ReadonlyMap<string, NamedCType>): string[] {
  const nameOf = (name: string) => {
    const type = types.get(name);
    return type === undefined ? null : luaNameOf(type);
  };
  const since = hook.since === null ? [] : [`Since Momentum ${hook.since}.`];
  return paragraphs(
    textLines(hook.summary),
    hook.description === null ? [] : textLines(hook.description),
    ...hook.notes.map((note) => textLines(`**Note.** ${note}`)),
    ...hook.warnings.map((warning) => textLines(`**Warning.** ${warning}`)),
    [threadingSentence(hook), ...since],
    isVoid(hook.returns.type) ? [] : textLines(stopSentence(hook, vocabulary)),
    [
      ...luaParameters(hook).map((parameter) => parameterLine(parameter, nameOf)),
      ...(isVoid(hook.returns.type) ? [] : [returnLine(hook, nameOf)]),
      ...(hook.deprecated === null ? [] : [`@deprecated ${oneLine(deprecationText(hook) ?? "")}`]),
    ],
  );
}

type NameOf = (name: string) => string | null;

function parameterLine({ parameter, size }: LuaParameter, nameOf: NameOf): string {
  const type = size === null ? toLua(parameter.type, nameOf) : (nameOf("string") ?? "any");
  const optional = parameter.nullable === true ? "?" : "";
  const facts =
    size === null
      ? parameterFacts({ ...parameter, length: null }, vocabulary)
      : [
          `One string object for \`${parameter.name}\` and \`${size.name}\` of C, of that capacity.`,
        ];
  const values = parameter.values.map(({ value, meaning }) => `\`${value}\`: ${meaning}`);
  const text = [parameter.meaning ?? "", ...facts, ...values].join(" ");
  return `@param ${parameter.name}${optional} ${type} ${oneLine(text)}`.trimEnd();
}

function returnLine({ returns }: Hook, nameOf: NameOf): string {
  const values = returns.values.map(({ value, meaning }) => `\`${value}\`: ${meaning}`);
  const text = [returns.meaning ?? "", ...values].join(" ");
  return `@return ${toLua(returns.type, nameOf)} # ${oneLine(text)}`.replace(/ # $/, "");
}

/** A tag's text ends with its line. */
function oneLine(text: string): string {
  return printable(text).replace(/\s+/g, " ").trim();
}

/** Text for a comment. A line that starts with `@` would be a tag. */
function textLines(text: string): string[] {
  return printable(text)
    .split(/\r\n?|\n/)
    .map((line) => line.trimEnd().replace(/^(\s*)@/, "$1\\@"));
}

function printable(text: string): string {
  return text.replace(/[^\P{Cc}\n\r\t]/gu, "").trimEnd();
}
