import { mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { formatMarkdown } from "../../generator/diff/print-markdown.js";
import { formatText } from "../../generator/diff/print-text.js";
import { type Category, type ChangeRule, changeRules } from "../../generator/diff/rules.js";
import { catalogForC } from "../../generator/model/catalog.js";
import { forEachParallel, root, run, testWith } from "../support/tools.js";
import { checkTypes } from "../support/typescript.js";
import { byText, cases, type DiffCase } from "./cases.js";
import {
  compareCase,
  librarySource,
  programSource,
  sidesOf,
  typeScriptSource,
  writeSides,
} from "./support.js";

/*
 * A case a kind of change (cases.ts): what `hookgen diff` says of it is in expected/, and what the
 * tools say of it is asked of them. After a deliberate change: `npm test -- --update`, then read.
 */
const expected = join(root, "test/diff/expected");

test.each(cases)("$name", async (one) => {
  const comparison = compareCase(one);
  await expect(formatText(comparison)).toMatchFileSnapshot(join(expected, `${one.name}.txt`));
  await expect(formatMarkdown(comparison)).toMatchFileSnapshot(join(expected, `${one.name}.md`));
});

test("every rule is in a case", () => {
  const used = new Set(cases.flatMap((one) => compareCase(one).changes.map(({ rule }) => rule)));
  const unused = Object.keys(changeRules).filter((rule) => !used.has(rule as never));
  expect(unused).toEqual([]);
});

test("every expected text has its case", () => {
  const names = cases.flatMap(({ name }) => [`${name}.md`, `${name}.txt`]);
  expect(readdirSync(expected).sort()).toEqual(names.sort());
});

test("every finding says what it means for each whom it hurts", () => {
  const silent = cases.flatMap((one) =>
    compareCase(one).changes.flatMap(({ rule, categories }) => {
      const means: ChangeRule["means"] = changeRules[rule].means;
      return categories.filter((category) => !means[category]).map((word) => `${rule} ${word}`);
    }),
  );
  expect(silent).toEqual([]);
});

function breaks(one: DiffCase, category: Category): boolean {
  return compareCase(one).changes.some(({ categories }) => categories.includes(category));
}

/** The cases in which a tool says something else, but for those that say why. */
function disagreements(
  category: Category,
  tool: "abidiff" | "gcc" | "tsc",
  saysSo: ReadonlyMap<string, boolean>,
): string[] {
  return cases.flatMap((one) => {
    const ours = breaks(one, category);
    const theirs = saysSo.get(one.name);
    const reason = one.differs?.[tool];
    if ((ours === theirs) === (reason === undefined)) return [];
    if (reason !== undefined)
      return [`${one.name}: ${tool} agrees, against the reason that is given`];
    return [`${one.name}: ${category} is ${ours}, but ${tool} says ${theirs}`];
  });
}

describe("the verdicts stand against the tools", async () => {
  const scratch = mkdtempSync(join(tmpdir(), "hookgen-diff-"));
  for (const one of cases) await writeSides(one, join(scratch, one.name));
  writeFileSync(join(scratch, "package.json"), '{ "type": "module" }');
  const at = (one: DiffCase, path: string) => join(scratch, one.name, path);
  const sides = ["before", "after"] as const;

  testWith("abidiff", "ABI: abidiff, and modules of both sides in one process", async () => {
    const changed = new Map<string, boolean>();
    const bound = new Map<string, boolean>();
    await forEachParallel(cases, async (one) => {
      const { base, head } = sidesOf(one);
      for (const side of sides) {
        const source = at(one, `${side}.c`);
        writeFileSync(source, librarySource((side === "before" ? base : head).catalog));
        const library = ["-g", "-shared", "-fPIC", "-I", at(one, `${side}/c/include`), source];
        const { stderr } = await run("gcc", [
          ...[...library, "-Wno-deprecated-declarations", "-o", at(one, `${side}.so`)],
        ]);
        expect(stderr).toBe("");
      }
      // Status: 4 for a change, 8 for one that is incompatible; 1 and 2 for errors.
      const { status, stdout } = await run("abidiff", [at(one, "before.so"), at(one, "after.so")]);
      expect(status & 3, stdout).toBe(0);
      changed.set(one.name, status !== 0 && !onlyAdds(stdout));
      bound.set(one.name, await meets(one));
    });
    expect(disagreements("ABI", "abidiff", changed)).toEqual([]);
    for (const one of cases) {
      if (!bound.get(one.name)) expect(breaks(one, "ABI"), one.name).toBe(true);
      if (one.differs?.abidiff === byText) expect(bound.get(one.name), one.name).toBe(false);
    }
  });

  /** Whether a provider of before is called by a host of after. */
  async function meets(one: DiffCase): Promise<boolean> {
    const { base, head } = sidesOf(one);
    const parts = [
      ["before", base, "join", "registerLast"],
      ["after", head, "ask", "has"],
    ] as const;
    const objects: string[] = [];
    for (const [side, { catalog }, verb, name] of parts) {
      const source = at(one, `${side}-${verb}.c`);
      const own = catalogForC(catalog).hooks.filter(({ id }) =>
        base.catalog.hooks.some((hook) => hook.id === id),
      );
      const statements = own.map((hook) => {
        const fn = hook.names.c[name];
        const provider = `(${hook.names.c.type} *) nothing`;
        return verb === "ask"
          ? `if (${fn}()) met++;`
          : `${fn}(${provider}${hook.closure ? ", NULL" : ""});`;
      });
      const headers = [...new Set(own.map(({ header }) => `#include "${header}"\n`))].join("");
      writeFileSync(
        source,
        `${headers}#include <stddef.h>\nvoid nothing(void);\n${verb === "ask" ? "" : "void nothing(void) {}\n"}int ${verb}(void);\nint ${verb}(void) { int met = 0; ${statements.join(" ")} return met; }\n`,
      );
      const object = source.replace(/c$/, "o");
      const { stderr } = await run("gcc", [
        ...["-w", "-c", "-I", at(one, `${side}/c/include`), source, "-o", object],
      ]);
      expect(stderr).toBe("");
      objects.push(object);
    }
    const main = at(one, "main.c");
    const text =
      "int ask(void);\nint join(void);\nint main(void) { ask(); join(); return ask(); }\n";
    writeFileSync(main, text);
    const program = at(one, "program");
    const runtime = [at(one, "after/c/src/module-hooks.c"), "-I", at(one, "after/c/include")];
    const built = await run("gcc", [main, ...objects, ...runtime, "-pthread", "-o", program]);
    expect(built.stderr).toBe("");
    const { status } = await run(program, []);
    return status === catalogForC(base.catalog).hooks.length;
  }

  testWith("gcc", "SOURCE_C: gcc, with a program written for the old header", async () => {
    const refused = new Map<string, boolean>();
    await forEachParallel(cases, async (one) => {
      const { catalog } = sidesOf(one).base;
      // A program for each hook alone, which has no header but that one's, and one for all.
      const programs = [
        ...catalog.hooks.map((hook) => programSource({ ...catalog, hooks: [hook], constants: [] })),
        programSource(catalog, one.c),
      ];
      const sources = programs.map((text, index) => {
        writeFileSync(at(one, `program${index}.c`), text);
        return at(one, `program${index}.c`);
      });
      const check = async (side: string) => {
        const strict = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"];
        const lenient = ["-Wno-error=deprecated-declarations"];
        const include = ["-I", at(one, `${side}/c/include`)];
        return run("gcc", [...strict, ...lenient, "-fsyntax-only", ...include, ...sources]);
      };
      const { status, stderr } = await check("before");
      expect(status, stderr).toBe(0);
      refused.set(one.name, (await check("after")).status !== 0);
    });
    expect(disagreements("SOURCE_C", "gcc", refused)).toEqual([]);
  });

  test("SOURCE_TS: tsc, with a program written for the old modules", async () => {
    for (const one of cases)
      for (const side of sides)
        writeFileSync(at(one, `${side}/program.ts`), typeScriptSource(sidesOf(one).base.catalog));
    const output = await checkTypes([join(scratch, "*/*/program.ts")], scratch);
    const errors = (one: DiffCase, side: string) =>
      output.split("\n").filter((line) => line.includes(`/${one.name}/${side}/program.ts(`));
    for (const one of cases) expect(errors(one, "before"), one.name).toEqual([]);
    const refused = new Map(cases.map((one) => [one.name, errors(one, "after").length > 0]));
    expect(disagreements("SOURCE_TS", "tsc", refused)).toEqual([]);
  });
});

/** Whether a report of abidiff names nothing but additions: what is only new breaks nobody. */
function onlyAdds(report: string): boolean {
  const [, removed, changed] =
    /^Functions changes summary: (\d+) Removed, (\d+) Changed/m.exec(report) ?? [];
  return removed === "0" && changed === "0";
}
