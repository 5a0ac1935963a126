import { appendFileSync, cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { root, run } from "./support/tools.js";

/* The hook of git that `npm ci` installs, in a repository of its own with the files as they stand. */

const left = new Set([".git", "dist", "node_modules"]);
const definition = "definitions/core/aaa_log.yaml";
const header = "generated/c/include/hooks/core/aaa_log.h";

async function repository() {
  const folder = mkdtempSync(join(tmpdir(), "hookgen-commit-"));
  cpSync(root, folder, { recursive: true, filter: (path) => !left.has(relative(root, path)) });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const env = { GIT_AUTHOR_NAME: "a", GIT_AUTHOR_EMAIL: "a@b.c", HUSKY: undefined, CI: undefined };
  const identity = { GIT_COMMITTER_NAME: "a", GIT_COMMITTER_EMAIL: "a@b.c" };
  const at = { cwd: folder, env: { ...env, ...identity } };
  const git = (...args: string[]) => run("git", args, at);
  await git("init", "--quiet");
  await git("add", ".");
  await git("commit", "--quiet", "--no-verify", "-m", "all");
  await run("npx", ["husky"], at);
  const append = (path: string, text: string) => appendFileSync(join(folder, path), text);
  return { folder, git, append };
}

test("a commit whose outputs are not those of its definitions is refused", async () => {
  const { folder, git, append } = await repository();

  append(header, "/* by hand */\n");
  await git("add", ".");
  const edited = await git("commit", "-m", "an edited header");
  expect(edited.status).toBe(1);
  expect(edited.stderr).toContain(header.replace("generated/", ""));

  append("README.md", "\nMore words.\n");
  await git("restore", "--staged", header);
  await git("add", "README.md");
  const words = await git("commit", "-m", "words; the edited header is not staged");
  expect(words).toMatchObject({ status: 0 });

  await git("restore", header);
  rmSync(join(folder, definition));
  await git("add", ".");
  const removed = await git("commit", "-m", "a definition without its outputs");
  expect(removed.status).toBe(1);
  expect(removed.stderr).toContain(header.replace("generated/", ""));
}, 120_000);

test("what is committed is checked, not what is in the folder", async () => {
  const { git, append } = await repository();
  append("generator/cli.ts", "var unformatted = 1\n");
  await git("add", ".");
  await git("restore", "--worktree", "--source=HEAD", "generator/cli.ts");
  const outcome = await git("commit", "-m", "the folder is clean, the commit is not");
  expect(outcome.status).toBe(1);
  expect(outcome.stderr).toContain("generator/cli.ts");
}, 120_000);
