import { printType } from "../ctype/print.js";
import {
  type Catalog,
  type ConstantGroup,
  type Hook,
  type NamedCType,
  stopValue,
} from "../model/catalog.js";
import { originLine } from "../model/prose.js";
import { type OutputFile, outputFile } from "./output-file.js";

/** `hooks.json`: the normalized catalogue, for programs. */
export function emitCatalog(catalog: Catalog): OutputFile[] {
  const document = {
    $comment: originLine(["definitions/**/*.yaml"]),
    hooks: catalog.hooks.map(catalogEntry),
    types: catalog.types.map(typeEntry),
    constants: catalog.constants.map(constantsEntry),
  };
  return [outputFile("hooks.json", [], `${JSON.stringify(document, null, 2)}\n`)];
}

function catalogEntry(hook: Hook) {
  const { returns, names } = hook;
  const { type, has, hasTxn, registerFirst, registerLast, call, callTxn } = names.c;
  return {
    scope: hook.scope,
    name: hook.name,
    summary: hook.summary,
    header: hook.luaOnly ? null : hook.header,
    returns: {
      type: printType(returns.type),
      stop: stopValue(returns.stop),
      default: returns.default,
      chain: returns.chain,
    },
    parameters: hook.parameters.map((parameter) => ({
      name: parameter.name,
      type: parameter.type.kind === "unknown" ? null : printType(parameter.type),
      direction: parameter.direction,
      nullable: parameter.nullable,
      length: parameter.length,
    })),
    closure: hook.closure,
    threading: hook.threading,
    since: hook.since,
    deprecated: hook.deprecated,
    functions: hook.luaOnly
      ? { lua: names.full }
      : { type, has, hasTxn, registerFirst, registerLast, call, callTxn, lua: names.full },
  };
}

/** A type as the definitions declare it, so that two catalogues can be compared. */
function typeEntry({ name, header, declaration, incomplete, typescript, luaName }: NamedCType) {
  return { name, header, declaration, incomplete, typescript, lua: luaName };
}

function constantsEntry({ name, header, constants }: ConstantGroup) {
  return {
    group: name,
    header,
    values: constants.map(({ name, value, standIn }) => ({ name, value, standIn })),
  };
}
