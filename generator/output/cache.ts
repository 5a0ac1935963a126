import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import findCacheDirectory from "find-cache-directory";

/**
 * What the last run saw, kept below `node_modules/.cache`. It only saves work: without it, or with
 * a wrong one, the outputs are the same.
 */
export interface OutputCache {
  /** Hash of the generator and of every definition. */
  readonly inputs: string;
  /** How many hooks the definitions had. */
  readonly hooks: number;
  /** By path: the hash of the text, and of the module that it was printed from. */
  readonly files: Readonly<Record<string, { readonly text: string; readonly module: string | null }>>;
}

export const emptyCache: OutputCache = { inputs: "", hooks: 0, files: {} };

/** Where the cache of an output folder is kept; `null` outside a package. */
export function cachePath(outputFolder: string, cwd: string): string | null {
  const folder = findCacheDirectory({ name: "hookgen", cwd });
  return folder === undefined ? null : join(folder, `${hashText(outputFolder).slice(0, 16)}.json`);
}

/** Reads the cache; an empty one if there is none that can be read. */
export function readCache(path: string | null): OutputCache {
  if (path === null) return emptyCache;
  try {
    return JSON.parse(readFileSync(path, "utf8")) as OutputCache;
  } catch {
    return emptyCache;
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

export function hashText(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

export function hashOf(value: unknown): string {
  return hashText(JSON.stringify(value));
}
