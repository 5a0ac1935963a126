import { readFileSync } from "node:fs";
import { join } from "node:path";
import luaparse from "luaparse";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import { root } from "./support/tools.js";

interface Hook {
  readonly scope: string;
  readonly name: string;
  readonly parameters: readonly { readonly name: string; readonly type: string | null }[];
  readonly returns: { readonly type: string };
}

const folder = join(root, "generated/lua");
const files = globSync("**/*.lua", { cwd: folder }).sort();
const read = (file: string) => readFileSync(join(folder, file), "utf8");
const { hooks }: { hooks: Hook[] } = JSON.parse(
  readFileSync(join(root, "generated/hooks.json"), "utf8"),
);

/** The names of a provider's parameters: a `char *` and an `int` behind it are one object in Lua. */
function luaNames({ parameters }: Hook): string[] {
  const isSize = (index: number) =>
    parameters[index]?.type === "int" && parameters[index - 1]?.type === "char *";
  return parameters.filter((_, index) => !isSize(index)).map(({ name }) => name);
}

/** What the tags of a file say: the annotated parameters in order, with their types. */
function tags(file: string, tag: string): string[][] {
  return [...read(file).matchAll(new RegExp(`^---@${tag} (\\S+) ?(\\S*)`, "gm"))].map(
    ([, first = "", second = ""]) => [first, second],
  );
}

test("there is a file for each hook, one of types, and one of policies", () => {
  const expected = hooks.map(({ scope, name }) => `${scope}/${name}.lua`);
  expect(files).toEqual([...expected, "policy.lua", "types.lua"].sort());
});

test.each(files)("%s is Lua 5.1 that only declares", (file) => {
  const { body } = luaparse.parse(read(file), { luaVersion: "5.1" });
  expect(read(file).startsWith("---@meta\n")).toBe(true);
  const kinds = body.map(({ type }) => type);
  const isHook = file.includes("/");
  expect(kinds).toEqual(isHook ? ["LocalStatement", "FunctionDeclaration"] : []);
});

describe("a provider has the hook's name and parameters, each with a declared type", () => {
  const classes = new Set(tags("types.lua", "class").map(([name]) => name));
  const known = new Set(["any", "boolean", "integer", "number", "string", ...classes]);

  test.each(hooks.map((hook) => [`${hook.scope}/${hook.name}`, hook] as const))(
    "%s",
    (id, hook) => {
      const file = `${id}.lua`;
      const { body } = luaparse.parse(read(file), { luaVersion: "5.1" });
      const declared = body.find((statement) => statement.type === "FunctionDeclaration");
      const identifier = declared?.identifier;
      expect(identifier?.type === "MemberExpression" && identifier.indexer).toBe(":");
      expect(identifier?.type === "MemberExpression" && identifier.identifier.name).toBe(
        `${hook.scope}_${hook.name}`,
      );
      const names = declared?.parameters.map((parameter) =>
        parameter.type === "Identifier" ? parameter.name : "...",
      );
      expect(names).toEqual(luaNames(hook));
      const parameters = tags(file, "param");
      expect(parameters.map(([name]) => name?.replace("?", ""))).toEqual(luaNames(hook));
      expect(parameters.filter(([, type]) => !known.has(type ?? ""))).toEqual([]);
      const returned = tags(file, "return").map(([type]) => type ?? "");
      expect(returned).toHaveLength(hook.returns.type === "void" ? 0 : 1);
      expect(returned.filter((type) => !known.has(type))).toEqual([]);
    },
  );
});
