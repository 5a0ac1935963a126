import type * as v from "valibot";
import { type Diagnostic, diagnostic, type Location } from "../diagnostics/diagnostic.js";
import type { DefinitionFile } from "./load.js";
import {
  type ConstantsDefinition,
  constantsSchema,
  type GroupsDefinition,
  groupsSchema,
  type HookDefinition,
  hookSchema,
  type PackageDefinition,
  packageSchema,
  type RemovedDefinition,
  removedSchema,
  type ScopesDefinition,
  scopesSchema,
  type TypesDefinition,
  typesSchema,
} from "./schema.js";
import { validate } from "./validate.js";
import { type Path, readYaml, type Source } from "./yaml.js";

/** A definition that has the right shape, and the text that it came from. */
export interface Parsed<T> {
  readonly value: T;
  readonly source: Source;
}

/** One hook's definition, named by its path. */
export interface ParsedHook extends Parsed<HookDefinition> {
  readonly scope: string;
  readonly name: string;
  /** Whether parts of it were wrong and are stood in for: what it refers to may be among them. */
  readonly repaired: boolean;
}

/** All definitions, each of the right shape by itself. */
export interface Definitions {
  readonly hooks: readonly ParsedHook[];
  readonly types: Parsed<TypesDefinition> | null;
  readonly constants: Parsed<ConstantsDefinition> | null;
  readonly scopes: Parsed<ScopesDefinition> | null;
  readonly groups: Parsed<GroupsDefinition> | null;
  readonly package: Parsed<PackageDefinition> | null;
  readonly removed: Parsed<RemovedDefinition> | null;
  /** Every hook that has a file, right or wrong, so that references to a wrong one are no second mistake. */
  readonly knownHooks: ReadonlySet<string>;
  /** Shared files that are there but wrong: what they declare is not known. */
  readonly broken: ReadonlySet<SharedFile>;
}

export type SharedFile = keyof typeof sharedSchemas;

const sharedSchemas = {
  "types.yaml": typesSchema,
  "constants.yaml": constantsSchema,
  "scopes.yaml": scopesSchema,
  "groups.yaml": groupsSchema,
  "package.yaml": packageSchema,
  "removed.yaml": removedSchema,
};

/** Reads the text of every file into definitions, with all the mistakes in their shape. */
export function parseDefinitions(
  files: readonly DefinitionFile[],
  folder: string,
): { definitions: Definitions; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const hooks: ParsedHook[] = [];
  const shared = new Map<string, Parsed<unknown>>();
  const broken = new Set<SharedFile>();
  const knownHooks = new Set<string>();

  const read = <S extends v.GenericSchema>(file: DefinitionFile, schema: S, what: string) => {
    const text = decode(file);
    if (text.diagnostic !== null) {
      diagnostics.push(text.diagnostic);
      return null;
    }
    const yaml = readYaml(file.shown, text.text);
    diagnostics.push(...yaml.diagnostics);
    if (yaml.source === null) return null;
    const { value, diagnostics: found } = validate(schema, yaml.source, what, standIn);
    diagnostics.push(...found);
    return value === null ? null : { value, source: yaml.source, repaired: found.length > 0 };
  };

  for (const file of files) {
    if (isSharedFile(file.path)) {
      const parsed = read(file, sharedSchemas[file.path], file.path);
      if (parsed === null || parsed.repaired) broken.add(file.path);
      if (parsed !== null) shared.set(file.path, parsed);
      continue;
    }
    const place = hookAt(file.path);
    if (typeof place === "string") {
      diagnostics.push(diagnostic("misplaced-file", wholeFile(file.shown), { reason: place }));
      continue;
    }
    knownHooks.add(`${place.scope}/${place.name}`);
    const parsed = read(file, hookSchema, "a hook");
    if (parsed !== null) hooks.push({ ...place, ...parsed });
  }
  if (knownHooks.size === 0 && diagnostics.length === 0)
    diagnostics.push(diagnostic("no-definitions", wholeFile(folder), { folder }));

  const definitions = {
    hooks,
    types: (shared.get("types.yaml") ?? null) as Parsed<TypesDefinition> | null,
    constants: (shared.get("constants.yaml") ?? null) as Parsed<ConstantsDefinition> | null,
    scopes: (shared.get("scopes.yaml") ?? null) as Parsed<ScopesDefinition> | null,
    groups: (shared.get("groups.yaml") ?? null) as Parsed<GroupsDefinition> | null,
    package: (shared.get("package.yaml") ?? null) as Parsed<PackageDefinition> | null,
    removed: (shared.get("removed.yaml") ?? null) as Parsed<RemovedDefinition> | null,
    knownHooks,
    broken,
  };
  return { definitions, diagnostics };
}

/** Good values for the fields that a hook must have. */
function standIn(path: Path): unknown {
  const last = path.at(-1);
  const isParameter = path[0] === "parameters";
  if (isParameter && typeof last === "number") return { name: `parameter${last}`, type: "int" };
  if (isParameter && path.length === 3 && last === "name") return `parameter${path[1]}`;
  if (last === "type" && path.length > 1) return "int";
  if (last === "value" || last === "stand_in") return "0";
  if (last === "name") return "hooks";
  if (last === "version") return "0.0.0";
  if (path.length > 1) return undefined;
  return last === "summary" ? "..." : last === "returns" ? "void" : undefined;
}

function isSharedFile(path: string): path is SharedFile {
  return Object.hasOwn(sharedSchemas, path);
}

/** The hook that the file at `path` defines, or why it can define none. */
function hookAt(path: string): { scope: string; name: string } | string {
  if (path.endsWith(".yml")) return "the name of a definition ends in `.yaml`";
  const [scope, name, ...rest] = path.slice(0, -".yaml".length).split("/");
  if (scope === undefined || name === undefined || rest.length > 0)
    return `\`${path}\` is no place for a hook`;
  const wrong = [scope, name].find((part) => !/^[A-Za-z_]\w*$/.test(part));
  return wrong === undefined ? { scope, name } : `\`${wrong}\` is not a C identifier`;
}

function decode(
  file: DefinitionFile,
): { text: string; diagnostic: null } | { diagnostic: Diagnostic } {
  const location = wholeFile(file.shown);
  if (file.bytes === null) {
    const reason = file.problem ?? "unknown";
    return { diagnostic: diagnostic("unreadable-file", location, { reason }) };
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(file.bytes);
    if (!text.includes("\0")) return { text, diagnostic: null };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  return { diagnostic: diagnostic("not-utf8", location, {}) };
}

function wholeFile(file: string): Location {
  return { file, text: "", start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };
}
