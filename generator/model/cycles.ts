import type { Definitions, ParsedHook } from "../definitions/parse.js";
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.js";

/** Deprecated hooks whose replacements lead back to them: nobody would learn what to use. */
export function findReplacementCycles({ hooks }: Definitions): Diagnostic[] {
  const byId = new Map(hooks.map((hook) => [idOf(hook), hook]));
  return hooks.flatMap((hook) => {
    const way = [idOf(hook)];
    for (;;) {
      const next = byId.get(way.at(-1) ?? "")?.value.deprecated?.replacement;
      if (next === undefined || !byId.has(next)) return [];
      way.push(next);
      if (next === way[0]) break;
      // Another cycle further on is reported where it begins.
      if (way.indexOf(next) < way.length - 1) return [];
    }
    // Each of them leads back to itself: one is enough. A hook that names itself is found elsewhere.
    if (way.length === 2 || way.some((id) => id < idOf(hook))) return [];
    const location = hook.source.at(["deprecated", "replacement"]);
    return [diagnostic("replacement-cycle", location, { way })];
  });
}

function idOf({ scope, name }: ParsedHook): string {
  return `${scope}/${name}`;
}
