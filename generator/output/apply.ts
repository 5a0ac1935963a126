import { mkdir, rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { manifestPath } from "./manifest.js";
import type { Plan } from "./plan.js";

/** How many files are written at a time. */
const atATime = 64;

/** Does what the plan says. Each file is replaced as a whole; the manifest comes last. */
export async function applyPlan({ changes, manifest }: Plan, folder: string): Promise<void> {
  const written = changes.filter((change) => change.kind !== "remove");
  const folders = new Set(written.map(({ path }) => dirname(join(folder, path))));
  for (const path of [folder, ...folders]) await mkdir(path, { recursive: true });
  for (let start = 0; start < written.length; start += atATime) {
    const batch = written.slice(start, start + atATime);
    await Promise.all(batch.map(({ path, after }) => write(join(folder, path), after)));
  }
  for (const { kind, path } of changes) {
    if (kind !== "remove") continue;
    await rm(join(folder, path));
    await removeEmptyFolders(dirname(join(folder, path)), folder);
  }
  if (manifest !== null) await write(join(folder, manifestPath), manifest);
}

/** Whoever reads the file sees the old text or the new one; after a power cut, git has it. */
async function write(path: string, text: string): Promise<void> {
  await writeFileAtomic(path, text, { fsync: false });
}

async function removeEmptyFolders(path: string, root: string): Promise<void> {
  for (let folder = path; folder.length > root.length; folder = dirname(folder)) {
    try {
      await rmdir(folder);
    } catch {
      return;
    }
  }
}
