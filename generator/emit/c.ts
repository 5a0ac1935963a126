import { printDeclaration } from "../ctype/print.js";
import { type CType, isVoid } from "../ctype/type.js";
import type { Catalog, ConstantGroup, Hook, NamedCType } from "../model/catalog.js";
import {
  constantsHeaderPath,
  includeGuard,
  isSystemHeader,
  typeHeaderPath,
} from "../model/names.js";
import { originLine } from "../model/prose.js";
import { prototypeText } from "../model/prototype.js";
import { hookComment } from "./c-doc.js";
import {
  argumentNames,
  closureParameter,
  constantsUsed,
  cParameterName,
  cVocabulary,
  declaredParameters,
  deprecationLiteral,
  type HeaderGroup,
  headerGroups,
  includeText,
  languageHeaders,
  localName,
  noProviderValue,
  prototype,
  starred,
  stopCondition,
  typesUsed,
  vaLists,
  voidType,
} from "./c-hook.js";
import { commentLines } from "./comment.js";
import { invocation } from "./layout.js";
import { type OutputFile, outputFile } from "./output-file.js";
import { templates, verbatim } from "./templates.js";

const includeFolder = "c/include";

/** The C tree over the reference runtime: a header a hook, one a type, and the runtime itself. */
export function emitC(catalog: Catalog): OutputFile[] {
  return [
    ...headerGroups(catalog).map((group) => emitHeader(group, catalog)),
    ...catalog.types.filter((type) => type.declaration !== null).map(emitTypeHeader),
    ...catalog.constants.map(emitConstantsHeader),
    emitVerbatim("c/CMakeLists.txt", verbatim.cmakeLists, hashComment),
    emitVerbatim("c/module-hooks-config.cmake", verbatim.cmakeConfig, hashComment),
    emitVerbatim("c/module-hooks.pc.in", verbatim.pkgConfig, hashComment),
    emitVerbatim("c/include/module-hooks.h", verbatim.runtimeHeader, blockComment),
    emitVerbatim("c/src/module-hooks.c", verbatim.runtimeSource, blockComment),
  ];
}

const blockComment = (text: string) => `/* ${text} */`;
const hashComment = (text: string) => `# ${text}`;

/** A file of `templates/c` as it is, behind the line that says where it comes from. */
function emitVerbatim(path: string, text: string, comment: (text: string) => string): OutputFile {
  const origin = originLine([`templates/c/${path.split("/").at(-1)}`]);
  return outputFile(path, [], `${comment(origin)}\n${text}`);
}

function emitHeader({ header, hooks }: HeaderGroup, catalog: Catalog): OutputFile {
  const text = templates.hookHeader({
    origin: originLine(hooks.map((hook) => hook.source)),
    guard: includeGuard(header),
    includes: includesOf(hooks, catalog),
    hooks: hooks.map(hookView),
  });
  return outputFile(
    `${includeFolder}/${header}`,
    hooks.map((hook) => hook.id),
    text,
  );
}

/** System headers first, then the runtime, then ours; each group by name. */
function includesOf(hooks: readonly Hook[], catalog: Catalog): string[] {
  const types = typesUsed(hooks, catalog);
  const extra = hooks.flatMap((hook) => hook.includes).map(includeText);
  const ownTypes = types.filter((type) => type.declaration !== null);
  const systemTypes = types.filter((type) => type.declaration === null);
  const system = systemTypes.map((type) => type.header ?? "");
  const own = [
    ...ownTypes.map((type) => `"${typeHeaderPath(type.name)}"`),
    ...constantsUsed(hooks, catalog).map((group) => `"${constantsHeaderPath(group.name)}"`),
  ];
  return [
    ...new Set([
      ...[...languageHeaders(hooks), ...system, ...extra.filter(isSystemHeader)].sort(),
      '"module-hooks.h"',
      ...[...own, ...extra.filter((text) => !isSystemHeader(text))].sort(),
    ]),
  ];
}

function hookView(hook: Hook) {
  const { names, returns } = hook;
  const { c } = names;
  const local = {
    provider: localName(hook, "provider"),
    hook: localName(hook, "hook"),
    result: localName(hook, "result"),
    call: localName(hook, "call"),
    transaction: localName(hook, "transaction"),
    head: localName(hook, "head"),
  };
  const parameters = declaredParameters(hook);
  const args = argumentNames(hook);
  const hasResult = !isVoid(returns.type);
  const each = `${hasResult ? `${local.result} = ` : ""}ec_hook_${names.full}_each`;
  const registerParameters = [`${c.type} *hook`, ...(hook.closure ? ["void *closure"] : [])];
  return {
    ...{ c, local, full: names.full },
    doc: hookComment(hook, cVocabulary(hook, "reference")).map(starred),
    provider: prototype(returns.type, c.type, [...closureParameter(hook), ...parameters]),
    proto: prototypeText(hook),
    callEach: prototype(returns.type, `ec_hook_${names.full}_each`, [
      `const struct module_hook_provider *${local.provider}`,
      ...parameters,
    ]),
    callIn: prototype(returns.type, `ec_hook_${names.full}_in`, [
      `ec_config_header *${local.transaction}`,
      ...parameters,
    ]),
    run: prototype(returns.type, `ec_hook_${names.full}_run`, [
      ...parameters,
      `struct __ec_hook_head *${local.head}`,
    ]),
    result: hasResult ? printDeclaration(withoutQualifiers(returns.type), local.result) : "",
    none: noProviderValue(hook),
    copies: [...vaListCopies(hook).values()],
    loop: loopLines(hook, local),
    returnWord: hasResult ? "return " : "",
    eachCall: invocation(each, [local.provider, ...args], "  "),
    eachCallInside: invocation(each, [local.provider, ...args], "    "),
    inNullCall: invocation(`ec_hook_${names.full}_in`, ["NULL", ...args], "    "),
    inCall: invocation(`ec_hook_${names.full}_in`, [local.transaction, ...args], "  "),
    runCall: invocation(`ec_hook_${names.full}_run`, [...args, local.head], "    "),
    deprecated: deprecatedAttribute(hook),
    registerFirst: prototype(voidType, c.registerFirst, registerParameters),
    registerLast: prototype(voidType, c.registerLast, registerParameters),
    closureNote: hook.closure ? " It gets `closure` first." : "",
    closureArgument: hook.closure ? "closure" : "NULL",
    call: prototype(returns.type, c.call, parameters),
    callTxn: prototype(returns.type, c.callTxn, [
      `ec_config_header *${local.transaction}`,
      ...parameters,
    ]),
  };
}

interface LocalNames {
  readonly provider: string;
  readonly hook: string;
  readonly result: string;
}

/** What happens for each provider: the call, and what its result does to the ones behind it. */
function loopLines(hook: Hook, local: LocalNames): string[] {
  const copies = vaListCopies(hook);
  const args = argumentNames(hook).map((name) => copies.get(name) ?? name);
  const callArguments = hook.closure ? [`${local.provider}->closure`, ...args] : args;
  const isResult = !isVoid(hook.returns.type);
  const callee = isResult ? `${local.result} = ${local.hook}` : local.hook;
  const condition = stopCondition(hook, local.result);
  return [
    ...[...copies].map(([name, copy]) => `va_copy(${copy}, ${name});`),
    `${invocation(callee, callArguments, "    ")};`,
    ...[...copies.values()].map((copy) => `va_end(${copy});`),
    ...(condition === null ? [] : [`if (${condition})`, "  break;"]),
    ...(hook.returns.chain === null
      ? []
      : [`${cParameterName(hook, hook.returns.chain)} = ${local.result};`]),
  ];
}

/** For each `va_list` of the hook, by its name: the name of the copy that a provider gets. */
function vaListCopies(hook: Hook): Map<string, string> {
  const names = vaLists(hook).map(({ name }) => cParameterName(hook, name));
  return new Map(names.map((name) => [name, localName(hook, `${name}_copy`)]));
}

function deprecatedAttribute(hook: Hook): string {
  const literal = deprecationLiteral(hook);
  return literal === null ? "" : `MODULE_HOOKS_DEPRECATED("${literal}")\n`;
}

function emitTypeHeader(type: NamedCType): OutputFile {
  const path = typeHeaderPath(type.name);
  const text = templates.typeHeader({
    origin: originLine(["definitions/types.yaml"]),
    guard: includeGuard(path),
    doc: commentLines(type.summary).map(starred),
    sdk: type.header === null ? "" : sdkInclude(type.header),
    name: type.name,
    hidden: type.hidden,
    declaration: type.declaration ?? "",
  });
  return outputFile(`${includeFolder}/${path}`, [], text);
}

function emitConstantsHeader(group: ConstantGroup): OutputFile {
  const path = constantsHeaderPath(group.name);
  const text = templates.constantsHeader({
    origin: originLine(["definitions/constants.yaml"]),
    guard: includeGuard(path),
    doc: commentLines(group.summary).map(starred),
    sdk: group.header === null ? "" : sdkInclude(group.header),
    name: group.name,
    hasStandIns: group.constants.some((constant) => constant.standIn),
    constants: group.constants.map(({ name, summary, value }, index) => ({
      doc: commentLines(summary).join(" "),
      name,
      value,
      comma: index < group.constants.length - 1 ? "," : "",
    })),
  });
  return outputFile(`${includeFolder}/${path}`, [], text);
}

/** In angle brackets: in quotes, `hook-types/mail_queue.h` would find itself, not `mail_queue.h`. */
function sdkInclude(header: string): string {
  return isSystemHeader(header) ? header : `<${header}>`;
}

function withoutQualifiers(type: CType): CType {
  return type.kind === "named" || type.kind === "pointer" ? { ...type, qualifiers: [] } : type;
}
