import { constants } from "node:fs";
import { access, lstat, realpath, stat } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { foldersAbove, type Survey } from "./survey.js";

/** Something that keeps an output from being written: where, and what. */
export interface Obstacle {
  /** The path below the output folder; empty for that folder itself. */
  readonly path: string;
  /** What is wrong with it, as a sentence without its subject. */
  readonly problem: string;
}

/** How long the name of a file may be on every common file system, in bytes. */
const longestName = 255;

/** What is in the way of `outputs`, when the files `removed` will be gone. */
export async function findObstacles(
  outputs: readonly string[],
  removed: ReadonlySet<string>,
  found: Survey,
  root: string,
): Promise<Obstacle[]> {
  const twins = new Map<string, string[]>();
  for (const path of found.keys()) {
    const key = path.toLowerCase();
    twins.set(key, [...(twins.get(key) ?? []), path]);
  }
  const obstacles = new Map<string, string>();
  for (const path of outputs) {
    const obstacle =
      obstacleAbove(path, removed, found) ??
      obstacleAt(path, removed, found) ??
      (await foldedTwin(path, twins, removed, found, root));
    if (obstacle !== null) obstacles.set(obstacle.path, obstacle.problem);
  }
  return [...obstacles].map(([path, problem]) => ({ path, problem }));
}

const isLink = "is a symbolic link, and hookgen writes through none";

function obstacleAbove(path: string, removed: ReadonlySet<string>, found: Survey): Obstacle | null {
  for (const folder of foldersAbove(path)) {
    const kind = found.get(folder);
    if (kind === "folder") continue;
    if (kind === undefined || removed.has(folder)) return null;
    return { path: folder, problem: kind === "link" ? isLink : "is where a folder is needed" };
  }
  return null;
}

function obstacleAt(path: string, removed: ReadonlySet<string>, found: Survey): Obstacle | null {
  const longest = Math.max(...path.split("/").map((part) => Buffer.byteLength(part)));
  if (longest > longestName) return { path, problem: "has a name that is too long for a file" };
  switch (found.get(path)) {
    case undefined:
    case "file":
      return null;
    case "link":
      return { path, problem: isLink };
    case "other":
      return { path, problem: "is no regular file" };
    case "folder":
      if (willBeGone(path, removed, found)) return null;
      return { path, problem: "is a folder, where a file is needed" };
  }
}

/** Whether a folder holds files that will be removed, and nothing else. */
function willBeGone(folder: string, removed: ReadonlySet<string>, found: Survey): boolean {
  const inside = [...found].filter(([path]) => path.startsWith(`${folder}/`));
  const files = inside.filter(([, kind]) => kind !== "folder");
  return files.length > 0 && files.every(([path]) => removed.has(path));
}

/** A file that the file system takes for `path`, because it does not tell `Foo` from `foo`. */
async function foldedTwin(
  path: string,
  twins: ReadonlyMap<string, readonly string[]>,
  removed: ReadonlySet<string>,
  found: Survey,
  root: string,
): Promise<Obstacle | null> {
  if (found.has(path)) return null;
  const twin = twins.get(path.toLowerCase())?.find((other) => !removed.has(other));
  if (twin === undefined || !(await exists(join(root, path)))) return null;
  return { path: twin, problem: `is taken for ${path} here, and hookgen did not write it` };
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/** The folders in which something has to change, and which may not be written. */
export async function findUnwritable(paths: readonly string[], root: string): Promise<Obstacle[]> {
  const nearest = await Promise.all(paths.map((path) => nearestFolder(dirname(join(root, path)))));
  const checked = await Promise.all(
    [...new Set(nearest)].sort().map(async (folder) => {
      const problem = await access(folder, constants.W_OK | constants.X_OK).then(
        () => null,
        (error: NodeJS.ErrnoException) =>
          error.code === "EROFS" ? "is on a read-only file system" : "may not be written",
      );
      const path = relative(root, folder).split(sep).join("/");
      return problem === null ? [] : [{ path, problem }];
    }),
  );
  return checked.flat();
}

/** As `nearestExisting`; a file that stands there will be removed before, so that it does not count. */
async function nearestFolder(path: string): Promise<string> {
  const there = await nearestExisting(path);
  return (await stat(there)).isDirectory() ? there : dirname(there);
}

/** `path`, or the nearest folder above it that is there. */
export async function nearestExisting(path: string): Promise<string> {
  return (await exists(path)) || dirname(path) === path ? path : nearestExisting(dirname(path));
}

/** The real path of what is, or will be, at `path`. */
export async function realPathOf(path: string): Promise<string> {
  const there = await nearestExisting(path);
  return join(await realpath(there), relative(there, path));
}

/** Why `out` cannot be the output folder for definitions in `definitions`; `null` if it can. */
export async function findFolderProblem(out: string, definitions: string): Promise<string | null> {
  const there = await nearestExisting(out);
  const isFolder = await stat(there).then(
    (found) => found.isDirectory(),
    () => null,
  );
  if (isFolder === null) return "is a symbolic link that leads nowhere";
  if (!isFolder) return there === out ? "is a file, where a folder is needed" : "lies below a file";
  const [output, input] = await Promise.all([realPathOf(out), realPathOf(definitions)]);
  if (output === input) return "is the folder of the definitions, too";
  if (output.startsWith(input + sep)) return "lies in the folder of the definitions";
  if (input.startsWith(output === sep ? sep : output + sep)) return "holds the definitions";
  return null;
}
