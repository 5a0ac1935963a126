import { typesByName } from "../model/catalog.js";
import { nextVersion } from "../model/versions.js";
import { settleAcceptances } from "./accept.js";
import { type Change, type Comparison, changeOf, type Found, sectionOf } from "./change.js";
import { compareHook, signatureText } from "./compare-hook.js";
import { compareConstants, compareTypes } from "./compare-shared.js";
import { matchHooks } from "./match.js";
import { type Category, changeRules, type RuleId, type Section } from "./rules.js";
import type { Types } from "./signature.js";
import type { Snapshot } from "./snapshot.js";

/** Both sides of a comparison, with what is looked up again and again. */
export interface Sides {
  readonly base: Snapshot;
  readonly head: Snapshot;
  readonly baseTypes: Types;
  readonly headTypes: Types;
}

/** Compares two catalogues: what a pull request does to those who use the hooks. */
export function compareSnapshots(base: Snapshot, head: Snapshot): Comparison {
  const types = { base: typesByName(base.catalog.types), head: typesByName(head.catalog.types) };
  const sides: Sides = {
    base,
    head,
    // What one side does not know is taken from the other.
    baseTypes: base.hasTypes ? types.base : types.head,
    headTypes: head.hasTypes ? types.head : types.base,
  };
  const found = [
    ...compareHooks(sides),
    ...(base.hasTypes && head.hasTypes ? [...compareTypes(sides), ...compareConstants(sides)] : []),
  ];
  const changes = sortChanges(settleAcceptances(found, base, head));
  return { base: base.label, head: head.label, changes, limits: limitsOf(base, head) };
}

function compareHooks(sides: Sides): Change[] {
  const { base, head } = sides;
  const { same, renamed, removed, added } = matchHooks(base.catalog.hooks, head.catalog.hooks);
  const inC: Category[] = ["ABI", "SOURCE_C", "SOURCE_TS"];
  const everywhere = (luaOnly: boolean): Category[] => [...(luaOnly ? [] : inC), "SOURCE_LUA"];
  const replaced = new Map(
    head.catalog.hooks.flatMap(({ id, deprecated }) =>
      deprecated?.replacement ? [[deprecated.replacement, id]] : [],
    ),
  );
  return [
    ...removed.map((hook) =>
      hookChange(sides, hook.id, "base", {
        rule: "hook-removed",
        categories: everywhere(hook.luaOnly),
        message: "the hook is gone",
        was: hook.id,
      }),
    ),
    ...renamed.map(({ before, after }) => {
      const moved = before.name === after.name;
      const change = hookChange(sides, after.id, "head", {
        rule: moved ? "hook-moved" : "hook-renamed",
        categories: everywhere(before.luaOnly),
        message: moved
          ? `was ${before.id}, in another scope`
          : `was ${before.id}: the signature is the same, the name is not`,
        was: before.id,
        is: after.id,
      });
      // The name that has gone is what was published, and what an acceptance names.
      return {
        ...change,
        subject: before.id,
        advice: advise(change.rule, before.id, after.id, sides),
      };
    }),
    ...added.map((hook) =>
      hookChange(sides, hook.id, "head", {
        rule: "hook-added",
        categories: [],
        message: replaced.has(hook.id)
          ? `in place of ${replaced.get(hook.id)}: ${hook.summary}`
          : hook.summary,
        is: signatureText(hook),
      }),
    ),
    ...[...same, ...renamed].flatMap((pair) =>
      compareHook(pair, sides).map((found) => hookChange(sides, pair.after.id, "head", found)),
    ),
  ];
}

function hookChange(sides: Sides, hook: string, side: "head" | "base", found: Found): Change {
  const path = found.path ?? [];
  const location =
    found.basePath === undefined
      ? sides[side].locate(hook, path)
      : sides.base.locate(hook, found.basePath);
  return changeOf(found, {
    hook,
    subject: hook,
    location,
    side: found.basePath === undefined ? side : "base",
    advice: advise(found.rule, hook, found.is ?? null, sides),
    affects: [],
  });
}

/** The advice of a rule, with the hook and the name of its next version put in. */
export function advise(
  rule: RuleId,
  hook: string,
  is: string | null,
  { base, head }: Sides,
): string {
  const [scope = "", name = ""] = hook.split("/");
  const names = [...base.catalog.hooks, ...head.catalog.hooks]
    .filter((other) => other.scope === scope)
    .map((other) => other.name);
  const next = `${scope}/${nextVersion(name, new Set(names))}`;
  return changeRules[rule].advice
    .replaceAll("{hook}", hook)
    .replaceAll("{next}", next)
    .replaceAll("{is}", is ?? hook);
}

const sections: readonly Section[] = ["breaks", "behaviour", "new", "words"];
const severities: readonly Change["severity"][] = ["error", "warning", "note"];

/** Breaks first; then by file and place, so that a report reads like the pull request. */
function sortChanges(changes: readonly Change[]): Change[] {
  const key = (change: Change) => [
    sections.indexOf(sectionOf(change)),
    severities.indexOf(change.severity),
    change.location.file,
    change.location.start.line,
    change.location.start.column,
    change.rule,
    change.message,
  ];
  const keyed = changes.map((change) => ({ change, key: key(change) }));
  keyed.sort((a, b) => {
    const index = a.key.findIndex((part, index) => part !== b.key[index]);
    if (index < 0) return 0;
    return (a.key[index] as string | number) < (b.key[index] as string | number) ? -1 : 1;
  });
  return keyed.map(({ change }) => change);
}

function limitsOf(...sides: readonly Snapshot[]): string[] {
  return sides.flatMap(({ label, hasWords, hasTypes }) => {
    if (hasWords) return [];
    const words = "documentation (but for summaries), pages, listed values and includes";
    return [
      `${label} holds signatures and rules: ${hasTypes ? words : `${words}, types and constants`} were not compared`,
    ];
  });
}
