import { resolve } from "node:path";
import { type DefinitionFile, loadDefinitions, showPath } from "./definitions/load.js";
import { parseDefinitions } from "./definitions/parse.js";
import { type Diagnostic, sortDiagnostics } from "./diagnostics/diagnostic.js";
import { emitAll } from "./emit/emit.js";
import { buildCatalog } from "./model/build.js";
import type { Catalog } from "./model/catalog.js";
import { lint } from "./model/lint.js";

export interface GenerateOptions {
  /** The folder of definitions; `definitions` by default. */
  readonly definitions?: string;
  /** The folder that relative paths start from and messages are relative to; the process's own by default. */
  readonly cwd?: string;
}

/** A generated file: its path below the output folder, with `/`, and its text. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

export interface GenerateResult {
  /** The files, sorted by path; none if there is an error. */
  readonly files: GeneratedFile[];
  /** Every mistake and warning in the definitions, sorted by file and place. */
  readonly diagnostics: Diagnostic[];
}

/** Generates every file from the definitions, and writes nothing. */
export async function generate(options: GenerateOptions = {}): Promise<GenerateResult> {
  const cwd = options.cwd ?? process.cwd();
  const folder = resolve(cwd, options.definitions ?? "definitions");
  const { catalog, diagnostics } = readCatalog(
    await loadDefinitions(folder, cwd),
    showPath(folder, cwd),
  );
  if (catalog === null) return { files: [], diagnostics };
  return { files: emitAll(catalog).map(({ path, text }) => ({ path, text })), diagnostics };
}

/** Reads and checks definitions: the catalogue, or everything that is wrong. */
export function readCatalog(
  files: readonly DefinitionFile[],
  folder: string,
): { catalog: Catalog | null; diagnostics: Diagnostic[] } {
  const parsed = parseDefinitions(files, folder);
  const built = buildCatalog(parsed.definitions);
  const diagnostics = sortDiagnostics([
    ...parsed.diagnostics,
    ...built.diagnostics,
    ...lint(parsed.definitions),
  ]);
  const isSound = diagnostics.every(({ severity }) => severity === "warning");
  return { catalog: isSound ? built.catalog : null, diagnostics };
}
