import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { glob } from "tinyglobby";
import { originMark } from "../model/prose.js";
import { manifestPath, readManifest } from "./manifest.js";
import { readText } from "./plan.js";

/**
 * The files below `folder` that carry hookgen's line and are in no manifest: left by a merge, a copy
 * or a lost manifest. hookgen names them, and a person removes them.
 */
export async function findOrphans(folder: string, outputs: ReadonlySet<string>): Promise<string[]> {
  const owned = readManifest((await readText(join(folder, manifestPath))) ?? "");
  const paths = await glob("**", { cwd: folder, dot: true, followSymbolicLinks: false });
  const unknown = paths.filter(
    (path) => path !== manifestPath && !owned.has(path) && !outputs.has(path),
  );
  const found = await Promise.all(
    unknown.map(async (path) => {
      const text = await readFile(join(folder, path), "latin1");
      return text.includes(originMark) ? [path] : [];
    }),
  );
  return found.flat().sort();
}
