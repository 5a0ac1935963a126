import { closest, distance } from "fastest-levenshtein";

/** The one of `known` that was likely meant by `word`: at most a third of its letters differ. */
export function closestWord(word: string, known: readonly string[]): string | null {
  if (known.length === 0) return null;
  const lower = word.toLowerCase();
  const sorted = [...known].sort();
  const sameLetters =
    sorted.find((candidate) => candidate.toLowerCase() === lower) ??
    sorted.find((candidate) => isSwapped(lower, candidate.toLowerCase()));
  if (sameLetters !== undefined) return sameLetters;
  const candidate = closest(word, sorted);
  const limit = Math.max(1, word.length / 3);
  return distance(lower, candidate.toLowerCase()) <= limit ? candidate : null;
}

/** Whether two letters next to each other have changed places. */
function isSwapped(word: string, other: string): boolean {
  const at = [...word].findIndex((letter, index) => letter !== other[index]);
  if (at < 0 || word.length !== other.length) return false;
  return `${word.slice(0, at)}${word[at + 1] ?? ""}${word[at]}${word.slice(at + 2)}` === other;
}

/** What people write for fields whose names they do not remember, the likelier field first. */
const otherWords: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    args: ["parameters"],
    arguments: ["parameters"],
    params: ["parameters"],
    desc: ["description", "meaning"],
    description: ["meaning"],
    doc: ["description", "meaning"],
    details: ["description", "meaning"],
    summary: ["meaning"],
    text: ["summary", "meaning"],
    return: ["returns"],
    result: ["returns"],
    return_type: ["returns"],
    thread: ["threading"],
    optional: ["nullable"],
    null: ["nullable"],
    size: ["length"],
    dir: ["direction"],
    enum: ["values"],
    see: ["see_also"],
    version: ["since"],
    date: ["updated"],
    include: ["includes"],
    note: ["notes"],
    warning: ["warnings"],
    examples: ["example"],
    fallback: ["default"],
  }),
);

/** The field that was likely meant by `word`. */
export function closestField(word: string, known: readonly string[]): string | null {
  return closestWord(word, known) ?? sameField(word, known);
}

/** The field that is meant by another word for it. */
export function sameField(word: string, known: readonly string[]): string | null {
  return otherWords.get(word.toLowerCase())?.find((field) => known.includes(field)) ?? null;
}
