import { printDeclaration, printType } from "../ctype/print.js";
import { type CType, declaredNamesIn, isVoid } from "../ctype/type.js";
import { isWarning } from "../diagnostics/catalogue.js";
import { codes } from "../diagnostics/codes.js";
import {
  type Catalog,
  type Hook,
  type NamedCType,
  type Parameter,
  typesByName,
} from "../model/catalog.js";
import { luaSignature } from "../model/lua.js";
import { kebabCase } from "../model/names.js";
import {
  closureMeaning,
  deprecationText,
  originLine,
  parameterFacts,
  resultSentences,
  threadingSentence,
  undescribed,
  type Vocabulary,
} from "../model/prose.js";
import {
  closureParameter,
  cVocabulary,
  declaredParameters,
  localName,
  voidType,
} from "./c-hook.js";
import { cellMarkdown, inlineMarkdown, pageMarkdown } from "./markdown.js";
import { type OutputFile, outputFile } from "./output-file.js";
import { templates, verbatim } from "./templates.js";

/** The published reference, which has a page for many of the types. */
const publishedPages = "https://docs.sparkpost.com/momentum/3/3-api";

/** The pages: one a hook, an index a scope, and one that lists the scopes. */
export function emitDocs(catalog: Catalog): OutputFile[] {
  const scopes = catalog.scopes.map(({ name, title, summary }) => ({
    link: `[${cellMarkdown(title)}](hooks-${scopeSlug(name)}.md)`,
    summary: cellMarkdown(summary),
  }));
  const index: Index = {
    hooks: new Map(catalog.hooks.map((hook) => [hook.id, hook])),
    scopes: catalog.scopes,
    types: typesByName(catalog.types),
  };
  return [
    ...catalog.scopes.flatMap((scope) => {
      const hooks = catalog.hooks.filter((hook) => hook.scope === scope.name);
      const pages = hooks.map((hook, place) =>
        emitPage(hook, index, { previous: hooks[place - 1], next: hooks[place + 1] }),
      );
      return [emitScopeIndex(scope.name, hooks, catalog), ...pages];
    }),
    outputFile("docs/life-of-a-hook.md", [], lifeOfAHook()),
    outputFile("docs/diagnostics.md", [], templates.diagnosticsPage(diagnosticsView())),
    outputFile("docs/hooks.md", [], templates.indexPage(overview(catalog, scopes))),
  ];
}

/** Every hook by what it is for, and where in a message's life the main ones are called. */
function overview(catalog: Catalog, scopes: readonly object[]): object {
  const { groups, hooks } = catalog;
  const sections = groups.map(({ name, title, summary }) => ({
    title: pageMarkdown(title),
    summary: pageMarkdown(summary),
    hooks: indexRows(hooks.filter(({ group }) => group === name)),
  }));
  const others = hooks.filter(({ group }) => group === null);
  const rest = { title: "Other hooks", summary: "", hooks: indexRows(others) };
  return {
    origin: originLine(["definitions/"]),
    picture: picture(catalog),
    groups: others.length > 0 && groups.length > 0 ? [...sections, rest] : sections,
    scopes,
  };
}

/** The way of a message through the groups as a Mermaid flowchart. */
function picture({ groups }: Catalog): string[] {
  const drawn = groups.filter(({ next, main }) => next.length > 0 || main.length > 0);
  const isDrawn = (name: string) => drawn.some((group) => group.name === name);
  const nodes = drawn.map(({ name, title, main }) => {
    const heading = title.replace(/["<>&#]/g, (sign) => `#${sign.charCodeAt(0)};`);
    return `${name}["${[`<b>${heading}</b>`, ...main].join("<br>")}"]`;
  });
  const ways = drawn.flatMap(({ name, next }) =>
    next.filter(isDrawn).map((other) => `${name} --> ${other}`),
  );
  return [...nodes, ...ways];
}

function indexRows(hooks: readonly Hook[]): object[] {
  return hooks.map((hook) => ({ link: link(hook), summary: cellMarkdown(hook.summary) }));
}

/** Every code that hookgen reports, with a section each. */
function diagnosticsView(): object {
  return {
    origin: originLine(["generator/diagnostics/codes.ts"]),
    codes: codes.map(({ id, summary, help }) => ({
      id,
      summary,
      help,
      severity: isWarning(id) ? "Warning" : "Error",
    })),
  };
}

function lifeOfAHook(): string {
  const origin = originLine(["templates/docs/life-of-a-hook.md"]);
  return verbatim.lifeOfAHook.replace("{{origin}}", `<!-- ${origin} -->`);
}

function emitScopeIndex(name: string, hooks: readonly Hook[], catalog: Catalog): OutputFile {
  const scope = catalog.scopes.find((scope) => scope.name === name);
  const text = templates.scopePage({
    origin: originLine([`definitions/${name}/*.yaml`, "definitions/scopes.yaml"]),
    title: frontMatter(scope?.title ?? name),
    description: frontMatter(scope?.summary ?? name),
    summary: pageMarkdown(scope?.summary ?? ""),
    hooks: indexRows(hooks),
  });
  return outputFile(`docs/hooks-${scopeSlug(name)}.md`, [], text);
}

/** What pages look up. */
interface Index {
  readonly hooks: ReadonlyMap<string, Hook>;
  readonly scopes: Catalog["scopes"];
  readonly types: ReadonlyMap<string, NamedCType>;
}

interface Neighbours {
  readonly previous: Hook | undefined;
  readonly next: Hook | undefined;
}

function emitPage(hook: Hook, index: Index, neighbours: Neighbours): OutputFile {
  const vocabulary = cVocabulary(hook, "reference");
  const text = templates.hookPage({
    origin: originLine([hook.source]),
    updated: hook.updated === null ? "" : publishedDate(hook.updated),
    title: frontMatter(hook.name),
    description: frontMatter(hook.summary),
    navigation: navigationLines(hook, neighbours, index),
    anchor: hook.names.anchor,
    name: `\`${hook.name}\``,
    summary: inlineMarkdown(hook.summary),
    deprecated: inlineMarkdown(deprecationText(hook) ?? ""),
    include: `"${hook.header}"`,
    synopsis: hook.luaOnly ? [] : synopsisLines(hook),
    lua: `${luaSignature(hook, "policy")}\nend`,
    body: description(hook),
    admonitions: [
      ...hook.notes.map((note) => admonition("Note", note)),
      ...hook.warnings.map((warning) => admonition("Warning", warning)),
    ],
    example: { c: fenced("c", hook.examples.c), lua: fenced("lua", hook.examples.lua) },
    parameters: parameterViews(hook, index, vocabulary),
    returns: returnsLine(hook),
    values: valueLines(hook.returns.values),
    rules: resultSentences(hook, vocabulary),
    threading: threadingSentence(hook),
    seeAlso: hook.seeAlso.map((id) => linkTo(id, index)),
  });
  return outputFile(`docs/${hook.names.page}.md`, [hook.id], text);
}

/** Previous, up and next, a line each, so that a new neighbour changes one line. */
function navigationLines(hook: Hook, { previous, next }: Neighbours, index: Index): string[] {
  const scope = index.scopes.find(({ name }) => name === hook.scope);
  return [
    ...(previous === undefined ? [] : [`Previous: ${link(previous)}<br>`]),
    `Up: [${inlineMarkdown(scope?.title ?? hook.scope)}](hooks-${scopeSlug(hook.scope)}.md)${next ? "<br>" : ""}`,
    ...(next === undefined ? [] : [`Next: ${link(next)}`]),
  ];
}

function description(hook: Hook): string {
  const since = hook.since === null ? [] : [`Available since Momentum ${hook.since}.`];
  return pageMarkdown([...since, hook.description ?? hook.summary].join("\n\n"));
}

/** The prototypes of provider, has, register and call, in the published order. */
function synopsisLines(hook: Hook): string[] {
  const { c } = hook.names;
  const { type } = hook.returns;
  const intType: CType = { kind: "named", name: "int", qualifiers: [] };
  const transaction = `ec_config_header *${localName(hook, "transaction")}`;
  const parameters = declaredParameters(hook);
  const registered = [`${c.type} *hook`, ...(hook.closure ? ["void *closure"] : [])];
  const blocks = [
    `typedef ${aligned(type, c.type, [...closureParameter(hook), ...parameters])}`,
    `${aligned(intType, c.has, [])}\n${aligned(intType, c.hasTxn, [transaction])}`,
    `${aligned(voidType, c.registerFirst, registered)}\n${aligned(voidType, c.registerLast, registered)}`,
    `${aligned(type, c.call, parameters)}\n${aligned(type, c.callTxn, [transaction, ...parameters])}`,
  ];
  return blocks.join("\n\n").split("\n");
}

/** A prototype on one line if that fits, else a parameter a line. */
function aligned(type: CType, name: string, parameters: readonly string[]): string {
  const list = parameters.length === 0 ? "void" : parameters.join(", ");
  const short = `${printDeclaration(type, `${name}(${list})`)};`;
  if (short.length <= 80) return short;
  return `${printDeclaration(type, `${name}(\n    ${parameters.join(",\n    ")})`)};`;
}

function parameterViews(hook: Hook, index: Index, vocabulary: Vocabulary) {
  const closure =
    hook.closure && !hook.luaOnly
      ? [{ name: localName(hook, "closure"), text: `\`void *\`. ${closureMeaning}` }]
      : [];
  return [
    ...closure,
    ...hook.parameters.map((parameter) => ({
      name: parameter.name,
      text: parameterText(parameter, index, vocabulary),
    })),
  ];
}

const directionTexts = {
  in: [],
  out: ["Set by the provider."],
  inout: ["Read and set by the provider."],
} as const;

function parameterText(parameter: Parameter, index: Index, vocabulary: Vocabulary): string {
  const facts = [...directionTexts[parameter.direction], ...parameterFacts(parameter, vocabulary)];
  const lines = [
    [
      ...(parameter.type.kind === "unknown" ? [] : [`${typeText(parameter.type, index)}.`]),
      inlineMarkdown(parameter.meaning ?? undescribed),
    ].join(" "),
    ...(facts.length > 0 ? [facts.join(" ")] : []),
    ...(parameter.values.length > 0 ? ["", ...valueLines(parameter.values).slice(1)] : []),
  ];
  return lines.join("\n");
}

/** What the hook returns, and what that means. */
function returnsLine({ returns }: Hook): string {
  if (isVoid(returns.type)) return "Nothing.";
  const type = `\`${printType(returns.type)}\`.`;
  if (returns.meaning !== null) return `${type} ${inlineMarkdown(returns.meaning)}`;
  return returns.values.length > 0 ? `${type} One of these:` : `${type} ${undescribed}`;
}

/** The type as code, with a link to the page of each type in it that has one. */
function typeText(type: CType, { types }: Index): string {
  const pages = declaredNamesIn(type).flatMap((name) => {
    const page = types.get(name)?.page;
    return page ? [`${publishedPages}/${page}`] : [];
  });
  const text = `\`${printType(type)}\``;
  return pages.length === 1 ? `[${text}](${pages[0]})` : text;
}

function valueLines(values: readonly { value: string; meaning: string }[]): string[] {
  if (values.length === 0) return [];
  const items = values.map(({ value, meaning }) => {
    const [first, ...rest] = `\`${value}\` — ${inlineMarkdown(meaning)}`.split("\n");
    return [`- ${first}`, ...rest.map((line) => (line === "" ? "" : `  ${line}`))].join("\n");
  });
  return ["", ...items];
}

function admonition(title: string, text: string): string[] {
  const [first = "", ...rest] = inlineMarkdown(text).split("\n");
  return [`**${title}.** ${first}`, ...rest].map((line) => (line === "" ? "" : ` ${line}`));
}

/** A fenced block around code that may itself hold fences. */
function fenced(language: string, text: string | null): string {
  if (text === null) return "";
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

function linkTo(id: string, { hooks }: Index): string {
  const hook = hooks.get(id);
  return hook === undefined ? `\`${id}\`` : link(hook);
}

function link(hook: Hook): string {
  return `[\`${hook.name}\`](${hook.names.page}.md)`;
}

function scopeSlug(scope: string): string {
  return kebabCase(scope);
}

/** A double-quoted YAML scalar; JSON's strings are one. */
function frontMatter(text: string): string {
  return JSON.stringify(text);
}

/** 2020-03-26 as the published pages write it: 03/26/2020. */
function publishedDate(date: string): string {
  const [year, month, day] = date.split("-");
  return `${month}/${day}/${year}`;
}
