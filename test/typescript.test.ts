import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type FunctionDeclaration, Project } from "ts-morph";
import ts from "typescript";
import { beforeEach, describe, expect, test } from "vitest";
import {
  type CoreCacheGetProvider,
  callCoreCacheGetHook,
  callCoreConfigOptionPreSetHook,
  callCoreEcMessageMcmtPreFixupHook,
  callCoreGenerateSoftBounceMessageHook,
  callCoreLogErrorHook,
  callCoreMailQueueInsertActiveHook,
  callCoreMailQueueMaintainHook,
  callCorePostInitiateConnectionSmtpHook,
  callCorePostInitiateConnectionSmtpHookTxn,
  callSieveFetchScriptHook,
  commitTransaction,
  createTransaction,
  currentTransaction,
  hasCorePostInitiateConnectionSmtpHook,
  hasCorePostInitiateConnectionSmtpHookTxn,
  MCMT_RECEPTION_ALLOW,
  MCMT_RECEPTION_PASSTHRU,
  MCMT_RECEPTION_REJECT,
  registerCoreCacheGetHookLast,
  registerCoreConfigOptionPreSetHookLast,
  registerCoreEcMessageMcmtPreFixupHookFirst,
  registerCoreEcMessageMcmtPreFixupHookLast,
  registerCoreGenerateSoftBounceMessageHookLast,
  registerCoreLogErrorHookLast,
  registerCoreMailQueueInsertActiveHookLast,
  registerCoreMailQueueMaintainHookLast,
  registerCorePostInitiateConnectionSmtpHookFirst,
  registerCorePostInitiateConnectionSmtpHookLast,
  registerSieveFetchScriptHookLast,
  SIV_AGAIN,
  SIV_CONT,
  SIV_DONE,
} from "../generated/ts/index.js";
import { camelCase, packageNames } from "../generator/model/names.js";
import { root } from "./support/tools.js";
import { checkTypes } from "./support/typescript.js";

/** A handle of whatever type is wanted; the modules only pass it on. */
const handle = <T>(name: string): T => ({ name }) as T;
const domain = handle<Parameters<typeof callCorePostInitiateConnectionSmtpHook>[0]>("domain");
const now = { tv_sec: 12n, tv_usec: 34n };
const connect = () => callCorePostInitiateConnectionSmtpHook(domain, 7, now, -3);

let trace: string[] = [];
beforeEach(() => {
  trace = [];
  commitTransaction(createTransaction(() => {}));
});

/** What hooks.json says of a hook. */
interface HookFacts {
  readonly scope: string;
  readonly name: string;
  readonly parameters: readonly { readonly name: string }[];
  readonly closure: boolean;
  readonly functions: Readonly<Record<string, string>> & {
    readonly [name in
      | "call"
      | "callTxn"
      | "has"
      | "hasTxn"
      | "registerFirst"
      | "registerLast"]: string;
  };
}

const note = (closure: string) => void trace.push(closure);

test("every module passes the strictest options, and so does what their types promise", async () => {
  const include = ["generated/ts/**/*.ts", "test/typescript/*.ts"].map((path) => join(root, path));
  expect(await checkTypes(include, root)).toBe("");
});

describe("every module, read again", async () => {
  const project = new Project({ skipAddingFilesFromTsConfig: true });
  project.addSourceFilesAtPaths(join(root, "generated/ts/**/*.ts"));
  const { hooks } = JSON.parse(readFileSync(join(root, "generated/hooks.json"), "utf8"));
  const inC = hooks.filter((hook: HookFacts) => hook.functions.call !== undefined);
  const named = inC.map((hook: HookFacts) => [`${hook.scope}/${hook.name}`, hook] as const);

  test("what is there beside hooks, types and constants is kept from them", () => {
    const exported = ["runtime", "hooks"].flatMap((name) => {
      const file = project.getSourceFileOrThrow(join(root, `generated/ts/${name}.ts`));
      return [...file.getExportedDeclarations().keys()];
    });
    expect([...packageNames].sort()).toEqual(exported.sort());
  });

  test.each<readonly [string, HookFacts]>(named)("%s has its functions", (id, hook) => {
    const file = project.getSourceFileOrThrow(join(root, `generated/ts/${id}.ts`));
    const call = camelCase(hook.functions.call);
    const own = ["hasTxn", "has", "registerFirst", "registerLast", "callTxn"] as const;
    const functions = [call, ...own.map((what) => camelCase(hook.functions[what]))];
    const core = call.replace(/^call/, "").replace(/Hook$/, "");
    const value = camelCase(hook.functions.call.replace(/^call_/, ""));
    const exported = [...file.getExportedDeclarations().keys()].sort();
    expect(exported).toEqual([`${core}Provider`, value, ...functions].sort());

    const names = (declaration: FunctionDeclaration) =>
      declaration.getParameters().map((parameter) => parameter.getName());
    const expected = hook.parameters.map(({ name }) => camelCase(name));
    expect(names(file.getFunctionOrThrow(call))).toEqual(expected);
    const [first, ...others] = names(file.getFunctionOrThrow(`${call}Txn`));
    expect(first).toMatch(/^transaction/);
    expect(others).toEqual(expected);
    const register = names(file.getFunctionOrThrow(camelCase(hook.functions.registerLast)));
    expect(register).toEqual(hook.closure ? ["provider", "closure"] : ["provider"]);
  });
});

describe("registration", () => {
  test("nobody has registered: nothing happens", () => {
    expect(hasCorePostInitiateConnectionSmtpHook()).toBe(false);
    connect();
    expect(trace).toEqual([]);
  });

  test("first goes before all others, last behind them; each gets its closure", () => {
    registerCorePostInitiateConnectionSmtpHookLast(note, "c");
    registerCorePostInitiateConnectionSmtpHookFirst(note, "b");
    registerCorePostInitiateConnectionSmtpHookLast(note, "d");
    registerCorePostInitiateConnectionSmtpHookFirst(note, "a");
    expect(hasCorePostInitiateConnectionSmtpHook()).toBe(true);
    connect();
    expect(trace).toEqual(["a", "b", "c", "d"]);
  });

  test("the arguments arrive as they were passed", () => {
    const seen: unknown[] = [];
    registerCorePostInitiateConnectionSmtpHookLast((...args) => void seen.push(args), null);
    connect();
    expect(seen).toEqual([[null, domain, 7, now, -3]]);
  });

  test("a provider that is taken out is not called, and taking it out twice is nothing", () => {
    const unregister = registerCorePostInitiateConnectionSmtpHookLast(note, "a");
    registerCorePostInitiateConnectionSmtpHookLast(note, "a");
    unregister();
    unregister();
    connect();
    expect(trace).toEqual(["a"]);
  });

  test("a call does not see what its providers register or take out", () => {
    const unregister = registerCorePostInitiateConnectionSmtpHookLast(() => {
      trace.push("first");
      unregister();
      registerCorePostInitiateConnectionSmtpHookLast(note, "late");
    }, null);
    registerCorePostInitiateConnectionSmtpHookLast(note, "second");
    connect();
    expect(trace).toEqual(["first", "second"]);
    connect();
    expect(trace.slice(2)).toEqual(["second", "late"]);
  });
});

describe("results", () => {
  const queue = handle<never>("queue");
  const giveAll = (
    register: (provider: () => number, closure: null) => unknown,
    results: number[],
  ) => {
    for (const result of results)
      register(() => {
        trace.push(String(result));
        return result;
      }, null);
  };
  const maintain = () => callCoreMailQueueMaintainHook(domain, 1, queue, now, 2, 3);
  const insert = () => callCoreMailQueueInsertActiveHook(queue, queue);
  const preSet = () => callCoreConfigOptionPreSetHook(queue, queue, { value: null });
  const fetch = () => callSieveFetchScriptHook("uri", null, queue, null, queue);

  test.each([
    ["nonzero", registerCoreMailQueueMaintainHookLast, maintain, [0, 5, 6], 5, "0 5"],
    ["nonzero, none", registerCoreMailQueueMaintainHookLast, maintain, [0, 0], 0, "0 0"],
    ["nonzero, no provider", registerCoreMailQueueMaintainHookLast, maintain, [], 0, ""],
    ["zero", registerCoreMailQueueInsertActiveHookLast, insert, [1, 0, 9], 0, "1 0"],
    ["zero, none", registerCoreMailQueueInsertActiveHookLast, insert, [1, 9], 9, "1 9"],
    ["equals", registerCoreConfigOptionPreSetHookLast, preSet, [2, 1, 3], 1, "2 1"],
    [
      "not",
      registerSieveFetchScriptHookLast,
      fetch,
      [SIV_CONT, SIV_AGAIN, SIV_DONE],
      SIV_AGAIN,
      `${SIV_CONT} ${SIV_AGAIN}`,
    ],
  ] as const)("%s", (_, register, call, results, expected, called) => {
    giveAll(register as never, [...results]);
    expect(call()).toBe(expected);
    expect(trace.join(" ")).toBe(called);
  });

  test("nonnull: the first that is not null", () => {
    const message = handle<never>("message");
    expect(callCoreGenerateSoftBounceMessageHook(message)).toBe(null);
    registerCoreGenerateSoftBounceMessageHookLast(() => null, null);
    registerCoreGenerateSoftBounceMessageHookLast((closure) => closure, handle<never>("mine"));
    registerCoreGenerateSoftBounceMessageHookLast(() => handle<never>("late"), null);
    expect(callCoreGenerateSoftBounceMessageHook(message)).toEqual({ name: "mine" });
  });

  test("without a stop rule every provider runs, and the last result counts", () => {
    const fill: CoreCacheGetProvider<string> = (closure, _name, _key, _klen, value, vlen) => {
      value.value = closure;
      vlen.value = closure.length;
      return closure.length;
    };
    registerCoreCacheGetHookLast(fill, "one");
    registerCoreCacheGetHookLast(fill, "three");
    const [value, length] = [{ value: null as unknown }, { value: 0 }];
    expect(callCoreCacheGetHook("c", new Uint8Array(), 0, value, length)).toBe(5);
    expect([value.value, length.value]).toEqual(["three", 5]);
  });

  test("a chained result is the next provider's parameter", () => {
    const message = handle<never>("message");
    const call = () => callCoreEcMessageMcmtPreFixupHook(message, MCMT_RECEPTION_ALLOW);
    const choose = (closure: number | null, _: unknown, reception: number) => {
      trace.push(String(reception));
      return closure ?? reception;
    };
    expect(call()).toBe(MCMT_RECEPTION_ALLOW);
    registerCoreEcMessageMcmtPreFixupHookLast(choose, MCMT_RECEPTION_PASSTHRU);
    registerCoreEcMessageMcmtPreFixupHookLast(choose, null);
    expect(call()).toBe(MCMT_RECEPTION_PASSTHRU);
    expect(trace).toEqual([`${MCMT_RECEPTION_ALLOW}`, `${MCMT_RECEPTION_PASSTHRU}`]);
    registerCoreEcMessageMcmtPreFixupHookFirst(choose, MCMT_RECEPTION_REJECT);
    trace = [];
    expect(call()).toBe(MCMT_RECEPTION_REJECT);
    expect(trace).toEqual([`${MCMT_RECEPTION_ALLOW}`]);
  });
});

test("each provider reads all arguments of a va_list", () => {
  const log = (
    closure: string,
    _now: unknown,
    _level: number,
    format: string,
    arg: readonly unknown[],
  ) => void trace.push(`${closure}${format}${arg.join()}`);
  for (const closure of ["1", "2", "3"]) registerCoreLogErrorHookLast(log, closure);
  callCoreLogErrorHook(now, 4, "%d %s", [5, "x"]);
  expect(trace).toEqual(["1%d %s5,x", "2%d %s5,x", "3%d %s5,x"]);
});

test("an error of a provider reaches the caller, and the hook stays usable", () => {
  const unregister = registerCorePostInitiateConnectionSmtpHookLast(() => {
    throw new Error("from a provider");
  }, null);
  expect(connect).toThrow("from a provider");
  unregister();
  registerCorePostInitiateConnectionSmtpHookLast(note, "a");
  connect();
  expect(trace).toEqual(["a"]);
});

describe("transactions", () => {
  test("what is registered in one stays in it until it is committed", () => {
    registerCorePostInitiateConnectionSmtpHookLast(note, "old");
    const before = currentTransaction();
    const next = createTransaction(() =>
      registerCorePostInitiateConnectionSmtpHookLast(note, "new"),
    );
    connect();
    callCorePostInitiateConnectionSmtpHookTxn(next, domain, 7, now, -3);
    expect(trace).toEqual(["old", "new"]);
    commitTransaction(next);
    connect();
    callCorePostInitiateConnectionSmtpHookTxn(before, domain, 7, now, -3);
    expect(trace).toEqual(["old", "new", "new", "old"]);
    const empty = createTransaction(() => {});
    expect(hasCorePostInitiateConnectionSmtpHookTxn(empty)).toBe(false);
    expect(hasCorePostInitiateConnectionSmtpHookTxn(next)).toBe(true);
  });

  test("a call goes on in the transaction that it began with", () => {
    registerCorePostInitiateConnectionSmtpHookLast(() => {
      trace.push("first");
      commitTransaction(createTransaction(() => {}));
    }, null);
    registerCorePostInitiateConnectionSmtpHookLast(note, "second");
    connect();
    expect(trace).toEqual(["first", "second"]);
    connect();
    expect(trace).toHaveLength(2);
  });

  test("an error while one is set up reaches the caller, and registration goes where it went", () => {
    expect(() =>
      createTransaction(() => {
        throw new Error("no set-up");
      }),
    ).toThrow("no set-up");
    registerCorePostInitiateConnectionSmtpHookLast(note, "a");
    connect();
    expect(trace).toEqual(["a"]);
  });
});

describe("an editor", () => {
  const file = join(root, "test/typescript/editor.ts");
  const text = `import { callCoreLogErrorHook, registerCoreLogErrorHookLast } from "../../generated/ts/index.js";
callCoreLogErrorHook(now, 1, "text", []);
registerCoreLogErrorHookLast((closure, now, level) => {}, null);
`;
  const host: ts.LanguageServiceHost = {
    getScriptFileNames: () => [file],
    getScriptVersion: () => "1",
    getScriptSnapshot: (path) => {
      const content = path === file ? text : ts.sys.readFile(path);
      return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
    },
    getCurrentDirectory: () => root,
    getCompilationSettings: () => ({ module: ts.ModuleKind.NodeNext, types: [] }),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
  };
  const service = ts.createLanguageService(host);
  const plain = (parts: readonly ts.SymbolDisplayPart[] = []) =>
    ts.displayPartsToString([...parts]);

  test("shows on hover what a call and its parameters mean", () => {
    const info = service.getQuickInfoAtPosition(file, text.indexOf("callCoreLogErrorHook(") + 1);
    expect(plain(info?.documentation)).toContain("Calls the providers one after the other.");
    const tags = info?.tags?.map(({ name, text }) => `${name} ${plain(text)}`);
    expect(tags).toContain("param level - The level of the error.");
    expect(tags).toContain("param format - A format string as for `printf`.");
  });

  test("shows the meaning of the argument that is being written", () => {
    const help = service.getSignatureHelpItems(file, text.indexOf("1, "), undefined);
    const parameters = help?.items[0]?.parameters.map(({ name, documentation }) => [
      name,
      plain(documentation),
    ]);
    expect(help?.argumentIndex).toBe(1);
    expect(parameters?.[1]).toEqual(["level", "- The level of the error."]);
  });

  test("knows the types of a provider's parameters", () => {
    const info = service.getQuickInfoAtPosition(file, text.indexOf("level)") + 1);
    expect(plain(info?.displayParts)).toBe("(parameter) level: number");
  });
});
