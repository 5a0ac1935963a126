/** Lines of definitions are up to 100 characters long, and stay as they are. */
const width = 104;

/**
 * The lines of a text for a block comment of C or TypeScript. Lines stay as they were written, so
 * that a change of one is a change of one; only those that are too long are broken.
 */
export function commentLines(text: string, indent = ""): string[] {
  return broken(escapeComment(escapeTags(text)), indent);
}

function broken(text: string, indent: string): string[] {
  return text
    .split("\n")
    .flatMap((line) => breakLine(line.trimEnd(), width - indent.length))
    .map((line, index) => (index === 0 || line === "" ? line : indent + line));
}

/**
 * The lines of a short text that starts with a word of its own, such as `@param name`: the lines of
 * each paragraph are joined and broken anew.
 */
export function taggedLines(tag: string, text: string, indent = ""): string[] {
  // Lines of code stay lines, and begin one.
  const hasCode = /^\s*(```|~~~)/m.test(text);
  const filled = hasCode ? text : text.replace(/([^\n])\r?\n(?![\r\n]|\s*([-*>|#]|\d+\.))/g, "$1 ");
  const gap = /^\s*(```|~~~)/.test(text) ? "\n" : " ";
  return broken(escapeComment(`${tag}${gap}${escapeTags(filled)}`.trimEnd()), indent);
}

/** Joins blocks of lines, an empty line between two. */
export function paragraphs(...blocks: readonly (readonly string[])[]): string[] {
  const filled = blocks.filter((block) => block.length > 0);
  return filled.flatMap((block, index) => (index === 0 ? block : ["", ...block]));
}

/**
 * Text that neither ends a block comment nor opens another: a space is put between `*` and `/`.
 * A question mark of a trigraph is parted too (C17 5.2.1.1), and other control characters go.
 */
function escapeComment(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[^\P{Cc}\n\t]/gu, "")
    .replace(/\*(?=\/)|\/(?=\*)/g, "$& ")
    .replace(/\?(?=\?[/=()!<>'-])/g, "$& ");
}

/**
 * Words that begin with `@` are words, and no tags of JSDoc or Doxygen. Of code TypeScript knows only
 * what stands in single backticks on one line.
 */
function escapeTags(text: string): string {
  return text.replace(/(?<!`)`[^`\n]+`(?!`)|(?<![^\s({])@(?=[A-Za-z])/g, (found) =>
    found === "@" ? "\\@" : found,
  );
}

function breakLine(line: string, limit: number): string[] {
  const lines: string[] = [];
  let rest = line;
  while (rest.length > limit) {
    const hanging = /^\s*(([-*]|\d+\.)\s+)?/.exec(rest)?.[0].length ?? 0;
    const cut = rest.lastIndexOf(" ", limit);
    const at = cut > hanging ? cut : rest.indexOf(" ", limit);
    if (at <= hanging) break;
    lines.push(rest.slice(0, at));
    rest = " ".repeat(hanging) + rest.slice(at + 1).trimStart();
  }
  return [...lines, rest];
}
