import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { generate } from "hookgen";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { root, run, testWith } from "./support/tools.js";

/* The table of scenarios, run over the C runtime and over the TypeScript modules. */

interface Scenario {
  readonly steps: readonly string[];
  readonly trace: readonly string[];
}

const here = join(root, "test/scenarios");
const table: Record<string, Scenario> = parse(readFileSync(join(here, "scenarios.yaml"), "utf8"));
const scenarios = Object.entries(table);

const scratch = mkdtempSync(join(tmpdir(), "hookgen-scenarios-"));
const { files, diagnostics } = await generate({ cwd: here });
for (const { path, text } of files) {
  mkdirSync(dirname(join(scratch, path)), { recursive: true });
  writeFileSync(join(scratch, path), text);
}

test("there is something to run", () => {
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(scenarios.length).toBeGreaterThan(25);
});

describe("in C", () => {
  for (const compiler of ["gcc", "clang"]) {
    testWith(compiler, compiler, async () => {
      const program = join(scratch, `runner-${compiler}`);
      const sources = [join(here, "runner.c"), join(scratch, "c/src/module-hooks.c")];
      const options = ["-std=gnu11", "-Wall", "-Wextra", "-Werror", "-pthread", "-g"];
      const built = await run(compiler, [
        ...options,
        "-fsanitize=address,undefined",
        `-I${join(scratch, "c/include")}`,
        ...sources,
        "-o",
        program,
      ]);
      expect(built.stderr).toBe("");
      for (const [name, { steps, trace }] of scenarios) {
        const script = join(scratch, `steps-${compiler}.txt`);
        writeFileSync(script, `${steps.join("\n")}\n`);
        // What a provider is registered with lives as long as the process.
        const env = { ASAN_OPTIONS: "detect_leaks=0" };
        const { stdout, stderr } = await run("sh", ["-c", `"${program}" < "${script}"`], { env });
        expect({ name, lines: stdout.trimEnd().split("\n"), stderr }).toEqual({
          name,
          lines: trace,
          stderr: "",
        });
      }
    });
  }
});

/** Any hook, any provider: the runner does not care for types. */
interface AnyHook {
  readonly closure: boolean;
  readonly returns: { readonly type: string };
  readonly has: () => boolean;
  readonly hasTxn: (transaction: unknown) => boolean;
  readonly registerFirst: (provider: unknown, closure?: unknown) => unknown;
  readonly registerLast: (provider: unknown, closure?: unknown) => unknown;
  readonly call: (value: number) => unknown;
  readonly callTxn: (transaction: unknown, value: number) => unknown;
}

describe("in TypeScript", async () => {
  const { hooks } = (await import(join(scratch, "ts/hooks.ts"))) as {
    hooks: Record<string, AnyHook>;
  };
  const runtime = (await import(join(scratch, "ts/runtime.ts"))) as {
    createTransaction: (setUp: () => void) => unknown;
    commitTransaction: (transaction: unknown) => void;
    currentTransaction: () => unknown;
  };

  /** What the steps of a scenario leave in the trace. */
  function play(steps: readonly string[]): string[] {
    runtime.commitTransaction(runtime.createTransaction(() => {}));
    const trace: string[] = [];
    const actions = new Map<string, string[]>();
    const generations = new Map<string, unknown>();
    const hookOf = (name: string | undefined): AnyHook => {
      const hook = hooks[`demo.${name}`];
      if (hook === undefined) throw new Error(`no hook ${name}`);
      return hook;
    };
    const shown = (result: unknown) => (result === null ? 0 : Number(result));

    function add(first: boolean, hook: AnyHook, name: string, result: number): void {
      const isPointer = hook.returns.type.endsWith("*");
      const given = isPointer && result === 0 ? null : result;
      const ran = (value: number) => {
        const todo = actions.get(name) ?? [];
        actions.delete(name);
        todo.forEach(step);
        trace.push(`${name}(${value})`);
        return hook.returns.type === "void" ? undefined : given;
      };
      const register = first ? hook.registerFirst : hook.registerLast;
      if (!hook.closure) register(ran);
      else register((own: string, value: number) => (own === name ? ran(value) : NaN), name);
    }

    function step(text: string): void {
      const [, verb = "", subject = "", rest = ""] = /^(\w+) (\w+):?\s*(.*)$/.exec(text) ?? [];
      const [, value = "", , inside] = /^(-?\d*)\s*(in (\w+))?$/.exec(rest) ?? [];
      switch (verb) {
        case "when":
          actions.set(subject, [...(actions.get(subject) ?? []), rest]);
          return;
        case "generation": {
          const setUp = () => {
            for (const one of rest.split(";")) step(one.trim());
          };
          generations.set(subject, runtime.createTransaction(setUp));
          return;
        }
        case "hold":
          generations.set(subject, runtime.currentTransaction());
          return;
        case "commit":
          runtime.commitTransaction(generations.get(subject));
          return;
        case "has": {
          const hook = hookOf(subject);
          const has = inside ? hook.hasTxn(generations.get(inside)) : hook.has();
          trace.push(`has ${subject} = ${Number(has)}`);
          return;
        }
        case "call": {
          const hook = hookOf(subject);
          const result = inside
            ? hook.callTxn(generations.get(inside), Number(value))
            : hook.call(Number(value));
          trace.push(`call ${subject}${result === undefined ? "" : ` = ${shown(result)}`}`);
          return;
        }
        default: {
          const [name = "", result = "0"] = rest.split(" ");
          add(verb === "first", hookOf(subject), name, Number(result));
        }
      }
    }

    steps.forEach(step);
    return trace;
  }

  test.each(scenarios)("%s", (_, { steps, trace }) => expect(play(steps)).toEqual(trace));
});
