import type { Dirent } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/** A file of the definitions folder as it is on disk, before anything is understood. */
export interface DefinitionFile {
  /** The path below the definitions folder, with `/`: `core/log_error.yaml`. */
  readonly path: string;
  /** The path as messages show it: relative to the working folder. */
  readonly shown: string;
  readonly bytes: Uint8Array | null;
  /** Why `bytes` is null. */
  readonly problem: Problem | null;
}

/** Why a file was not read: `too-large`, `no-file` for what is no file at all, or the system's code. */
export type Problem = "too-large" | "no-file" | (string & {});

/** How many bytes a definition may have. Those that people write have a hundredth of it. */
export const largestFile = 1 << 20;

/**
 * Reads every YAML file below `folder`, sorted by path. Links to files are followed, links to
 * folders are not: they may go in a circle, or lead anywhere. What begins with a dot is no
 * definition.
 */
export async function loadDefinitions(folder: string, cwd: string): Promise<DefinitionFile[]> {
  const found = await findFiles(folder, "");
  const load = async ({ path, problem }: Found): Promise<DefinitionFile> => {
    const file = { path, shown: showPath(join(folder, path), cwd) };
    if (problem !== null) return { ...file, bytes: null, problem };
    try {
      return { ...file, ...(await readDefinition(join(folder, path))) };
    } catch (error) {
      return { ...file, bytes: null, problem: codeOf(error) };
    }
  };
  found.sort((a, b) => (a.path < b.path ? -1 : 1));
  return Promise.all(found.map(load));
}

interface Found {
  readonly path: string;
  readonly problem: Problem | null;
}

/** The YAML files in the folder `path` below `root`, and what looks like one or cannot be read. */
async function findFiles(root: string, path: string): Promise<Found[]> {
  let entries: Dirent[];
  try {
    entries = await readdir(join(root, path), { withFileTypes: true });
  } catch (error) {
    // That there is no folder of definitions is told in other words.
    return path === "" && codeOf(error) === "ENOENT" ? [] : [{ path, problem: codeOf(error) }];
  }
  const visible = entries.filter(({ name }) => !name.startsWith("."));
  const found = await Promise.all(
    visible.map(async (entry): Promise<Found[]> => {
      const below = path === "" ? entry.name : `${path}/${entry.name}`;
      const isYaml = isYamlFile(entry.name);
      if (entry.isDirectory())
        return [
          ...(isYaml ? [{ path: below, problem: "no-file" }] : []),
          ...(await findFiles(root, below)),
        ];
      return isYaml ? [{ path: below, problem: null }] : [];
    }),
  );
  return found.flat();
}

async function readDefinition(path: string): Promise<Pick<DefinitionFile, "bytes" | "problem">> {
  const found = await stat(path);
  // A pipe would never end, nor would /dev/zero.
  if (!found.isFile()) return { bytes: null, problem: "no-file" };
  if (found.size > largestFile) return { bytes: null, problem: "too-large" };
  const bytes = await readFile(path);
  return bytes.length > largestFile
    ? { bytes: null, problem: "too-large" }
    : { bytes, problem: null };
}

/** Whether a file's name is that of YAML, right or nearly so. */
export function isYamlFile(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "unknown";
}

/** `path` as a person in `cwd` would write it: relative where it is inside, with `/`. */
export function showPath(path: string, cwd: string): string {
  const inside = relative(cwd, path);
  const shown = inside === "" ? "." : inside.startsWith("..") ? path : inside;
  return shown.split(sep).join("/");
}
