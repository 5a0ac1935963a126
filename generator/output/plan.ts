import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { OutputFile } from "../emit/output-file.js";
import { originMark } from "../model/prose.js";
import { hashText, type OutputCache } from "./cache.js";
import { manifestPath, printManifest, readManifest } from "./manifest.js";
import { findObstacles, type Obstacle } from "./obstacles.js";
import { surveyFolders } from "./survey.js";

/** One difference between what is generated and what is on disk. */
export type Change =
  | { readonly kind: "create"; readonly path: string; readonly after: string }
  | {
      readonly kind: "change";
      readonly path: string;
      readonly before: string;
      readonly after: string;
    }
  | { readonly kind: "remove"; readonly path: string; readonly before: string };

/** What has to happen so that the output folder holds what is generated. */
export interface Plan {
  /** Sorted by path; the manifest is not among them. */
  readonly changes: readonly Change[];
  /** The manifest's text, if it has to be written. */
  readonly manifest: string | null;
  /** The manifest as long as old and new files may be there together; `null` if it need not change. */
  readonly interim: string | null;
  /** What the manifest lists and nothing gives any more, be it there or not. */
  readonly stale: readonly string[];
  /** Files in the way of an output that hookgen did not write. */
  readonly foreign: readonly string[];
  /** Whatever else keeps outputs from being written. */
  readonly obstacles: readonly Obstacle[];
  /** How many files are as they should be. */
  readonly unchanged: number;
  /** What is remembered of the outputs for the next run. */
  readonly cache: OutputCache["files"];
}

export interface PlanOptions {
  /** The output folder. */
  readonly folder: string;
  /** Whether `outputs` is all there is, so that what is not among them is stale. */
  readonly complete: boolean;
  readonly cached: OutputCache["files"];
}

/** Compares outputs with the disk, and decides what is to be done; touches nothing. */
export async function planOutputs(
  outputs: readonly OutputFile[],
  { folder, complete, cached }: PlanOptions,
): Promise<Plan> {
  const outputPaths = outputs.map(({ path }) => path);
  const inRoot = await surveyFolders(folder, [manifestPath]);
  const hasManifest = inRoot.get(manifestPath) === "file";
  const manifestText = hasManifest ? await readText(join(folder, manifestPath)) : null;
  const owned = readManifest(manifestText ?? "");
  const found = await surveyFolders(folder, [manifestPath, ...outputPaths, ...owned]);
  const read = async (path: string) =>
    found.get(path) === "file" ? readText(join(folder, path)) : null;
  const changes: Change[] = [];
  const foreign: string[] = [];
  const cache: Record<string, string> = complete ? {} : { ...cached };

  const texts = await Promise.all(outputPaths.map(read));
  for (const [index, output] of outputs.entries()) {
    const { path, text: after } = output;
    const before = texts[index] ?? null;
    cache[path] = hashText(after);
    if (before === after) continue;
    if (before === null) changes.push({ kind: "create", path, after });
    else if (owned.has(path) || before.includes(originMark))
      changes.push({ kind: "change", path, before, after });
    else foreign.push(path);
  }

  const paths = new Set(outputPaths);
  const stale = complete ? [...owned].filter((path) => !paths.has(path)) : [];
  for (const path of stale) {
    const before = await read(path);
    // Listed is not enough: what somebody has put in the place of an output is not ours.
    if (before?.includes(originMark)) changes.push({ kind: "remove", path, before });
  }
  changes.sort((a, b) => (a.path < b.path ? -1 : 1));
  const all = printManifest(new Set([...owned, ...paths]));
  const manifest = complete ? printManifest(paths) : all;
  const removed = new Set(changes.flatMap(({ kind, path }) => (kind === "remove" ? [path] : [])));
  return {
    changes,
    manifest: manifest === manifestText ? null : manifest,
    interim: all === manifestText ? null : all,
    stale,
    foreign,
    obstacles: await findObstacles([...outputPaths, manifestPath], removed, found, folder),
    unchanged: outputs.length - changes.filter(({ kind }) => kind !== "remove").length,
    cache,
  };
}

/** A file's text with the line ends of the repository; `null` if there is none. */
export async function readText(path: string): Promise<string | null> {
  try {
    return (await readFile(path, "utf8")).replaceAll("\r\n", "\n");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
