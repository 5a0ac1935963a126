/**
 * Characters that a text cannot hold: those that are not seen and change how what is around them is
 * shown or read. Control characters, line separators that only some readers know (U+2028, U+2029),
 * marks that turn the direction of writing, a byte order mark, and halves of a character.
 */
const unseen =
  /[^\P{Cc}\n\t]|[\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|\p{Cs}/u;

/** A character that has no place in a text: where it is, and its name as in `U+202E`. */
export interface UnseenCharacter {
  readonly offset: number;
  readonly name: string;
}

/** The first character of `text` that has no place in it; line ends are `\n`. */
export function findUnseen(text: string): UnseenCharacter | null {
  const found = unseen.exec(text);
  if (found === null) return null;
  const code = found[0].codePointAt(0) ?? 0;
  return {
    offset: found.index,
    name: `U+${code.toString(16).toUpperCase().padStart(4, "0")}`,
  };
}

/** The text with a question mark in a box for each such character, so that it can be shown. */
export function withoutUnseen(text: string): string {
  return text.replace(new RegExp(unseen, "gu"), "\ufffd");
}
