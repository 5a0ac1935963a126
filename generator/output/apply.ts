import { mkdir, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { manifestPath } from "./manifest.js";
import type { Plan } from "./plan.js";

/**
 * The folder, in the output folder, where files are written before they are moved to their places.
 * A killed run leaves it, and the next one removes it.
 */
export const stagingName = ".hookgen";

/** How many files are written at a time. */
const atATime = 64;

/**
 * Does what the plan says. Everything is written aside first, so that a full disk changes nothing;
 * then each file is replaced as a whole. The manifest lists old and new files as long as both may be
 * there, and comes last.
 */
export async function applyPlan(plan: Plan, folder: string): Promise<void> {
  const { changes, interim, stale } = plan;
  const manifest = plan.manifest === interim ? null : plan.manifest;
  const staging = join(folder, stagingName);
  const at = (path: string) => join(folder, path);
  const written = changes.filter((change) => change.kind !== "remove");
  const made = await mkdir(folder, { recursive: true });
  let started = false;
  try {
    await rm(staging, { recursive: true, force: true });
    await mkdir(staging);
    const staged = await stage(
      [
        ...(interim === null ? [] : [{ path: manifestPath, text: interim }]),
        ...written.map(({ path, after }) => ({ path, text: after })),
        ...(manifest === null ? [] : [{ path: manifestPath, text: manifest }]),
      ],
      staging,
      folder,
    );
    const [first] = staged;
    const last = manifest === null ? undefined : staged.at(-1);
    const files = staged.slice(interim === null ? 0 : 1, manifest === null ? undefined : -1);
    started = true;
    if (interim !== null && first !== undefined) await rename(first.from, first.to);
    // Before the others come: one of them may have the name of a folder that goes, or of a file in
    // other case.
    for (const { kind, path } of changes) if (kind === "remove") await rm(at(path));
    for (const path of stale) await removeEmptyFolders(dirname(at(path)), folder);
    for (const parent of new Set(files.map(({ to }) => dirname(to))))
      await mkdir(parent, { recursive: true });
    await inBatches(files, ({ from, to }) => rename(from, to));
    if (last !== undefined) await rename(last.from, last.to);
  } finally {
    await rm(staging, { recursive: true, force: true }).catch(() => {});
    if (!started && made !== undefined) await removeEmptyFolders(folder, dirname(made));
  }
}

interface Staged {
  readonly from: string;
  readonly to: string;
}

/** Writes the texts into the staging folder. Whoever reads an error learns which file it is about. */
async function stage(
  files: readonly { path: string; text: string }[],
  staging: string,
  folder: string,
): Promise<Staged[]> {
  const staged = files.map(({ path, text }, index) => {
    return { from: join(staging, String(index)), to: join(folder, path), text };
  });
  await inBatches(staged, async ({ from, to, text }) => {
    await writeFile(from, text).catch((error: NodeJS.ErrnoException) => {
      throw Object.assign(error, { path: to });
    });
  });
  return staged;
}

async function inBatches<T>(items: readonly T[], body: (item: T) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += atATime) {
    const results = await Promise.allSettled(items.slice(start, start + atATime).map(body));
    for (const result of results) if (result.status === "rejected") throw result.reason;
  }
}

/** Removes the folder at `path` if it is empty, and so on upwards, up to `root`, which stays. */
async function removeEmptyFolders(path: string, root: string): Promise<void> {
  for (let folder = path; folder.length > root.length; folder = dirname(folder)) {
    try {
      await rmdir(folder);
    } catch (error) {
      // What a killed run has removed already does not keep the folders above it.
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") return;
    }
  }
}
