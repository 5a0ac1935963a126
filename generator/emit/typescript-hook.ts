import { printType } from "../ctype/print.js";
import { isVoid } from "../ctype/type.js";
import { resultUse, toTypeScript } from "../ctype/typescript.js";
import {
  type Catalog,
  constantGroupsOf,
  type Hook,
  type NamedCType,
  type Parameter,
  stopValue,
  useOf,
} from "../model/catalog.js";
import { camelCase, freshName } from "../model/names.js";
import {
  closureMeaning,
  deprecationText,
  parameterFacts,
  resultSentences,
  threadingSentence,
  undescribed,
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
  /** The module's own function that calls a list of providers. */
  readonly each: string;
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
  const view: HookView = {
    hook,
    vocabulary: vocabularyOf(hook),
    parameters,
    result: toTypeScript(hook.returns.type, resultUse, formOf),
    handle: localName(parameters, "hook"),
    each: localName(parameters, "callEach"),
  };
  const statements = [
    providerType(view),
    handleConstant(view),
    register(view, "First"),
    register(view, "Last"),
    ...presence(view),
    callEach(view),
    ...calls(view),
    description(view),
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
  const runtime = ["createHook"];
  const runtimeTypes = [
    "DescribedHook",
    ...(usesRef ? ["Ref"] : []),
    "Registration",
    "Transaction",
    "Unregister",
  ];
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
        ...taggedLines(`@param provider - The function to call, a {@link ${provider}}.`, "", "  "),
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
      body: [`return ${handle}.provider1 !== undefined;`],
    },
    {
      kind: "function",
      name: hasTxn,
      doc: paragraphs(["Whether anybody has registered in `transaction`."], deprecatedLines(hook)),
      typeParameters: [],
      parameters: [{ name: "transaction", type: "Transaction" }],
      returns: "boolean",
      body: [`return ${handle}.in(transaction).provider1 !== undefined;`],
    },
  ];
}

function calls(view: HookView): Statement[] {
  const { hook, parameters, result } = view;
  const { call, callTxn } = hook.names.typescript;
  const transaction = localName(parameters, "transaction");
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
      body: callLines(view),
    },
    {
      ...shared,
      name: callTxn,
      doc: paragraphs(
        [`Calls the providers of \`${transaction}\`; otherwise like {@link ${call}}.`],
        deprecatedLines(hook),
      ),
      parameters: [{ name: transaction, type: "Transaction" }, ...parameters],
      body: callTxnLines(view, transaction),
    },
  ];
}

const writtenOut = [1, 2, 3];

/**
 * The body of a call in the current transaction. The first three providers are called one by one:
 * an engine can look through each of these places, and not through one place that calls them all.
 */
function callLines(view: HookView): string[] {
  const { hook, parameters, handle, each } = view;
  const { local, start, statements, condition, result } = callParts(view);
  const fields = writtenOut.flatMap((number) => [
    field(`provider${number}`, local),
    ...(hook.closure ? [field(`closure${number}`, local)] : []),
  ]);
  const isOver = condition === null ? [] : [condition];
  const leave = isVoid(hook.returns.type) ? "return;" : `return ${result};`;
  const steps = writtenOut.flatMap((number) => {
    const provider = local(`provider${number}`);
    const ends = [...(number > 1 ? isOver : []), `${provider} === undefined`].join(" || ");
    return [`if (${ends}) ${leave}`, ...statements(provider, local(`closure${number}`), "")];
  });
  const others = local("others");
  const rest = invocation(each, [others, ...parameters.map(({ name }) => name)], "");
  const ends = [...isOver, `${others}.length === 0`].join(" || ");
  return [
    ...start,
    `const { ${[...fields, field("others", local)].join(", ")} } = ${handle};`,
    ...steps,
    `if (${ends}) ${leave}`,
    isVoid(hook.returns.type) ? `${rest};` : `return ${rest};`,
  ];
}

/** The function that calls however many providers one after the other. */
function callEach(view: HookView): Statement {
  const { hook, parameters, result, each } = view;
  const { local, start, statements, condition, end } = callParts(view);
  const { provider } = hook.names.typescript;
  const providers = local("providers");
  const fields = [field("provider", local), ...(hook.closure ? [field("closure", local)] : [])];
  return {
    kind: "function",
    name: each,
    exported: false,
    doc: ["Calls `providers`, until a result ends the call."].slice(condition === null ? 1 : 0),
    typeParameters: [],
    parameters: [{ name: providers, type: `readonly Registration<${provider}>[]` }, ...parameters],
    returns: result,
    body: [
      ...start,
      `for (const { ${fields.join(", ")} } of ${providers}) {`,
      ...statements(local("provider"), local("closure"), "  "),
      ...(condition === null ? [] : [`  if (${condition}) break;`]),
      "}",
      ...end,
    ],
  };
}

/** The body of a call in a given transaction. */
function callTxnLines({ hook, parameters, handle, each }: HookView, transaction: string): string[] {
  const args = [`${handle}.in(${transaction}).all`, ...parameters.map(({ name }) => name)];
  const start = isVoid(hook.returns.type) ? each : `return ${each}`;
  return [`${invocation(start, args, "")};`];
}

/** What every form of a call is made from. */
interface CallParts {
  /** A name for a local of ours that no parameter has. */
  readonly local: (name: string) => string;
  /** The local that holds the result; empty for a hook that returns nothing. */
  readonly result: string;
  readonly start: readonly string[];
  /** Calls one provider. */
  readonly statements: (provider: string, closure: string, indent: string) => string[];
  /** What ends the call. */
  readonly condition: string | null;
  readonly end: readonly string[];
}

function callParts({ hook, parameters, result: type }: HookView): CallParts {
  const { returns, closure } = hook;
  const local = (name: string) => localName(parameters, name);
  const passed = parameters.map(({ name }) => name);
  const invoke = (callee: string, own: string, indent: string) =>
    `${indent}${invocation(callee, closure ? [own, ...passed] : passed, indent)};`;
  if (isVoid(returns.type)) {
    const statements: CallParts["statements"] = (...call) => [invoke(...call)];
    return { local, result: "", start: [], statements, condition: null, end: [] };
  }
  const result = local("result");
  const chained = returns.chain === null ? null : camelCase(returns.chain);
  // As in C: what the definition says of a call without providers goes first.
  const isChained = chained !== null && returns.default === null;
  const startValue = isChained ? chained : fallbackValue(hook, type);
  return {
    local,
    result,
    start: [`let ${result}: ${type} = ${startValue};`],
    statements: (provider, own, indent) => [
      invoke(`${result} = ${provider}`, own, indent),
      ...(chained === null ? [] : [`${indent}${chained} = ${result};`]),
    ],
    condition: stopCondition(hook, result, type),
    end: [`return ${result};`],
  };
}

/** A field that is taken out of an object, under a name that no parameter has. */
function field(name: string, local: (name: string) => string): string {
  return local(name) === name ? name : `${name}: ${local(name)}`;
}

/** The hook as a value, for code that works with hooks by name. */
function description({ hook }: HookView): Statement {
  const { hook: own, provider, ...functions } = hook.names.typescript;
  const { registerLast, call, callTxn } = functions;
  const facts = {
    scope: hook.scope,
    name: hook.name,
    summary: hook.summary,
    parameters: hook.parameters.map(({ name, type, direction, nullable }) => ({
      name: camelCase(name),
      type: printType(type),
      direction,
      nullable,
    })),
    closure: hook.closure,
    returns: {
      type: printType(hook.returns.type),
      stop: stopValue(hook.returns.stop),
      default: hook.returns.default,
    },
    threading: hook.threading,
    since: hook.since,
    deprecated: hook.deprecated,
  };
  const fields = [
    ...Object.entries(facts).map(([name, value]) => `${name}: ${valueText(value, "  ")},`),
    ...Object.entries(functions).map(([name, value]) => `${name}: ${value},`),
  ];
  return {
    kind: "constant",
    name: own,
    exported: true,
    doc: [`What is known of ${hook.id}, and its functions, for code that gets hooks by name.`],
    type: `DescribedHook<\n  typeof ${registerLast},\n  typeof ${call},\n  typeof ${callTxn}\n>`,
    value: `{\n  ${fields.join("\n  ")}\n}`,
  };
}

/** Plain data as TypeScript: a list an item a line, everything else on one. */
function valueText(value: unknown, indent: string): string {
  if (Array.isArray(value)) {
    if (value.length === 0) return "[]";
    const items = value.map((item) => `${indent}  ${valueText(item, `${indent}  `)},\n`);
    return `[\n${items.join("")}${indent}]`;
  }
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, item]) => `${name}: ${valueText(item, indent)}`);
  return `{ ${fields.join(", ")} }`;
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
  if (type === "boolean") return /^\d+$/.test(value) ? String(value !== "0") : `Boolean(${value})`;
  if (type !== "bigint") return value;
  return /^-?\d+$/.test(value) ? `${value}n` : `BigInt(${value})`;
}

function hookDoc(hook: Hook, vocabulary: Vocabulary, closure: readonly string[]): Doc {
  return paragraphs(
    commentLines(`A provider of ${hook.id}: ${hook.summary}`),
    hook.description === null ? [] : commentLines(hook.description),
    ...hook.notes.map((note) => taggedLines("**Note.**", note)),
    ...hook.warnings.map((warning) => taggedLines("**Warning.**", warning)),
    [
      threadingSentence(hook),
      ...(hook.since === null ? [] : commentLines(`Since Momentum ${hook.since}.`)),
    ],
    [...closure, ...hook.parameters.flatMap((parameter) => parameterLines(parameter, vocabulary))],
    returnLines(hook, vocabulary),
    deprecatedLines(hook),
  );
}

function parameterLines(parameter: Parameter, vocabulary: Vocabulary): string[] {
  const facts = parameterFacts(parameter, vocabulary).join(" ");
  const direction = { in: "", out: "Set by the provider.", inout: "Read and set by the provider." };
  const text = [parameter.meaning ?? undescribed, direction[parameter.direction], facts];
  const filled = text.filter((part) => part !== "").join("\n");
  return [
    ...taggedLines(`@param ${camelCase(parameter.name)} -`, filled, "  "),
    ...valueLines(parameter.values),
  ];
}

function returnLines(hook: Hook, vocabulary: Vocabulary): string[] {
  if (isVoid(hook.returns.type)) return [];
  const { meaning, values } = hook.returns;
  const first = meaning ?? (values.length > 0 ? "One of these:" : undescribed);
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
