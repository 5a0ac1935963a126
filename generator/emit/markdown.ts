/**
 * Markdown of a definition as it stands on a page: formatting counts, but HTML is shown as it is
 * written, and nothing in it can end the section that it stands in.
 */
export function pageMarkdown(text: string): string {
  const lines = printable(text).trimEnd().split("\n");
  const parts: { readonly isCode: boolean; readonly lines: string[] }[] = [];
  let fence: string | null = null;
  for (const line of lines) {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
    const isCode = fence !== null || mark !== undefined;
    const part = parts.at(-1);
    if (part?.isCode === isCode) part.lines.push(line);
    else parts.push({ isCode, lines: [line] });
    if (fence === null) fence = mark ?? null;
    else if (mark?.startsWith(fence) && line.trim() === mark) fence = null;
  }
  const shown = parts.map(({ isCode, lines }) => {
    const text = lines.join("\n");
    return isCode ? text : withoutStructure(withoutHtml(text));
  });
  return [...shown, ...(fence === null ? [] : [fence])].join("\n");
}

/** Markdown that something stands before on its first line: no block can begin there. */
export function inlineMarkdown(text: string): string {
  return pageMarkdown(text.replace(/^\s*(?=```|~~~)/, "\\"));
}

/** Markdown for a cell of a table. */
export function cellMarkdown(text: string): string {
  return inlineMarkdown(text).replaceAll("|", "\\|");
}

/** Outside code spans, `<` that begins HTML becomes a character; links in angle brackets stay. */
function withoutHtml(text: string): string {
  const codeSpan = /(?<!`)(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g;
  let shown = "";
  let end = 0;
  for (const { 0: span, index } of text.matchAll(codeSpan)) {
    shown += escapeHtml(text.slice(end, index)) + span;
    end = index + span.length;
  }
  return shown + escapeHtml(text.slice(end));
}

function escapeHtml(text: string): string {
  return text.replace(/\\?<(?!https?:\/\/[^\s<>]*>)/g, "&lt;");
}

/** Headings, rules and the targets of links belong to the page. */
function withoutStructure(text: string): string {
  return text
    .replace(/^([ \t>]*)(#{1,6})(?=[ \t]|$)/gm, "$1\\$2")
    .replace(/^([ \t>]*)(=+|-{2,}|(?:[*_-][ \t]*){3,})[ \t]*$/gm, "$1\\$2")
    .replace(/^([ \t>]*)(?=\[[^\]\n]+\]:)/gm, "$1\\");
}

function printable(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(/[^\P{Cc}\n\t]/gu, "");
}
