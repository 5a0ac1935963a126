import { distance } from "fastest-levenshtein";
import type { Hook, Parameter } from "../model/catalog.js";
import { prototypeText, typeText } from "../model/prototype.js";

/** The same hook before and after. */
export interface HookPair {
  readonly before: Hook;
  readonly after: Hook;
}

export interface HookMatch {
  readonly same: readonly HookPair[];
  /** Hooks that have another scope or name now. */
  readonly renamed: readonly HookPair[];
  readonly removed: readonly Hook[];
  readonly added: readonly Hook[];
}

/** Says which hooks are the same, which are the same under another name, and which are not. */
export function matchHooks(before: readonly Hook[], after: readonly Hook[]): HookMatch {
  const byId = new Map(after.map((hook) => [hook.id, hook]));
  const had = new Set(before.map(({ id }) => id));
  const same = before.flatMap((hook) => {
    const now = byId.get(hook.id);
    return now === undefined ? [] : [{ before: hook, after: now }];
  });
  const gone = before.filter(({ id }) => !byId.has(id));
  const fresh = after.filter(({ id }) => !had.has(id));
  const renamed = matchRenamed(gone, fresh);
  const taken = new Set(renamed.flatMap(({ before, after }) => [before, after]));
  return {
    same,
    renamed,
    removed: gone.filter((hook) => !taken.has(hook)),
    added: fresh.filter((hook) => !taken.has(hook)),
  };
}

/** Pairs hooks that are gone with new ones of the same signature, the likeliest first. */
function matchRenamed(gone: readonly Hook[], fresh: readonly Hook[]): HookPair[] {
  const candidates = gone
    .flatMap((before) => fresh.map((after) => ({ before, after })))
    .filter(isLikelyRenamed)
    .map((pair) => ({ pair, score: difference(pair) }));
  candidates.sort((a, b) => a.score - b.score || (idsOf(a.pair) < idsOf(b.pair) ? -1 : 1));
  const taken = new Set<Hook>();
  return candidates.flatMap(({ pair }) => {
    if (taken.has(pair.before) || taken.has(pair.after)) return [];
    taken.add(pair.before).add(pair.after);
    return [pair];
  });
}

/** The same signature; where that says nothing, because many have it, the same name or summary too. */
function isLikelyRenamed({ before, after }: HookPair): boolean {
  if (signatureKey(before) !== signatureKey(after)) return false;
  const isTelling = before.parameters.length > 0;
  return isTelling || before.name === after.name || before.summary === after.summary;
}

function signatureKey(hook: Hook): string {
  const names = hook.parameters.map(({ name }) => name);
  return [hook.luaOnly, prototypeText(hook), ...names].join("\0");
}

/** Small where it is likely the same hook: its name first, then its summary. */
function difference({ before, after }: HookPair): number {
  const letters =
    distance(before.name, after.name) / Math.max(before.name.length, after.name.length);
  return letters + (before.summary === after.summary ? 0 : 1);
}

function idsOf({ before, after }: HookPair): string {
  return `${before.id}\0${after.id}`;
}

/** The same parameter before and after, with its places. */
export interface ParameterPair {
  readonly before: Parameter;
  readonly after: Parameter;
  readonly from: number;
  readonly to: number;
}

export interface ParameterMatch {
  readonly pairs: readonly ParameterPair[];
  readonly removed: readonly { readonly parameter: Parameter; readonly index: number }[];
  readonly added: readonly { readonly parameter: Parameter; readonly index: number }[];
  /** Whether what is there on both sides is in another order. */
  readonly reordered: boolean;
}

/** Pairs parameters by name, and then those in between by their place, where their types agree. */
export function matchParameters(
  before: readonly Parameter[],
  after: readonly Parameter[],
): ParameterMatch {
  const places = new Map(after.map(({ name }, index) => [name, index]));
  const named = before.flatMap((parameter, from): ParameterPair[] => {
    const to = places.get(parameter.name);
    const now = to === undefined ? undefined : after[to];
    return to === undefined || now === undefined
      ? []
      : [{ before: parameter, after: now, from, to }];
  });
  const reordered = named.some(({ to }, index) => to < (named[index - 1]?.to ?? -1));
  const left = <T extends "from" | "to">(list: readonly Parameter[], end: T) => {
    const taken = new Set(named.map((pair) => pair[end]));
    return list
      .map((parameter, index) => ({ parameter, index }))
      .filter(({ index }) => !taken.has(index));
  };
  const gone = left(before, "from");
  const fresh = left(after, "to");
  const renamed = gone.flatMap(({ parameter, index }): ParameterPair[] => {
    // The place in the new list that follows from the neighbours that kept their names.
    const anchor = named.filter(({ from }) => from < index).at(-1);
    const place = anchor === undefined ? index : anchor.to + index - anchor.from;
    const now = fresh.find((candidate) => candidate.index === place)?.parameter;
    const fits = now !== undefined && typeText(now.type) === typeText(parameter.type);
    return fits ? [{ before: parameter, after: now, from: index, to: place }] : [];
  });
  const pairs = [...named, ...renamed].sort((a, b) => a.from - b.from);
  const known = {
    from: new Set(pairs.map(({ from }) => from)),
    to: new Set(pairs.map(({ to }) => to)),
  };
  return {
    pairs,
    removed: gone.filter(({ index }) => !known.from.has(index)),
    added: fresh.filter(({ index }) => !known.to.has(index)),
    reordered,
  };
}
