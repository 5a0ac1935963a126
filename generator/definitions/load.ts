import { readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { glob } from "tinyglobby";

/** A file of the definitions folder as it is on disk, before anything is understood. */
export interface DefinitionFile {
  /** The path below the definitions folder, with `/`: `core/log_error.yaml`. */
  readonly path: string;
  /** The path as messages show it: relative to the working folder. */
  readonly shown: string;
  readonly bytes: Uint8Array | null;
  /** Why `bytes` is null. */
  readonly problem: string | null;
}

/** Reads every YAML file below `folder`, sorted by path. */
export async function loadDefinitions(folder: string, cwd: string): Promise<DefinitionFile[]> {
  const paths = await glob("**/*.{yaml,yml}", {
    cwd: folder,
    followSymbolicLinks: false,
    caseSensitiveMatch: false,
  });
  const load = async (path: string): Promise<DefinitionFile> => {
    const absolute = join(folder, path);
    const file = { path, shown: showPath(absolute, cwd) };
    try {
      return { ...file, bytes: await readFile(absolute), problem: null };
    } catch (error) {
      return { ...file, bytes: null, problem: (error as NodeJS.ErrnoException).code ?? "unknown" };
    }
  };
  return Promise.all(paths.sort().map(load));
}

/** `path` as a person in `cwd` would write it: relative where it is inside, with `/`. */
export function showPath(path: string, cwd: string): string {
  const inside = relative(cwd, path);
  const shown = inside === "" ? "." : inside.startsWith("..") ? path : inside;
  return shown.split(sep).join("/");
}
