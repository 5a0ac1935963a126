import type { Path } from "../definitions/yaml.js";
import type { Location } from "../diagnostics/diagnostic.js";
import { type Category, type ChangeRule, categories, changeRules, type RuleId } from "./rules.js";

/** One change, what it breaks and for whom, and where it stands. */
export interface Change {
  readonly rule: RuleId;
  readonly severity: ChangeRule["severity"];
  /** In the order of `categories`; empty for what is new. */
  readonly categories: readonly Category[];
  /** The hook's id as it is now, or was; `null` for a change of a type or constant. */
  readonly hook: string | null;
  /** What an acceptance names: the hook's id, or the name of a type or group of constants. */
  readonly subject: string;
  /** What has changed, as a phrase: "parameter `level` is `long`, was `int`". */
  readonly message: string;
  readonly was: string | null;
  readonly is: string | null;
  readonly location: Location;
  /** The side that `location` is on: what is gone stands in the base alone. */
  readonly side: "head" | "base";
  readonly advice: string;
  /** The hooks that use a type which has changed. */
  readonly affects: readonly string[];
  /** Why the change is intended, where a definition says so. */
  readonly accepted: string | null;
}

/** What the changes between two catalogues come to. */
export interface Comparison {
  readonly base: string;
  readonly head: string;
  /** Sorted by what they are to a reviewer: breaks first, then by file and place. */
  readonly changes: readonly Change[];
  /** What could not be compared, and why. */
  readonly limits: readonly string[];
}

/** What a comparison has found, before place and advice are added. */
export interface Found {
  readonly rule: RuleId;
  /** The categories that it has here, in any order. */
  readonly categories: readonly Category[];
  readonly message: string;
  readonly was?: string | null;
  readonly is?: string | null;
  /** Where it stands in the definition; the whole of it if left out. */
  readonly path?: Path;
  /** The path in the base, for what is gone. */
  readonly basePath?: Path;
  readonly severity?: Change["severity"];
}

/** What was found, as a change of what it is about. */
export function changeOf(
  found: Found,
  about: Pick<Change, "hook" | "subject" | "location" | "side" | "advice" | "affects">,
): Change {
  const { rule, message, severity, was = null, is = null } = found;
  const { hook, subject, location, side, advice, affects } = about;
  return {
    rule,
    severity: severity ?? changeRules[rule].severity,
    categories: categories.filter((category) => found.categories.includes(category)),
    hook,
    subject,
    message,
    was,
    is,
    location,
    side,
    advice,
    affects,
    accepted: null,
  };
}

/** The part of a report that a change belongs to: what nobody's build stumbles over is behaviour. */
export function sectionOf({ rule, categories }: Change): ChangeRule["section"] {
  const { section } = changeRules[rule];
  if (section !== "breaks" && section !== "behaviour") return section;
  const breaks = categories.some((category) => category !== "BEHAVIOUR" && category !== "DOCS");
  return breaks ? "breaks" : "behaviour";
}
