import type { Change } from "./change.js";
import { changeRules, type RuleId } from "./rules.js";
import type { Acceptance, Snapshot } from "./snapshot.js";

/** The rules that an entry in `removed.yaml` accepts. */
const removalRules: ReadonlySet<RuleId> = new Set(["hook-removed", "hook-renamed", "hook-moved"]);

/** Marks the changes that the head accepts, and adds a finding for each acceptance without a change. */
export function settleAcceptances(
  changes: readonly Change[],
  base: Snapshot,
  head: Snapshot,
): Change[] {
  const removals = new Map(head.removed.map((removal) => [removal.hook, removal]));
  const settled = changes.map((change) => {
    const accepted = head.acceptances.find((acceptance) => accepts(acceptance, change));
    const removal = removalRules.has(change.rule) ? removals.get(change.subject) : undefined;
    const reason = accepted?.reason ?? removal?.reason ?? null;
    return reason === null ? change : { ...change, accepted: reason };
  });
  const idle = head.acceptances.filter(
    (acceptance) => !changes.some((change) => accepts(acceptance, change)),
  );
  const known = new Set(head.catalog.hooks.map(({ id }) => id));
  const back = head.removed.filter(({ hook }) => known.has(hook));
  return [
    ...settled,
    ...idle.map((acceptance) => idleAcceptance(acceptance, wasThere(acceptance, base))),
    // The entry of a hook that has gone long ago stays: it is the record of it.
    ...back.map(({ hook, location }) => ({
      ...idleAcceptance({ subject: hook, rule: "hook-removed", reason: "", location }, false),
      message: `${hook} is in removed.yaml, and it is there`,
    })),
  ];
}

function accepts({ subject, rule }: Acceptance, change: Change): boolean {
  return change.subject === subject && change.rule === rule;
}

/** Whether the base had it already: then the change that it accepts has landed. */
function wasThere({ subject, rule, reason }: Acceptance, base: Snapshot): boolean {
  return base.acceptances.some(
    (other) => other.subject === subject && other.rule === rule && other.reason === reason,
  );
}

function idleAcceptance({ subject, rule, location }: Acceptance, landed: boolean): Change {
  const id = "acceptance-without-change";
  return {
    rule: id,
    // What has landed is in nobody's way; a new one that fits nothing is a mistake.
    severity: landed ? "note" : "warning",
    categories: [],
    hook: subject.includes("/") ? subject : null,
    subject,
    message: landed
      ? `\`${rule}\` was accepted for a change that has landed`
      : `\`${rule}\` is accepted, and there is no such change`,
    was: null,
    is: null,
    location,
    side: "head",
    advice: changeRules[id].advice,
    affects: [],
    accepted: null,
  };
}
