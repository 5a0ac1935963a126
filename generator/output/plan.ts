import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { OutputFile } from "../emit/output-file.js";
import { originMark } from "../model/prose.js";
import { hashOf, hashText, type OutputCache } from "./cache.js";
import { manifestPath, printManifest, readManifest } from "./manifest.js";

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
  /** Files in the way of an output that hookgen did not write. */
  readonly foreign: readonly string[];
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
  readonly print: (output: OutputFile) => Promise<string>;
}

/** Compares outputs with the disk, and decides what is to be done; touches nothing. */
export async function planOutputs(
  outputs: readonly OutputFile[],
  { folder, complete, cached, print }: PlanOptions,
): Promise<Plan> {
  const manifestText = await readText(join(folder, manifestPath));
  const owned = readManifest(manifestText ?? "");
  const changes: Change[] = [];
  const foreign: string[] = [];
  const cache: Record<string, OutputCache["files"][string]> = complete ? {} : { ...cached };

  const texts = await Promise.all(outputs.map(({ path }) => readText(join(folder, path))));
  for (const [index, output] of outputs.entries()) {
    const { path, content } = output;
    const before = texts[index] ?? null;
    const module = content.kind === "typescript" ? hashOf(content.module) : null;
    const known = cached[path];
    const isCurrent =
      before !== null &&
      module !== null &&
      known?.module === module &&
      known.text === hashText(before);
    const after = isCurrent ? before : await print(output);
    cache[path] = { text: hashText(after), module };
    if (before === after) continue;
    if (before === null) changes.push({ kind: "create", path, after });
    else if (owned.has(path) || before.includes(originMark))
      changes.push({ kind: "change", path, before, after });
    else foreign.push(path);
  }

  const paths = new Set(outputs.map(({ path }) => path));
  const stale = complete ? [...owned].filter((path) => !paths.has(path)) : [];
  for (const path of stale) {
    const before = await readText(join(folder, path));
    // Listed is not enough: what somebody has put in the place of an output is not ours.
    if (before?.includes(originMark)) changes.push({ kind: "remove", path, before });
  }
  changes.sort((a, b) => (a.path < b.path ? -1 : 1));
  const manifest = printManifest(complete ? paths : new Set([...owned, ...paths]));
  return {
    changes,
    manifest: manifest === manifestText ? null : manifest,
    foreign,
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
