import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { generate } from "hookgen";
import { globSync } from "tinyglobby";
import { printDeclaration } from "../../generator/ctype/print.js";
import { isVoid } from "../../generator/ctype/type.js";
import { toTypeScript } from "../../generator/ctype/typescript.js";
import type { Comparison } from "../../generator/diff/change.js";
import { compareSnapshots } from "../../generator/diff/compare.js";
import { type Snapshot, snapshotOfDefinitions } from "../../generator/diff/snapshot.js";
import { type Catalog, catalogForC, type Hook } from "../../generator/model/catalog.js";
import { root } from "../support/tools.js";
import type { DiffCase } from "./cases.js";

/** Definitions by their paths below the folder. */
type Files = ReadonlyMap<string, string>;

const folder = join(root, "test/diff/definitions");

const before: Files = new Map(
  globSync("**/*.yaml", { cwd: folder }).map((path) => [
    path,
    readFileSync(join(folder, path), "utf8"),
  ]),
);

/** The definitions after the edits of a case. */
function after({ edits, name }: DiffCase): Files {
  const files = new Map(before);
  for (const [file, from, to] of edits) {
    if (from === null && to === null) files.delete(file);
    else if (from === null) files.set(file, to ?? "");
    else {
      const text = files.get(file) ?? "";
      if (!text.includes(from)) throw new Error(`${name}: ${file} does not have ${from}`);
      files.set(file, text.replace(from, to ?? ""));
    }
  }
  return files;
}

function snapshot(files: Files, label: string): Snapshot {
  const list = [...files].sort().map(([path, text]) => ({
    path,
    shown: `definitions/${path}`,
    bytes: Buffer.from(text),
    problem: null,
  }));
  const { snapshot, diagnostics } = snapshotOfDefinitions(list, "definitions", label);
  if (snapshot === null) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return snapshot;
}

/** Both sides of a case. */
export function sidesOf(one: DiffCase): { base: Snapshot; head: Snapshot } {
  return { base: snapshot(before, "before"), head: snapshot(after(one), "after") };
}

/** What `hookgen diff` finds in a case. */
export function compareCase(one: DiffCase): Comparison {
  const { base, head } = sidesOf(one);
  return compareSnapshots(base, head);
}

/** Writes what both sides of a case generate to `before/` and `after/` of a folder. */
export async function writeSides(one: DiffCase, into: string): Promise<void> {
  for (const [side, files] of [
    ["before", before],
    ["after", after(one)],
  ] as const) {
    const cwd = join(into, side);
    writeFiles(
      cwd,
      [...files].map(([path, text]) => ({ path: `definitions/${path}`, text })),
    );
    const { files: outputs, diagnostics } = await generate({ cwd });
    if (outputs.length === 0)
      throw new Error(`${one.name}: ${diagnostics.map(({ message }) => message).join("\n")}`);
    writeFiles(cwd, outputs);
  }
}

export function writeFiles(folder: string, files: readonly { path: string; text: string }[]): void {
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/**
 * A library whose exported functions have the hooks' types: each registers a provider and calls the
 * hook, so that all that a module has of a hook is in its ABI.
 */
export function librarySource(catalog: Catalog): string {
  const { hooks } = catalogForC(catalog);
  const functions = hooks.map((hook) => {
    const { c, full } = hook.names;
    const closure = hook.closure ? ", NULL" : "";
    const args = hook.parameters.map(({ name }) => name).join(", ");
    const result = isVoid(hook.returns.type) ? "" : "return ";
    const parameters = [`${c.type} *provider_`, ...declared(hook)].join(", ");
    const head = printDeclaration(hook.returns.type, `use_${full}(${parameters})`);
    return `${head};\n${head}\n{\n  ${c.registerLast}(provider_${closure});\n  ${result}${c.call}(${args});\n}\n`;
  });
  return `${includes(hooks)}\n${functions.join("\n")}`;
}

/** A module and its host as written for these definitions: a provider, its registration, a call. */
export function programSource(catalog: Catalog, more = ""): string {
  const { hooks, constants } = catalogForC(catalog);
  const functions = hooks.map((hook) => {
    const { c, full } = hook.names;
    const { type } = hook.returns;
    const list = [...(hook.closure ? ["void *closure"] : []), ...declared(hook)];
    const names = [
      ...(hook.closure ? ["closure"] : []),
      ...hook.parameters.map(({ name }) => name),
    ];
    const result = isVoid(type) ? "" : "return 0;";
    const variables = hook.parameters.map(({ name, type }) =>
      // An array in a variable has a size.
      type.kind === "array"
        ? `  ${printDeclaration({ ...type, size: "1" }, name)} = { 0 };`
        : `  ${printDeclaration(type, name)} = 0;`,
    );
    const args = hook.parameters.map(({ name }) => name).join(", ");
    const call = `${c.call}(${args})`;
    return [
      `static ${printDeclaration(type, `provide_${full}(${list.join(", ") || "void"})`)}`,
      `{\n  ${names.map((name) => `(void) ${name};`).join(" ")} ${result}\n}`,
      `void use_${full}(void);\nvoid use_${full}(void)\n{`,
      ...variables,
      `  ${c.registerLast}(provide_${full}${hook.closure ? ", NULL" : ""});`,
      `  if (${c.has}())`,
      isVoid(type)
        ? `    ${call};`
        : `    { ${printDeclaration(type, "result")} = ${call}; ${printDeclaration(type, "*kept")} = &result; (void) kept; }`,
      "}",
    ].join("\n");
  });
  const values = constants.flatMap(({ constants }) => constants.map(({ name }) => name));
  return [
    "#include <stddef.h>",
    includes(hooks),
    ...functions,
    `int numbers(void);\nint numbers(void) { return ${values.join(" + ") || "0"}; }`,
    more,
    "",
  ].join("\n");
}

function includes(hooks: readonly Hook[]): string {
  return [...new Set(hooks.map(({ header }) => `#include "${header}"\n`))].join("");
}

function declared(hook: Hook): string[] {
  return hook.parameters.map(({ name, type }) => printDeclaration(type, name));
}

/** The same in TypeScript, with every type written out. */
export function typeScriptSource(catalog: Catalog): string {
  const { hooks, constants, types } = catalogForC(catalog);
  const imports = new Set<string>();
  const formOf = (name: string) => {
    const form = types.find((type) => type.name === name)?.typescript;
    if (form === undefined) return "never";
    if (form.kind === "inline") return form.text;
    imports.add(form.name);
    return form.name;
  };
  for (const { name } of types) formOf(name);
  const functions = hooks.map((hook) => {
    const { typescript, full } = hook.names;
    for (const name of [typescript.registerLast, typescript.call]) imports.add(name);
    const parameters = hook.parameters.map(({ name, type, direction, nullable, length }) => {
      const use = { direction, nullable: nullable === true, counted: length !== null };
      return { name, type: toTypeScript(type, use, formOf) };
    });
    const use = { direction: "result", nullable: false, counted: false } as const;
    const result = toTypeScript(hook.returns.type, use, formOf);
    const list = parameters.map(({ name, type }) => `${name}_: ${type}`);
    const taken = [...(hook.closure ? ["closure: { seen: number }"] : []), ...list];
    const args = parameters.map(({ name }) => `${name}_`).join(", ");
    const call = `${typescript.call}(${args})`;
    return [
      `declare function provide_${full}(${taken.join(", ")}): ${result};`,
      `export function use_${full}(${list.join(", ")}): void {`,
      `  ${typescript.registerLast}(provide_${full}${hook.closure ? ", { seen: 0 }" : ""});`,
      result === "void"
        ? `  ${call};`
        : `  const results: ${result}[] = [${call}];\n  results.pop();`,
      "}",
    ].join("\n");
  });
  const values = constants.flatMap(({ constants }) => constants.map(({ name }) => name));
  for (const name of values) imports.add(name);
  const own = types.flatMap(({ typescript }) =>
    typescript.kind === "inline" ? [] : [typescript.name],
  );
  const named = [...imports].map((name) => (own.includes(name) ? `type ${name}` : name));
  return [
    `import { ${named.join(", ")} } from "./ts/index.js";`,
    ...functions,
    `export const numbers: number[] = [${values.join(", ")}];`,
    `export type Owned = [${own.join(", ")}];`,
    "",
  ].join("\n");
}
