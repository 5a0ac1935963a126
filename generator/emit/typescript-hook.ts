import { isVoid } from "../ctype/type.js";
import { toTypeScript } from "../ctype/typescript.js";
import {
  type Catalog,
  constantGroupsOf,
  type Hook,
  type NamedCType,
  type Parameter,
} from "../model/catalog.js";
import { camelCase, freshName } from "../model/names.js";
import {
  closureMeaning,
  deprecationText,
  parameterFacts,
  resultSentences,
  threadingSentence,
  type Vocabulary,
} from "../model/prose.js";
import { commentLines, paragraphs, taggedLines } from "./comment.js";
import { invocation } from "./layout.js";
import {
  type Doc,
  type ImportDeclaration,
  moduleDoc,
  parameterList,
  type Statement,
  type TypedName,
  type TypeScriptModule,
} from "./typescript-module.js";

/** What the module of one hook is made from. */
interface HookView {
  readonly hook: Hook;
  readonly vocabulary: Vocabulary;
  readonly parameters: readonly TypedName[];
  readonly result: string;
  /** The module's own handle of the hook. */
  readonly handle: string;
}

/** The module of one hook: its provider type, and register, has and call functions. */
export function hookModule(
  hook: Hook,
  types: ReadonlyMap<string, NamedCType>,
  catalog: Catalog,
): TypeScriptModule {
  const used = new Set<string>();
  const formOf = (name: string): string => {
    const form = types.get(name)?.typescript;
    if (form === undefined) throw new Error(`no TypeScript form for ${name}`);
    if (form.kind === "inline") return form.text;
    used.add(form.name);
    return form.name;
  };
  const parameters = hook.parameters.map((parameter) => ({
    name: camelCase(parameter.name),
    type: toTypeScript(parameter.type, useOf(parameter), formOf),
  }));
  const resultUse = { direction: "result", nullable: false, counted: false } as const;
  const view: HookView = {
    hook,
    vocabulary: vocabularyOf(hook),
    parameters,
    result: toTypeScript(hook.returns.type, resultUse, formOf),
    handle: localName(parameters, "hook"),
  };
  const statements = [
    providerType(view),
    handleConstant(view),
    register(view, "First"),
    register(view, "Last"),
    ...presence(view),
    ...calls(view),
  ];
  const usesRef = /\bRef</.test([...parameters.map(({ type }) => type), view.result].join(" "));
  return {
    doc: moduleDoc(`The hook ${hook.id}.`, [hook.source]),
    imports: importsOf(hook, catalog, usesRef, [...used].sort()),
    statements,
  };
}

function importsOf(
  hook: Hook,
  catalog: Catalog,
  usesRef: boolean,
  types: readonly string[],
): ImportDeclaration[] {
  const { stop, default: fallback } = hook.returns;
  const inCode = new Set(["value" in stop ? stop.value : "", fallback ?? ""]);
  const constants = constantGroupsOf(hook, catalog.constants)
    .flatMap((group) => group.constants.map(({ name }) => name))
    .filter((name) => inCode.has(name));
  const runtime = ["createHook", "currentTransaction"];
  const runtimeTypes = [...(usesRef ? ["Ref"] : []), "Transaction", "Unregister"];
  return [
    { from: "../constants.js", typeOnly: false, names: constants },
    {
      from: "../runtime.js",
      typeOnly: false,
      names: [...runtime, ...runtimeTypes.map((name) => `type ${name}`)],
    },
    { from: "../types.js", typeOnly: true, names: types },
  ].filter(({ names }) => names.length > 0);
}

function useOf({ direction, nullable, length }: Parameter) {
  return { direction, nullable: nullable === true, counted: length !== null };
}

function providerType({ hook, vocabulary, parameters, result }: HookView): Statement {
  const { provider } = hook.names.typescript;
  const closure = hook.closure ? [{ name: localName(parameters, "closure"), type: "Closure" }] : [];
  // To a plain void, a function that returns a promise would be assignable.
  const returned = isVoid(hook.returns.type) ? "void | undefined" : result;
  const list = parameterList(
    `export type ${provider}<Closure = unknown> = `,
    [...closure, ...parameters],
    ` => ${returned};`,
  );
  const closureDoc = hook.closure ? [`@param ${closure[0]?.name} - ${closureMeaning}`] : [];
  return {
    kind: "type",
    name: provider,
    doc: hookDoc(hook, vocabulary, closureDoc),
    typeParameters: hook.closure ? [{ name: "Closure", default: "unknown" }] : [],
    text: `${list} => ${returned}`,
  };
}

function handleConstant({ hook, handle }: HookView): Statement {
  const { provider } = hook.names.typescript;
  const value = `createHook<${provider}>(${JSON.stringify(hook.names.full)})`;
  return { kind: "constant", name: handle, doc: [], exported: false, value };
}

function register({ hook, handle }: HookView, where: "First" | "Last"): Statement {
  const { provider, registerFirst, registerLast } = hook.names.typescript;
  const order = where === "First" ? "before" : "after";
  const closureDoc = "@param closure - What the provider gets as its first argument.";
  return {
    kind: "function",
    name: where === "First" ? registerFirst : registerLast,
    doc: paragraphs(
      [`Puts a provider ${order} all that are registered so far.`],
      [
        "@param provider - The function to call.",
        ...(hook.closure ? [closureDoc] : []),
        "@returns A function that takes the provider out again.",
      ],
      deprecatedLines(hook),
    ),
    typeParameters: hook.closure ? ["Closure"] : [],
    parameters: [
      { name: "provider", type: hook.closure ? `${provider}<Closure>` : provider },
      ...(hook.closure ? [{ name: "closure", type: "Closure" }] : []),
    ],
    returns: "Unregister",
    body: [
      hook.closure
        ? `return ${handle}.register${where}(provider as ${provider}, closure);`
        : `return ${handle}.register${where}(provider, undefined);`,
    ],
  };
}

function presence({ hook, handle }: HookView): Statement[] {
  const { has, hasTxn } = hook.names.typescript;
  return [
    {
      kind: "function",
      name: has,
      doc: paragraphs(["Whether anybody has registered."], deprecatedLines(hook)),
      typeParameters: [],
      parameters: [],
      returns: "boolean",
      body: [`return ${hasTxn}(currentTransaction());`],
    },
    {
      kind: "function",
      name: hasTxn,
      doc: paragraphs(["Whether anybody has registered in `transaction`."], deprecatedLines(hook)),
      typeParameters: [],
      parameters: [{ name: "transaction", type: "Transaction" }],
      returns: "boolean",
      body: [`return ${handle}.providers(transaction).length > 0;`],
    },
  ];
}

function calls(view: HookView): Statement[] {
  const { hook, parameters, result } = view;
  const { call, callTxn } = hook.names.typescript;
  const transaction = localName(parameters, "transaction");
  const args = ["currentTransaction()", ...parameters.map(({ name }) => name)];
  const start = isVoid(hook.returns.type) ? callTxn : `return ${callTxn}`;
  const shared = { kind: "function", typeParameters: [], returns: result } as const;
  return [
    {
      ...shared,
      name: call,
      doc: paragraphs(
        ["Calls the providers one after the other."],
        hook.parameters.flatMap((parameter) => parameterLines(parameter, view.vocabulary)),
        returnLines(hook, view.vocabulary),
        deprecatedLines(hook),
      ),
      parameters,
      body: [`${invocation(start, args, "")};`],
    },
    {
      ...shared,
      name: callTxn,
      doc: paragraphs(
        [`Calls the providers of \`${transaction}\`; otherwise like {@link ${call}}.`],
        deprecatedLines(hook),
      ),
      parameters: [{ name: transaction, type: "Transaction" }, ...parameters],
      body: loopLines(view, transaction),
    },
  ];
}

/** The body of a call: each provider in turn, until a result ends it. */
function loopLines({ hook, parameters, result, handle }: HookView, transaction: string): string[] {
  const { returns } = hook;
  const provider = localName(parameters, "provider");
  const closure = localName(parameters, "closure");
  const fields = [
    provider === "provider" ? provider : `provider: ${provider}`,
    ...(hook.closure ? [closure === "closure" ? closure : `closure: ${closure}`] : []),
  ];
  const args = [...(hook.closure ? [closure] : []), ...parameters.map(({ name }) => name)];
  const call = (callee: string) => `${invocation(callee, args, "  ")};`;
  const open = `for (const { ${fields.join(", ")} } of ${handle}.providers(${transaction})) {`;
  if (isVoid(returns.type)) return [open, `  ${call(provider)}`, "}"];
  const local = localName(parameters, "result");
  const condition = stopCondition(hook, local, result);
  const initial = returns.chain === null ? fallbackValue(hook, result) : camelCase(returns.chain);
  return [
    `let ${local}: ${result} = ${initial};`,
    open,
    `  ${call(`${local} = ${provider}`)}`,
    ...(condition === null ? [] : [`  if (${condition}) break;`]),
    ...(returns.chain === null ? [] : [`  ${camelCase(returns.chain)} = ${local};`]),
    "}",
    `return ${local};`,
  ];
}

function stopCondition({ returns: { stop } }: Hook, local: string, type: string): string | null {
  switch (stop.kind) {
    case "never":
    case "unspecified":
      return null;
    case "nonzero":
      return `${local} !== ${literal("0", type)}`;
    case "zero":
      return `${local} === ${literal("0", type)}`;
    case "null":
      return `${local} === null`;
    case "nonnull":
      return `${local} !== null`;
    case "equals":
      return `${local} === ${literal(stop.value, type)}`;
    case "not":
      return `${local} !== ${literal(stop.value, type)}`;
  }
}

function fallbackValue({ returns }: Hook, type: string): string {
  const isPointer = returns.type.kind === "pointer";
  return literal(returns.default ?? (isPointer ? "NULL" : "0"), type);
}

/** C text of a value as TypeScript of the given type. */
function literal(value: string, type: string): string {
  if (value === "NULL") return "null";
  if (type === "boolean") return value === "0" ? "false" : "true";
  if (type !== "bigint") return value;
  return /^-?\d+$/.test(value) ? `${value}n` : `BigInt(${value})`;
}

function hookDoc(hook: Hook, vocabulary: Vocabulary, closure: readonly string[]): Doc {
  return paragraphs(
    commentLines(`A provider of ${hook.id}: ${hook.summary}`),
    hook.description === null ? [] : commentLines(hook.description),
    ...hook.notes.map((note) => taggedLines("**Note.**", note)),
    ...hook.warnings.map((warning) => taggedLines("**Warning.**", warning)),
    [threadingSentence(hook), ...(hook.since ? [`Since Momentum ${hook.since}.`] : [])],
    [...closure, ...hook.parameters.flatMap((parameter) => parameterLines(parameter, vocabulary))],
    returnLines(hook, vocabulary),
    deprecatedLines(hook),
  );
}

function parameterLines(parameter: Parameter, vocabulary: Vocabulary): string[] {
  const facts = parameterFacts(parameter, vocabulary).join(" ");
  const direction = { in: "", out: "Set by the provider.", inout: "Read and set by the provider." };
  const text = [parameter.meaning ?? "", direction[parameter.direction], facts];
  const filled = text.filter((part) => part !== "").join("\n");
  return [
    ...taggedLines(`@param ${camelCase(parameter.name)} -`, filled, "  "),
    ...valueLines(parameter.values),
  ];
}

function returnLines(hook: Hook, vocabulary: Vocabulary): string[] {
  if (isVoid(hook.returns.type)) return [];
  const { meaning, values } = hook.returns;
  const first =
    meaning ?? (values.length > 0 ? "One of these:" : "What the last provider returned.");
  return [
    ...taggedLines("@returns", first, "  "),
    ...valueLines(values),
    "",
    ...resultSentences(hook, vocabulary).flatMap((sentence) => commentLines(sentence)),
  ];
}

function valueLines(values: readonly { value: string; meaning: string }[]): string[] {
  return values.flatMap(({ value, meaning }) => taggedLines(`- \`${value}\`:`, meaning, "  "));
}

function deprecatedLines(hook: Hook): string[] {
  const text = deprecationText(hook);
  return text === null ? [] : taggedLines("@deprecated", text, "  ");
}

function vocabularyOf(hook: Hook): Vocabulary {
  return {
    parameter: camelCase,
    has: ({ names }) => `${names.typescript.has}()`,
    nullWord: "null",
    fallback: ({ returns }) => {
      if (isVoid(returns.type)) return null;
      if (returns.chain !== null) return camelCase(returns.chain);
      return hook.returns.type.kind === "pointer" ? "null" : "0";
    },
  };
}

function localName(parameters: readonly TypedName[], name: string): string {
  return freshName(name, new Set(parameters.map((parameter) => parameter.name)));
}
