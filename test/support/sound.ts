import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { GeneratedFile } from "hookgen";
import luaparse from "luaparse";
import type { Nodes } from "mdast";
import { toString as textOf } from "mdast-util-to-string";
import remarkFrontmatter from "remark-frontmatter";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { warnings } from "./c.js";
import { run } from "./tools.js";

/** Writes generated files below `folder`. */
export function writeFiles(folder: string, files: readonly GeneratedFile[]): void {
  for (const { path, text } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** What gcc says to the headers of an output folder, all in one file; nothing if they are sound. */
export async function compileHeaders(
  folder: string,
  files: readonly GeneratedFile[],
): Promise<string> {
  const headers = (tree: string) =>
    files.flatMap(({ path }) => (path.startsWith(tree) && path.endsWith(".h") ? [path] : []));
  const texts = [["c.c", headers("c/include/")] as const];
  const results = await Promise.all(
    texts.map(async ([name, paths]) => {
      const source = join(folder, name);
      writeFileSync(source, paths.map((path) => `#include "${join(folder, path)}"\n`).join(""));
      const stubs = stubIncludes(folder, files);
      const includes = [`-I${join(folder, "c/include")}`, "-idirafter", stubs];
      const flags = ["-std=c99", ...warnings, "-fsyntax-only", ...includes];
      return (await run("gcc", [...flags, source])).stderr;
    }),
  );
  return results.join("");
}

/** Empty headers for what the hooks include of the SDK, which is not here. */
function stubIncludes(folder: string, files: readonly GeneratedFile[]): string {
  const stubs = join(folder, "stubs");
  mkdirSync(stubs, { recursive: true });
  const own = new Set(files.map(({ path }) => path));
  for (const { path, text } of files) {
    if (!path.startsWith("c/include/hooks/")) continue;
    for (const [, header = ""] of text.matchAll(/^#include ["<](.*)[">]$/gm)) {
      if (own.has(`c/include/${header}`)) continue;
      mkdirSync(dirname(join(stubs, header)), { recursive: true });
      writeFileSync(join(stubs, header), "");
    }
  }
  return stubs;
}

/** The Lua files that do not parse, or do more than declare. */
export function brokenLua(files: readonly GeneratedFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    if (!/^lua\/.*\/.*\.lua$/.test(path)) return [];
    try {
      const kinds = luaparse.parse(text, { luaVersion: "5.1" }).body.map(({ type }) => type);
      const isRight = kinds.join() === "LocalStatement,FunctionDeclaration";
      return isRight ? [] : [`${path}: ${kinds.join()}`];
    } catch (error) {
      return [`${path}: ${(error as Error).message}`];
    }
  });
}

const reader = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter);
const sections = ["Name", "Synopsis", "Description", "Parameters", "Return Values", "Threading"];

/** The pages of hooks that do not have the sections of a page, as GitHub reads them. */
export function brokenPages(files: readonly GeneratedFile[], hooks: ReadonlySet<string>): string[] {
  return files.flatMap(({ path, text }) => {
    if (!path.startsWith("docs/") || !text.includes("\n## Synopsis\n")) return [];
    if (![...hooks].some((hook) => text.includes(`from definitions/${hook}.yaml.`))) return [];
    const children: Nodes[] = reader.parse(text).children;
    const found = children
      .filter((node) => node.type === "heading" && node.depth === 2)
      .map((node) => textOf(node))
      .filter((heading) => sections.includes(heading));
    return found.join() === sections.join() ? [] : [`${path}: ${found.join()}`];
  });
}
