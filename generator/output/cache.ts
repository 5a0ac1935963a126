import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import findCacheDirectory from "find-cache-directory";

/**
 * What the last run saw, kept below `node_modules/.cache`. It only saves work: without it, or with
 * a wrong one, the outputs are the same.
 */
export interface OutputCache {
  /** Hash of the generator. What another one has left is of no use. */
  readonly generator: string;
  /** Hash of the definitions; empty if the last run did not write all that follows from them. */
  readonly definitions: string;
  /** How many hooks the definitions had. */
  readonly hooks: number;
  /** The hash of each output's text, by its path. */
  readonly files: Readonly<Record<string, string>>;
}

/** Where the cache of an output folder is kept; `null` outside a package. */
export function cachePath(outputFolder: string, cwd: string): string | null {
  const folder = findCacheDirectory({ name: "hookgen", cwd });
  return folder === undefined ? null : join(folder, `${folderKey(outputFolder)}.json`);
}

/** Reads what this generator has left; an empty cache if there is nothing. */
export function readCache(path: string | null, generator: string): OutputCache {
  const empty: OutputCache = { generator, definitions: "", hooks: 0, files: {} };
  if (path === null) return empty;
  try {
    const cache = JSON.parse(readFileSync(path, "utf8")) as OutputCache;
    return cache.generator === generator ? cache : empty;
  } catch {
    return empty;
  }
}

/** Keeps the cache if that is possible. */
export function writeCache(path: string | null, cache: OutputCache): void {
  if (path === null) return;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(cache));
  } catch {
    // A folder that cannot be written costs time, not correctness.
  }
}

/** What tells an output folder from others in the names of files that are about it. */
export function folderKey(outputFolder: string): string {
  return hashText(outputFolder).slice(0, 16);
}

export function hashText(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
