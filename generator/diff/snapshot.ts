import type { DefinitionFile } from "../definitions/load.js";
import { type Definitions, type Parsed, parseDefinitions } from "../definitions/parse.js";
import { type Path, startOf } from "../definitions/yaml.js";
import {
  type Diagnostic,
  type Location,
  sortDiagnostics,
  wholeFile,
} from "../diagnostics/diagnostic.js";
import { buildCatalog } from "../model/build.js";
import { type Catalog, emptyCatalog } from "../model/catalog.js";

/** One side of a comparison: a catalogue, and where what it says stands. */
export interface Snapshot {
  /** What people call it: `main`, `definitions`, `old/hooks.json`. */
  readonly label: string;
  readonly catalog: Catalog;
  /** Whether words are known too. A `hooks.json` has signatures and rules, and one line of text. */
  readonly hasWords: boolean;
  /** Whether types and constants are known; a `hooks.json` of old has none. */
  readonly hasTypes: boolean;
  /** Where the value at `path` stands in the definition of a hook, or in a shared file. */
  readonly locate: (file: string, path: Path) => Location;
  readonly acceptances: readonly Acceptance[];
  /** The hooks that `removed.yaml` lists, with the reason. */
  readonly removed: readonly Removal[];
}

/** An intended break, and why it is one. */
export interface Acceptance {
  /** The hook's id, or the name of a type or group of constants. */
  readonly subject: string;
  readonly rule: string;
  readonly reason: string;
  readonly location: Location;
}

/** A hook that was taken away on purpose, and why. */
export interface Removal {
  readonly hook: string;
  readonly reason: string;
  readonly location: Location;
}

/** Reads definitions as one side of a comparison, or everything that is wrong with them. */
export function snapshotOfDefinitions(
  files: readonly DefinitionFile[],
  folder: string,
  label: string,
): { snapshot: Snapshot | null; diagnostics: Diagnostic[] } {
  if (files.length === 0) return { snapshot: emptySnapshot(label, folder), diagnostics: [] };
  const { definitions, diagnostics: inShape } = parseDefinitions(files, folder);
  const { catalog, diagnostics: inMeaning } = buildCatalog(definitions);
  const diagnostics = sortDiagnostics(
    [...inShape, ...inMeaning].filter(({ severity }) => severity === "error"),
  );
  if (diagnostics.length > 0) return { snapshot: null, diagnostics };
  const snapshot = {
    label,
    catalog,
    hasWords: true,
    hasTypes: true,
    locate: locator(definitions, folder),
    acceptances: acceptancesIn(definitions),
    removed: removalsIn(definitions),
  };
  return { snapshot, diagnostics: [] };
}

/** A side without any definitions: before the first one. */
function emptySnapshot(label: string, folder: string): Snapshot {
  return {
    label,
    catalog: emptyCatalog,
    hasWords: true,
    hasTypes: true,
    locate: () => wholeFile(folder),
    acceptances: [],
    removed: [],
  };
}

function locator(definitions: Definitions, folder: string): Snapshot["locate"] {
  const sources = new Map([
    ...definitions.hooks.map(({ scope, name, source }) => [`${scope}/${name}`, source] as const),
    ...sharedFiles(definitions).map(([file, parsed]) => [file, parsed.source] as const),
  ]);
  return (file, path) => {
    const source = sources.get(file);
    if (source === undefined) return wholeFile(folder);
    return path.length === 0 ? startOf(source) : source.atKey(path);
  };
}

function sharedFiles(definitions: Definitions): [string, Parsed<unknown>][] {
  const { types, constants, removed } = definitions;
  const files = { "types.yaml": types, "constants.yaml": constants, "removed.yaml": removed };
  return Object.entries(files).flatMap(([file, parsed]) =>
    parsed === null ? [] : [[file, parsed as Parsed<unknown>]],
  );
}

function acceptancesIn(definitions: Definitions): Acceptance[] {
  const read = (subject: string, parsed: Parsed<unknown>, path: Path, accept: AcceptField) =>
    (accept ?? []).map(({ rule, reason }, index) => ({
      subject,
      rule,
      reason,
      location: parsed.source.at([...path, "accept", index]),
    }));
  const { hooks, types, constants } = definitions;
  return [
    ...hooks.flatMap((parsed) =>
      read(`${parsed.scope}/${parsed.name}`, parsed, [], parsed.value.accept),
    ),
    ...[types, constants].flatMap((parsed) =>
      parsed === null
        ? []
        : Object.entries<{ accept?: AcceptField }>(parsed.value).flatMap(([name, { accept }]) =>
            read(name, parsed, [name], accept),
          ),
    ),
  ];
}

type AcceptField = readonly { readonly rule: string; readonly reason: string }[] | undefined;

function removalsIn({ removed }: Definitions): Removal[] {
  if (removed === null) return [];
  return Object.entries(removed.value).map(([hook, { reason }]) => ({
    hook,
    reason,
    location: removed.source.atKey([hook]),
  }));
}
