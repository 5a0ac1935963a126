import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Nodes, Root } from "mdast";
import { toString as textOf } from "mdast-util-to-string";
import rehypeRaw from "rehype-raw";
import rehypeStringify from "rehype-stringify";
import remarkFrontmatter from "remark-frontmatter";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { globSync } from "tinyglobby";
import { unified } from "unified";
import { visit } from "unist-util-visit";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { root } from "./support/tools.js";

const folder = join(root, "generated/docs");
const pages = globSync("*.md", { cwd: folder }).sort();
const source = (page: string) => readFileSync(join(folder, page), "utf8");
const hookPages = pages.filter((page) => source(page).includes("## Synopsis"));

/** Markdown as GitHub and the support-docs site read it: GFM, with raw HTML let through. */
const reader = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter);
const tree = (page: string): Root => reader.parse(source(page));
const render = async (page: string) =>
  String(
    await unified()
      .use(remarkParse)
      .use(remarkGfm)
      .use(remarkFrontmatter)
      .use(remarkRehype, { allowDangerousHtml: true })
      .use(rehypeRaw)
      .use(rehypeStringify)
      .process(source(page)),
  );

function collect<T>(page: string, pick: (node: Nodes) => T | null): T[] {
  const found: T[] = [];
  visit(tree(page), (node) => {
    const value = pick(node);
    if (value !== null) found.push(value);
  });
  return found;
}

const headings = (page: string) =>
  collect(page, (node) => (node.type === "heading" ? textOf(node) : null));
const links = (page: string) => collect(page, (node) => (node.type === "link" ? node.url : null));

test("there is a page for each hook and index", () => {
  const { hooks } = JSON.parse(readFileSync(join(root, "generated/hooks.json"), "utf8"));
  expect(hookPages).toHaveLength(hooks.length);
  expect(pages).toEqual(
    expect.arrayContaining(["hooks.md", "hooks-core.md", "hooks-restinj.md", "hooks-sieve.md"]),
  );
});

describe.each(hookPages)("%s", (page) => {
  test("has the sections of a published page, in their order", () => {
    const known = ["Name", "Synopsis", "Description", "Parameters", "Return Values", "Threading"];
    expect(headings(page).filter((heading) => heading !== "See Also")).toEqual(known);
    expect(headings(page).slice(6)).toEqual(
      source(page).includes("## See Also") ? ["See Also"] : [],
    );
  });

  test("opens with front matter and the published anchor", () => {
    const [, frontMatter = ""] = source(page).split("---\n");
    const { title, description, lastUpdated } = parse(frontMatter);
    expect(source(page)).toMatch(new RegExp(`<a name="hooks\\.\\w+\\.${title}"></a>`));
    expect(description).not.toBe("");
    expect(lastUpdated).toMatch(/^\d\d\/\d\d\/\d{4}$/);
  });

  test("renders: every parameter is a term, nothing is left of Markdown or the template", async () => {
    const html = await render(page);
    const terms = [...html.matchAll(/<dt><code>(\w+)<\/code><\/dt>/g)].map(([, name]) => name);
    const { hooks } = JSON.parse(readFileSync(join(root, "generated/hooks.json"), "utf8"));
    const anchor = /<a name="hooks\.(\w+)\.(\w+)">/.exec(html);
    const hook = hooks.find(
      ({ scope, name }: { scope: string; name: string }) =>
        scope === anchor?.[1] && name === anchor?.[2],
    );
    const parameters = hook.parameters.map(({ name }: { name: string }) => name);
    const inC = hook.header !== null;
    expect(terms).toEqual([...(hook.closure && inC ? ["closure"] : []), ...parameters]);
    expect(html.includes('<pre><code class="language-c">')).toBe(inC);
    expect(html).toContain('<pre><code class="language-lua">');
    const prose = html.replace(/<(code|pre)[^>]*>[\s\S]*?<\/\1>/g, "");
    expect(prose).not.toMatch(/\{\{|\}\}|`|\*\*|: undefined|\bundefined\.(?!<)|\[object/);
    expect(html).not.toMatch(/<p>\s*<\/p>/);
  });
});

test("every link of every page leads to a page", () => {
  let checked = 0;
  for (const page of pages) {
    for (const link of links(page)) {
      if (/^https:\/\/www\.rfc-editor\.org\/rfc\/rfc\d+$/.test(link)) continue;
      if (/^https:\/\/docs\.sparkpost\.com\/momentum\/3\/3-api\/structs-[a-z-]+$/.test(link))
        continue;
      expect(pages, `${page} links to ${link}`).toContain(link);
      checked++;
    }
  }
  expect(checked).toBeGreaterThan(50);
});

test("from any page one comes to every other", () => {
  const reached = new Set(["hooks.md"]);
  for (const page of reached)
    for (const link of links(page)) if (pages.includes(link)) reached.add(link);
  expect([...reached].sort()).toEqual(pages.map((page) => basename(page)));
});

test("previous and next are each other's opposites", () => {
  const neighbour = (page: string, label: string) =>
    new RegExp(`^${label}: \\[.*?\\]\\((.*?)\\)`, "m").exec(source(page))?.[1];
  const withNext = hookPages.filter((page) => neighbour(page, "Next"));
  expect(withNext.length).toBeGreaterThan(10);
  for (const page of withNext)
    expect(neighbour(neighbour(page, "Next") ?? "", "Previous")).toBe(page);
});
