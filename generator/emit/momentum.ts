import { printDeclaration, printType } from "../ctype/print.js";
import { isVoid } from "../ctype/type.js";
import type { Catalog, ConstantGroup, Hook } from "../model/catalog.js";
import { freshName, includeGuard, isSystemHeader } from "../model/names.js";
import { originLine } from "../model/prose.js";
import { providerTypes } from "../model/prototype.js";
import { hookComment } from "./c-doc.js";
import {
  cParameterName,
  cVocabulary,
  declaredParameters,
  deprecationLiteral,
  type HeaderGroup,
  headerGroups,
  includeText,
  languageHeaders,
  prototype,
  starred,
  stopCondition,
  typesUsed,
  vaLists,
  voidType,
} from "./c-hook.js";
import { type OutputFile, outputFile } from "./output-file.js";
import { templates } from "./templates.js";

/** The tree for builds against Momentum's own SDK: each hook as one `EC_DECLARE_*` declaration. */
export function emitMomentum(catalog: Catalog): OutputFile[] {
  return headerGroups(catalog).map(({ header, hooks }) =>
    emitHeader({ header, hooks: hooks.map(besideTheMacros) }, catalog),
  );
}

/** The published name of a parameter that the macros give the functions that end in `_txn`. */
const macroParameters: ReadonlySet<string> = new Set(["transaction"]);

/** The hook with other names for parameters that would clash with those of the macros. */
function besideTheMacros(hook: Hook): Hook {
  const rename = (name: string) => freshName(name, macroParameters);
  const { chain } = hook.returns;
  return {
    ...hook,
    parameters: hook.parameters.map((parameter) => ({
      ...parameter,
      name: rename(parameter.name),
      length: parameter.length === null ? null : rename(parameter.length),
    })),
    returns: { ...hook.returns, chain: chain === null ? null : rename(chain) },
  };
}

function emitHeader({ header, hooks }: HeaderGroup, catalog: Catalog): OutputFile {
  const types = typesUsed(hooks, catalog);
  const named = [...types.filter(({ hidden }) => !hidden), ...stopConstants(hooks, catalog)];
  const headers = [
    ...languageHeaders(hooks),
    ...named.flatMap(({ header }) => header ?? []),
    ...hooks.flatMap((hook) => hook.includes),
  ];
  const texts = [...new Set(headers)].filter((path) => path !== header).map(includeText);
  const system = texts.filter(isSystemHeader).sort();
  const sdk = texts.filter((text) => !isSystemHeader(text)).sort();
  const text = templates.momentumHeader({
    origin: originLine(hooks.map((hook) => hook.source)),
    guard: includeGuard(header),
    includes: [...system, '"module-hooks.h"', ...sdk],
    declarations: types.filter(({ hidden }) => hidden).map(({ declaration }) => declaration),
    undeclared: named.filter(({ header }) => header === null).map(({ name }) => name),
    copiesVaList: hooks.some((hook) => vaLists(hook).length > 0),
    hooks: hooks.map((hook) => ({
      doc: hookComment(hook, cVocabulary(hook, "momentum")).map(starred),
      ...declaration(hook),
      deprecated: deprecation(hook),
    })),
  });
  return outputFile(
    `momentum/include/${header}`,
    hooks.map((hook) => hook.id),
    text,
  );
}

/** The constants that the declarations themselves need; those of the documentation are not included. */
function stopConstants(hooks: readonly Hook[], catalog: Catalog): ConstantGroup[] {
  const named = new Set(hooks.map(({ returns: { stop } }) => ("value" in stop ? stop.value : "")));
  return catalog.constants.filter(({ constants }) => constants.some(({ name }) => named.has(name)));
}

/** What lets the compiler warn of the use of a deprecated hook: its registration, declared ahead. */
function deprecation(hook: Hook) {
  const message = deprecationLiteral(hook);
  if (message === null) return null;
  const { registerFirst, registerLast } = hook.names.c;
  const provider = printDeclaration(
    hook.returns.type,
    `(*hook)(${providerTypes(hook).join(", ")})`,
  );
  const parameters = [provider, ...(hook.closure ? ["void *closure"] : [])];
  const functions = [registerFirst, registerLast].map((name) =>
    prototype(voidType, name, parameters),
  );
  return { message, functions };
}

/** The macro and its arguments, a line each, with the commas between them. */
function declaration(hook: Hook): { macro: string; arguments: string[] } {
  const { scope, name, returns } = hook;
  const copied = new Set(vaLists(hook));
  const passed = hook.parameters.map((parameter) => {
    const argument = cParameterName(hook, parameter.name);
    return copied.has(parameter) ? `MODULE_HOOKS_VA_COPY(${argument})` : argument;
  });
  const lists = [
    `(${providerTypes(hook).join(", ") || "void"})`,
    `(${declaredParameters(hook).join(", ") || "void"})`,
    `(${[...(hook.closure ? ["EC_HOOK_CLOSURE"] : []), ...passed].join(", ")})`,
  ];
  if (isVoid(returns.type)) {
    return { macro: "EC_DECLARE_VOID_HOOK", arguments: commas([`${scope}, ${name}`, ...lists]) };
  }
  const type = printType(returns.type);
  const handling = returnHandling(hook);
  if (hook.closure && hook.parameters.length === 0) {
    return {
      macro: "EC_DECLARE_HOOK_NOARGS",
      arguments: commas([`${scope}, ${type}, ${name}`, handling]),
    };
  }
  const first = `${scope}, ${type}, ${name}`;
  return { macro: "EC_DECLARE_HOOK", arguments: commas([first, ...lists, handling]) };
}

/**
 * What runs after each provider. A block, so that it does not matter whether the macro puts a
 * semicolon behind it; without a stop rule an empty one.
 */
function returnHandling(hook: Hook): string {
  const condition = stopCondition(hook, "EC_HOOK_RETVAL");
  const { chain } = hook.returns;
  const statements = [
    ...(condition === null ? [] : [`if (${condition}) { EC_HOOK_RETURN(EC_HOOK_RETVAL); }`]),
    ...(chain === null ? [] : [`${cParameterName(hook, chain)} = EC_HOOK_RETVAL;`]),
  ];
  return statements.length === 0 ? "{}" : `{ ${statements.join(" ")} }`;
}

function commas(items: readonly string[]): string[] {
  return items.map((item, index) => (index < items.length - 1 ? `${item},` : item));
}
