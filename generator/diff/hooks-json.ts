import * as v from "valibot";
import { parseDeclaration } from "../ctype/parse.js";
import type { CType } from "../ctype/type.js";
import { directions, stopRules, threadings } from "../definitions/schema.js";
import { wholeFile } from "../diagnostics/diagnostic.js";
import {
  type ConstantGroup,
  emptyCatalog,
  type Hook,
  type NamedCType,
  type Stop,
} from "../model/catalog.js";
import { hookNames } from "../model/names.js";
import { byCodeUnits } from "../model/order.js";
import type { Snapshot } from "./snapshot.js";

const text = v.nullable(v.string());

const hookSchema = v.object({
  scope: v.string(),
  name: v.string(),
  summary: v.string(),
  header: text,
  returns: v.object({
    type: v.string(),
    stop: v.union([
      v.picklist(stopRules),
      v.object({ equals: v.string() }),
      v.object({ not: v.string() }),
    ]),
    default: text,
    chain: v.optional(text, null),
  }),
  parameters: v.array(
    v.object({
      name: v.string(),
      type: text,
      direction: v.picklist(directions),
      nullable: v.nullable(v.boolean()),
      length: v.optional(text, null),
    }),
  ),
  closure: v.boolean(),
  threading: v.picklist(threadings),
  since: text,
  deprecated: v.nullable(v.object({ since: text, replacement: text, reason: text })),
});

const typeSchema = v.object({
  name: v.string(),
  header: text,
  declaration: text,
  incomplete: v.boolean(),
  typescript: v.variant("kind", [
    v.object({ kind: v.literal("opaque"), name: v.string() }),
    v.object({ kind: v.literal("alias"), name: v.string(), text: v.string() }),
    v.object({ kind: v.literal("inline"), text: v.string() }),
  ]),
  lua: v.string(),
});

const constantsSchema = v.object({
  group: v.string(),
  header: text,
  values: v.array(v.object({ name: v.string(), value: v.string(), standIn: v.boolean() })),
});

const documentSchema = v.object({
  hooks: v.array(hookSchema),
  types: v.optional(v.array(typeSchema)),
  constants: v.optional(v.array(constantsSchema)),
});

/** Reads a `hooks.json` as one side of a comparison, or says what is wrong with it. */
export function snapshotOfHooksJson(
  content: string,
  label: string,
): { snapshot: Snapshot; problem: null } | { snapshot: null; problem: string } {
  try {
    const document = v.parse(documentSchema, JSON.parse(content));
    const { types, constants } = document;
    const hooks = document.hooks.map(hookOf);
    hooks.sort((a, b) => byCodeUnits(a.scope, b.scope) || byCodeUnits(a.name, b.name));
    const snapshot: Snapshot = {
      label,
      catalog: {
        ...emptyCatalog,
        hooks,
        types: (types ?? []).map(typeOf),
        constants: (constants ?? []).map(constantsOf),
      },
      hasWords: false,
      hasTypes: types !== undefined && constants !== undefined,
      locate: () => wholeFile(label),
      acceptances: [],
      removed: [],
    };
    return { snapshot, problem: null };
  } catch (error) {
    return { snapshot: null, problem: describe(error) };
  }
}

function describe(error: unknown): string {
  if (!v.isValiError(error)) return (error as Error).message;
  const [issue] = error.issues;
  return `${v.getDotPath(issue) ?? "the document"}: ${issue.message}`;
}

function hookOf(entry: v.InferOutput<typeof hookSchema>): Hook {
  const { scope, name, returns, header, ...rest } = entry;
  return {
    ...rest,
    scope,
    name,
    id: `${scope}/${name}`,
    source: `definitions/${scope}/${name}.yaml`,
    names: hookNames(scope, name),
    description: null,
    notes: [],
    warnings: [],
    examples: { c: null, lua: null },
    seeAlso: [],
    updated: null,
    group: null,
    luaOnly: header === null,
    parameters: entry.parameters.map((parameter) => ({
      ...parameter,
      type: typeNamed(parameter.type),
      meaning: null,
      values: [],
    })),
    returns: {
      ...returns,
      type: typeNamed(returns.type),
      stop: stopOf(returns.stop),
      meaning: null,
      values: [],
    },
    header: header ?? `hooks/${scope}/${name}.h`,
    includes: [],
  };
}

function typeNamed(text: string | null): CType {
  if (text === null) return { kind: "unknown" };
  const result = parseDeclaration(text);
  if (!result.ok) throw new Error(`${result.problem.message}: \`${text}\``);
  return result.declaration.type;
}

function stopOf(given: v.InferOutput<typeof hookSchema>["returns"]["stop"]): Stop {
  if (typeof given === "string") return { kind: given };
  return "equals" in given
    ? { kind: "equals", value: given.equals }
    : { kind: "not", value: given.not };
}

function typeOf({ lua, ...type }: v.InferOutput<typeof typeSchema>): NamedCType {
  return { ...type, summary: "", hidden: false, page: null, luaName: lua };
}

function constantsOf({
  group,
  header,
  values,
}: v.InferOutput<typeof constantsSchema>): ConstantGroup {
  const constants = values.map((constant) => ({ ...constant, summary: "" }));
  return { name: group, summary: "", header, constants };
}
