import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Lets everything that tests put into the temporary folder go when they are done. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "hookgen-tests-"));
  // As the folder that it stands in for: some tests become another user.
  chmodSync(folder, 0o1777);
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  return () => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(folder, { recursive: true, force: true });
  };
}
