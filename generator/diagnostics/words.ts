/** `1 hook`, `2 hooks`. */
export function countWords(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** Each word as code, with commas between them. */
export function codeWords(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(", ");
}
