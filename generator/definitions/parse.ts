import { isUtf8 } from "node:buffer";
import type * as v from "valibot";
import {
  type Diagnostic,
  diagnostic,
  type Location,
  wholeFile,
} from "../diagnostics/diagnostic.js";
import { closestWord } from "../diagnostics/suggest.js";
import { findUnseen, withoutUnseen } from "./characters.js";
import { type DefinitionFile, isYamlFile, largestFile } from "./load.js";
import { identifierFrom, isIdentifier } from "./mend.js";
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
  const shared = new Map<SharedFile, Parsed<unknown>>();
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
    return value === null
      ? null
      : {
          value,
          source: yaml.source,
          repaired: found.length + yaml.diagnostics.length > 0,
        };
  };

  for (const file of files) {
    if (file.problem !== null && !isYamlFile(file.path)) {
      diagnostics.push(unreadable(file.shown, file.problem));
      continue;
    }
    if (isSharedFile(file.path)) {
      const parsed = read(file, sharedSchemas[file.path], file.path);
      if (parsed === null || parsed.repaired) broken.add(file.path);
      if (parsed !== null) shared.set(file.path, parsed);
      continue;
    }
    const place = hookAt(file.path);
    if ("reason" in place) {
      diagnostics.push(diagnostic("misplaced-file", wholeFile(file.shown), place));
      continue;
    }
    knownHooks.add(`${place.scope}/${place.name}`);
    const parsed = read(file, hookSchema, "a hook");
    if (parsed !== null) hooks.push({ ...place, ...parsed });
  }
  if (knownHooks.size === 0 && diagnostics.length === 0)
    diagnostics.push(diagnostic("no-definitions", wholeFile(folder), { folder }));

  const parsedAs = <T>(file: SharedFile) => (shared.get(file) ?? null) as Parsed<T> | null;
  const definitions = {
    hooks,
    types: parsedAs<TypesDefinition>("types.yaml"),
    constants: parsedAs<ConstantsDefinition>("constants.yaml"),
    scopes: parsedAs<ScopesDefinition>("scopes.yaml"),
    groups: parsedAs<GroupsDefinition>("groups.yaml"),
    package: parsedAs<PackageDefinition>("package.yaml"),
    removed: parsedAs<RemovedDefinition>("removed.yaml"),
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

/** The hook that the file at `path` defines, or why it can define none and what to do. */
function hookAt(path: string): { scope: string; name: string } | Misplaced {
  const shared = closestWord(path.replace(/\.ya?ml$/i, ".yaml"), Object.keys(sharedSchemas));
  const depth = path.split("/").length;
  if (!path.endsWith(".yaml")) {
    const parts = path.replace(/\.ya?ml$/i, "").split("/");
    const help = `rename it to \`${parts.map((part) => identifierFrom(part) ?? part).join("/")}.yaml\``;
    return { reason: "the name of a definition ends in `.yaml`", help };
  }
  if (depth === 1)
    return {
      reason: `\`${path}\` is none of the shared files, and a hook stands in the folder of its scope`,
      help:
        shared === null
          ? `move it to \`<scope>/${path}\`; shared files are ${Object.keys(sharedSchemas).join(", ")}`
          : `did you mean \`${shared}\`?`,
    };
  const [scope = "", name = "", ...rest] = path.slice(0, -".yaml".length).split("/");
  if (rest.length > 0)
    return {
      reason: `\`${path}\` is too deep: a hook is a file \`<scope>/<name>.yaml\``,
      help: `move it to \`${scope}/${rest.at(-1)}.yaml\``,
    };
  const wrong = [scope, name].find((part) => !isIdentifier(part));
  if (wrong === undefined) return { scope, name };
  const fixed = identifierFrom(wrong);
  return {
    reason: `\`${wrong}\` is not a C identifier: letters, digits and \`_\`, and no digit first`,
    help: fixed === null ? "rename it" : `rename it to \`${fixed}\``,
  };
}

interface Misplaced {
  readonly reason: string;
  readonly help: string;
}

/** The text of a file, its lines ended by `\n`: in quotes, YAML takes a lone CR for text. */
function decode(
  file: DefinitionFile,
): { text: string; diagnostic: null } | { diagnostic: Diagnostic } {
  const { bytes, shown } = file;
  if (bytes === null) return { diagnostic: unreadable(shown, file.problem ?? "unknown") };
  const text = new TextDecoder("utf-8").decode(bytes).replace(/\r\n?/g, "\n");
  if (!isUtf8(bytes) || text.includes("\0")) {
    const offset = text.search(/[\0\ufffd]/);
    return { diagnostic: diagnostic("not-utf8", characterAt(shown, text, offset), {}) };
  }
  const unseen = findUnseen(text);
  if (unseen === null) return { text, diagnostic: null };
  const location = characterAt(shown, text, unseen.offset);
  return { diagnostic: diagnostic("unseen-character", location, { name: unseen.name }) };
}

function unreadable(shown: string, problem: string): Diagnostic {
  const location = wholeFile(shown);
  if (problem === "too-large") return diagnostic("too-large", location, { limit: largestFile });
  if (problem === "no-file")
    return diagnostic("misplaced-file", location, {
      reason: `\`${shown}\` is no file`,
      help: "a definition is a file: rename what is there, or move it away",
    });
  return diagnostic("unreadable-file", location, { reason: problem });
}

/** The place of one character, in a text that can be shown. */
function characterAt(file: string, text: string, offset: number): Location {
  const before = text.slice(0, offset).split("\n");
  const line = before.length;
  const column = (before.at(-1) ?? "").length + 1;
  const end = { line, column: column + 1 };
  return { file, text: withoutUnseen(text), start: { line, column }, end };
}
