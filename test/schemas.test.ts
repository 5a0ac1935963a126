import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import { globSync } from "tinyglobby";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { jsonSchemas } from "../generator/definitions/json-schema.js";
import * as source from "../generator/definitions/schema.js";
import { readYaml } from "../generator/definitions/yaml.js";
import { root } from "./support/tools.js";

/*
 * What an editor knows of definitions: `definitions/*.schema.json`, made from the schema that hookgen
 * itself validates with. Here ajv reads as an editor does, YAML's numbers and nulls included.
 */
const ajv = new Ajv({
  allowUnionTypes: true,
  keywords: ["enumDescriptions", "markdownDescription"],
});
const texts = jsonSchemas();
const validators = new Map<string, ValidateFunction>(
  [...texts].map(([name, text]) => [name, ajv.compile(JSON.parse(text))]),
);

const sources: Record<string, v.GenericSchema> = {
  "hook.schema.json": source.hookSchema,
  "types.schema.json": source.typesSchema,
  "constants.schema.json": source.constantsSchema,
  "scopes.schema.json": source.scopesSchema,
  "groups.schema.json": source.groupsSchema,
  "package.schema.json": source.packageSchema,
  "removed.schema.json": source.removedSchema,
};

/** The schema that describes the file at `path`, which is relative to a folder of definitions. */
function schemaFor(path: string): string {
  return path.includes("/") ? "hook.schema.json" : `${basename(path, ".yaml")}.schema.json`;
}

/** What an editor has against a definition. */
function mistakes(schema: string, text: string): unknown[] {
  const check = validators.get(schema) as ValidateFunction;
  return check(parse(text, { uniqueKeys: false })) ? [] : (check.errors ?? []);
}

/** Whether hookgen takes the shape of a definition; `null` if it is no YAML to begin with. */
function isAccepted(schema: string, text: string): boolean | null {
  const yaml = readYaml("definition.yaml", text).source;
  return yaml && v.is(sources[schema] as v.GenericSchema, yaml.data);
}

const read = (...path: string[]) => readFileSync(join(root, ...path), "utf8");

describe("the published schemas", () => {
  test("are those of generator/definitions/schema.ts: `npm run schemas` writes them", () => {
    const present = globSync("*.schema.json", { cwd: join(root, "definitions") });
    expect(present.sort()).toEqual([...texts.keys()].sort());
    for (const [name, text] of texts) expect(read("definitions", name), name).toBe(text);
  });

  test("say what each field means", () => {
    const silent: string[] = [];
    const visit = (node: unknown, path: string): void => {
      if (typeof node !== "object" || node === null) return;
      for (const [key, value] of Object.entries(node)) visit(value, `${path}/${key}`);
      const fields = "properties" in node ? Object.entries(node.properties as object) : [];
      for (const [name, field] of fields)
        if (!/^[A-Z].*\.$/.test(field.description ?? "")) silent.push(`${path}/${name}`);
    };
    for (const [name, text] of texts) visit(JSON.parse(text), name);
    expect(silent).toEqual([]);
  });
});

describe("the definitions", () => {
  const paths = globSync("**/*.yaml", { cwd: join(root, "definitions") });

  test("name their schemas in the first line", () => {
    expect(paths.length).toBeGreaterThan(160);
    for (const path of paths) {
      const [line = ""] = read("definitions", path).split("\n");
      const [, named = ""] = /^# yaml-language-server: \$schema=(\.\S+)$/.exec(line) ?? [];
      expect(join(dirname(path), named), path).toBe(schemaFor(path));
    }
  });

  test("are valid", () => {
    for (const path of paths)
      expect(mistakes(schemaFor(path), read("definitions", path)), path).toEqual([]);
  });
});

describe("the cases", () => {
  const paths = globSync("*/definitions/**/*.yaml", { cwd: join(root, "test/cases") }).sort();
  const inFolder = (path: string) => path.replace(/^.*?\/definitions\//, "");
  const known = paths.filter((path) => texts.has(schemaFor(inFolder(path))));

  test.each(known)("%s: an editor and hookgen agree", (path) => {
    const schema = schemaFor(inFolder(path));
    const text = read("test/cases", path);
    const accepted = isAccepted(schema, text);
    if (accepted !== null) expect(mistakes(schema, text).length === 0).toBe(accepted);
  });

  test("those of bad-shape are wrong", () => {
    const wrong = known.filter((path) => path.startsWith("bad-shape/definitions/demo/"));
    expect(wrong.length).toBeGreaterThan(2);
    for (const path of wrong)
      expect(mistakes("hook.schema.json", read("test/cases", path)), path).not.toEqual([]);
  });
});

describe("scalars that YAML does not take for text", () => {
  const hook = (line: string) => `summary: A hook.\n${line}\n`;
  const result = (field: string) => hook(`returns: { type: int, ${field} }`);
  const parameter = (field: string) =>
    hook(`returns: void\nparameters:\n  - { name: a, type: int, ${field} }`);
  const both = (text: string) => [
    isAccepted("hook.schema.json", text),
    mistakes("hook.schema.json", text).length === 0,
  ];

  test.each([
    hook("returns: void\nsince: 3.10"),
    hook("returns: void\nsince: 4"),
    hook("returns: void\ndeprecated: { since: 5.0 }"),
    hook("returns: void\nupdated: 2026-01-31"),
    hook("returns: void\nnotes: [1]"),
    result("default: 0"),
    result("default: -1.5"),
    result("default: NULL"),
    result("stop: null"),
    result('stop: "null"'),
    result("stop: { equals: 0 }"),
    result("stop: { not: NULL }"),
    result("values: { 0: No., NULL: Nothing., true: Yes., 3.10: 4 }"),
    parameter("nullable: true"),
    parameter("values: { 0: No., 1: 2 }"),
  ])("%j is right", (text) => expect(both(text)).toEqual([true, true]));

  test.each([
    hook("returns: void\nthreading: null"),
    hook("returns: void\nclosure: 1"),
    hook("returns: void\nsince: true"),
    hook("returns: void\nsince: ''"),
    hook("returns: void\nupdated: 2026"),
    hook("returns: void\nparameters: [{ name: 1, type: int }]"),
    hook("returns:"),
    result("default: true"),
    result("stop: true"),
  ])("%j is wrong", (text) => expect(both(text)).toEqual([false, false]));

  // An editor sees the same null in all of these; hookgen refuses all but `null`.
  test.each(["stop: NULL", "stop: ~", "default:"])("%s is left to hookgen", (field) => {
    expect(both(result(field))).toEqual([false, true]);
  });
});
