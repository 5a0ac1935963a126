import { mkdir, rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { manifestPath } from "./manifest.js";
import type { Plan } from "./plan.js";

/** Does what the plan says. Each file is replaced as a whole; the manifest comes last. */
export async function applyPlan(plan: Plan, folder: string): Promise<void> {
  for (const change of plan.changes) {
    const path = join(folder, change.path);
    if (change.kind === "remove") {
      await rm(path);
      await removeEmptyFolders(dirname(path), folder);
    } else {
      await mkdir(dirname(path), { recursive: true });
      await writeFileAtomic(path, change.after);
    }
  }
  if (plan.manifest === null) return;
  await mkdir(folder, { recursive: true });
  await writeFileAtomic(join(folder, manifestPath), plan.manifest);
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
