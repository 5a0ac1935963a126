import { readFileSync } from "node:fs";
import { link, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import findCacheDirectory from "find-cache-directory";
import { folderKey } from "./cache.js";
import { nearestExisting, realPathOf } from "./obstacles.js";

/*
 * Libraries for this tell a lock of a killed run from a live one by its age: the next run has to
 * wait, or two of them write when one is slow. Here the process itself is asked for.
 */

/** The process that holds a lock. */
export interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the process started, as the system counts: pids are used again. Empty where unknown. */
  readonly started: string;
}

/** A lock that this process got, or the process that has it. */
export type Lock =
  | { readonly held: true; readonly release: () => Promise<void> }
  | { readonly held: false; readonly holder: Holder; readonly path: string };

/** How old the lock of another machine may get, in ms: its processes cannot be asked for. */
const longestRun = 60_000;

/** Locks an output folder against other runs. What a killed run has left is taken over. */
export async function lockFolder(folder: string): Promise<Lock> {
  const path = await lockPath(folder);
  const own: Holder = { pid: process.pid, host: hostname(), started: startOf(process.pid) };
  const text = JSON.stringify(own);
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, text);
  try {
    for (;;) {
      // A link is there with its whole text at once, or not at all.
      if (await succeeds(link(draft, path), "EEXIST"))
        return { held: true, release: () => rm(path, { force: true }) };
      const other = await readLock(path);
      if (other === null) continue;
      if (await isAlive(other.holder, path)) return { held: false, holder: other.holder, path };
      await takeAway(path, other.text);
    }
  } finally {
    await rm(draft, { force: true });
  }
}

/** Removes the lock with this text. A live one that came in between is put back. */
async function takeAway(path: string, text: string): Promise<void> {
  const aside = `${path}.${process.pid}.old`;
  if (!(await succeeds(rename(path, aside), "ENOENT"))) return;
  if ((await readFile(aside, "utf8")) !== text) await succeeds(link(aside, path), "EEXIST");
  await rm(aside, { force: true });
}

async function readLock(path: string): Promise<{ text: string; holder: Holder } | null> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (text === null) return null;
  try {
    return { text, holder: JSON.parse(text) };
  } catch {
    // Not ours, or cut short by a full disk: nobody holds it.
    return { text, holder: { pid: 0, host: hostname(), started: "" } };
  }
}

async function isAlive({ pid, host, started }: Holder, path: string): Promise<boolean> {
  if (host !== hostname()) {
    const { mtimeMs } = await stat(path);
    return Date.now() - mtimeMs < longestRun;
  }
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  return startOf(pid) === started;
}

/** When a process started, where the system tells: field 22 of its `stat`, behind its name. */
function startOf(pid: number): string {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

/**
 * Where the lock of an output folder is: in the cache of the package that the folder belongs to,
 * so that every run finds it, from wherever it starts; outside a package in the folder of temporary
 * files. Never in the output folder, which is committed.
 */
async function lockPath(folder: string): Promise<string> {
  const real = await realPathOf(folder);
  const name = `${folderKey(real)}.lock`;
  const cache = findCacheDirectory({ name: "hookgen", cwd: await nearestExisting(folder) });
  if (cache !== undefined && (await canMake(cache))) return join(cache, name);
  const temporary = join(tmpdir(), `hookgen-${process.getuid?.() ?? "user"}`);
  await mkdir(temporary, { recursive: true });
  return join(temporary, name);
}

async function canMake(folder: string): Promise<boolean> {
  return mkdir(folder, { recursive: true }).then(
    () => true,
    () => false,
  );
}

/** Whether an operation succeeds; failing in the one way that is expected is no error. */
async function succeeds(operation: Promise<unknown>, expected: string): Promise<boolean> {
  try {
    await operation;
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === expected) return false;
    throw error;
  }
}
