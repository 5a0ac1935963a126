import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** What stands at a path. A link counts as one, whatever it leads to. */
export type Kind = "file" | "folder" | "link" | "other";

/**
 * What is in the folders that hold outputs, by path below the output folder, with `/`. Names are
 * those that the folders list: a file system that takes `Foo` for `foo` does not blur them.
 */
export type Survey = ReadonlyMap<string, Kind>;

/** Looks into each folder below `root` that one of `paths` is in; follows no link. */
export async function surveyFolders(root: string, paths: Iterable<string>): Promise<Survey> {
  const found = new Map<string, Kind>([["", "folder"]]);
  const folders = new Set([...paths].flatMap(foldersAbove));
  const depth = (folder: string) => (folder === "" ? 0 : folder.split("/").length);
  const look = async (folder: string) => {
    if (found.get(folder) !== "folder") return;
    for (const entry of await entriesOf(join(root, folder)))
      found.set(folder === "" ? entry.name : `${folder}/${entry.name}`, kindOf(entry));
  };
  // A level at a time: what a folder is stands in the one above it.
  const deepest = Math.max(0, ...[...folders].map(depth));
  for (let level = 0; level <= deepest; level++)
    await Promise.all([...folders].filter((folder) => depth(folder) === level).map(look));
  return found;
}

/** The folders that `path` is in, the outermost first: `""`, `"c"`, `"c/include"`. */
export function foldersAbove(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return ["", ...parts.map((_, index) => parts.slice(0, index + 1).join("/"))];
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

function kindOf(entry: Dirent): Kind {
  if (entry.isSymbolicLink()) return "link";
  if (entry.isFile()) return "file";
  return entry.isDirectory() ? "folder" : "other";
}
