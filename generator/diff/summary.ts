import { countWords } from "../diagnostics/words.js";
import { type Change, sectionOf } from "./change.js";

/** What changes come to, in one line: "2 changes break something, 1 hook is new". */
export function summarize(changes: readonly Change[]): string {
  const open = changes.filter(({ accepted }) => accepted === null);
  const inSection = (section: string) => open.filter((change) => sectionOf(change) === section);
  const accepted = changes.length - open.length;
  const words = inSection("words");
  const quiet = words.filter(({ severity }) => severity === "note");
  const counts = [
    [inSection("breaks").length, "breaking change"],
    [inSection("behaviour").length, "change of behaviour", "changes of behaviour"],
    [accepted, "accepted change"],
    [inSection("new").length, "addition"],
    [words.length - quiet.length, "thing to know", "things to know"],
    [quiet.length, "change of words", "changes of words"],
  ] as const;
  const parts = counts.flatMap(([count, one, many]) =>
    count === 0 ? [] : [countWords(count, one, many)],
  );
  return parts.length === 0 ? "nothing has changed" : parts.join(", ");
}
