/** Lines of definitions are up to 100 characters long, and stay as they are. */
const width = 104;

/**
 * The lines of a text for a block comment of C or TypeScript. Lines stay as they were written, so
 * that a change of one is a change of one; only those that are too long are broken.
 */
export function commentLines(text: string, indent = ""): string[] {
  return escapeComment(text)
    .split(/\r\n?|\n/)
    .flatMap((line) => breakLine(line.trimEnd(), width - indent.length))
    .map((line, index) => (index === 0 || line === "" ? line : indent + line));
}

/**
 * The lines of a short text that starts with a word of its own, such as `@param name`: the lines of
 * each paragraph are joined and broken anew.
 */
export function taggedLines(tag: string, text: string, indent = ""): string[] {
  const joined = text.replace(/([^\n])\r?\n(?![\r\n]|\s*([-*>|#]|\d+\.|```))/g, "$1 ");
  return commentLines(`${tag} ${joined}`.trimEnd(), indent);
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
    .replace(/[^\P{Cc}\n\r\t]/gu, "")
    .replace(/\*(?=\/)|\/(?=\*)/g, "$& ")
    .replace(/\?(?=\?[/=()!<>'-])/g, "$& ");
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
