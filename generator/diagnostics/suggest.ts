import { closest, distance } from "fastest-levenshtein";

/** The one of `known` that was likely meant by `word`: at most a third of its letters differ. */
export function closestWord(word: string, known: readonly string[]): string | null {
  if (known.length === 0) return null;
  const lower = word.toLowerCase();
  const sorted = [...known].sort();
  const sameLetters = sorted.find((candidate) => candidate.toLowerCase() === lower);
  const candidate = sameLetters ?? closest(word, sorted);
  const limit = Math.max(1, word.length / 3);
  return distance(lower, candidate.toLowerCase()) <= limit ? candidate : null;
}
