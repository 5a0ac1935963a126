import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root, run } from "../support/tools.js";

const cli = join(root, "dist/cli.js");
const who = { GIT_AUTHOR_NAME: "a", GIT_AUTHOR_EMAIL: "a@b", GIT_COMMITTER_NAME: "a" };
const env = { ...who, GIT_COMMITTER_EMAIL: "a@b", GIT_CONFIG_GLOBAL: "/dev/null" };

/** A repository with a first commit on `main`, and a branch with none of its own yet. */
async function repository() {
  const folder = mkdtempSync(join(tmpdir(), "hookgen-diff-command-"));
  cpSync(join(root, "test/project/definitions"), join(folder, "definitions"), { recursive: true });
  const git = async (...args: string[]) => {
    const { status, stderr } = await run("git", args, { cwd: folder, env });
    expect(status, stderr).toBe(0);
  };
  const at = (path: string) => join(folder, path);
  const edit = (path: string, from: string, to: string) => {
    const text = readFileSync(at(path), "utf8");
    expect(text).toContain(from);
    writeFileSync(at(path), text.replace(from, to));
  };
  await git("init", "-q", "-b", "main");
  await git("add", "-A");
  await git("commit", "-q", "-m", "first");
  await git("checkout", "-q", "-b", "topic");
  const hookgen = (...args: string[]) =>
    run(process.execPath, [cli, ...args], { cwd: folder, env });
  return { folder, at, git, edit, hookgen };
}

const file = "definitions/core/log_error.yaml";

test("without arguments: where the branch left main, against the working tree", async () => {
  const { git, edit, hookgen } = await repository();
  expect((await hookgen("diff")).stdout).toBe("main → definitions: nothing has changed\n");
  edit(file, "type: int", "type: long");
  // What comes to main meanwhile is not the branch's.
  await git("stash", "-q");
  await git("checkout", "-q", "main");
  edit(file, "Momentum logs an error.", "An error.");
  await git("commit", "-q", "-a", "-m", "second");
  await git("checkout", "-q", "topic");
  await git("stash", "pop", "-q");
  const { status, stdout } = await hookgen("diff");
  expect(status).toBe(0);
  expect(stdout).toContain(
    "[parameter-retyped] core/log_error: parameter `level` is `long`, was `int`",
  );
  expect(stdout).toMatch(/main → definitions: 1 breaking change\n$/);
});

test("revisions, folders and hooks.json, in any order", async () => {
  const { at, git, edit, hookgen } = await repository();
  await hookgen("generate");
  cpSync(at("generated/hooks.json"), at("old.json"));
  cpSync(at("definitions"), at("old"), { recursive: true });
  edit(file, "type: int", "type: long");
  await git("commit", "-q", "-a", "-m", "second");
  for (const base of ["HEAD^", "old", "old.json", "main"])
    expect((await hookgen("diff", base)).stdout, base).toContain("[parameter-retyped]");
  for (const head of ["HEAD", "definitions"])
    expect((await hookgen("diff", "old", head)).stdout, head).toContain("[parameter-retyped]");
  const { stdout } = await hookgen("diff", "old.json", "HEAD");
  expect(stdout).toContain("note: old.json holds signatures and rules: documentation");
  expect((await hookgen("diff", "old.json", "old")).stdout).toMatch(/nothing has changed\n$/);
  // From a folder inside, too.
  const inside = { cwd: at("definitions"), env };
  const args = [cli, "diff", "HEAD^", "--definitions", "."];
  expect((await run(process.execPath, args, inside)).stdout).toContain("[parameter-retyped]");
});

test("a first commit of definitions is all new", async () => {
  const { git, hookgen } = await repository();
  await git("checkout", "-q", "--orphan", "fresh");
  await git("rm", "-q", "-r", "--cached", "definitions");
  await git("commit", "-q", "--allow-empty", "-m", "empty");
  const { stdout } = await hookgen("diff", "HEAD");
  expect(stdout).toContain("[hook-added] core/log_error: Momentum logs an error.");
  expect(stdout).not.toContain("error [");
});

test("--fail-on", async () => {
  const { edit, hookgen } = await repository();
  edit(file, "type: int", "type: long");
  expect((await hookgen("diff", "--fail-on", "SOURCE_LUA,BEHAVIOUR")).status).toBe(0);
  const { status, stderr } = await hookgen("diff", "--fail-on", "abi,SOURCE_LUA");
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: "--fail-on: there are findings of ABI\n",
  });
  edit(file, "returns:", "accept:\n  - rule: parameter-retyped\n    reason: New.\nreturns:");
  expect((await hookgen("diff", "--fail-on", "ABI")).status).toBe(0);
});

test("formats for programs", async () => {
  const { edit, hookgen } = await repository();
  edit(file, "type: int", "type: long");
  const as = async (format: string) => (await hookgen("diff", "--format", format)).stdout;
  expect(await as("github")).toMatch(/^::error file=definitions\/core\/log_error\.yaml,line=\d+,/);
  const { findings } = JSON.parse(await as("json"));
  expect(findings).toMatchObject([
    {
      rule: "parameter-retyped",
      categories: ["ABI", "SOURCE_C", "SOURCE_TS"],
      hook: "core/log_error",
    },
  ]);
  const sarif = JSON.parse(await as("sarif"));
  expect(sarif.runs[0].results[0].ruleId).toBe("parameter-retyped");
  const links = ["--format", "markdown", "--links", "https://example.org/blob/abc/"];
  expect((await hookgen("diff", ...links)).stdout).toMatch(
    /\(https:\/\/example\.org\/blob\/abc\/definitions\/core\/log_error\.yaml#L\d+\)/,
  );
});

test.each([
  ["an unknown base", ["nowhere"], 2, "nowhere is neither a file nor a git revision"],
  ["an option for a revision", ["--", "--all"], 2, "--all is neither a file nor a git revision"],
  ["an unknown category", ["--fail-on", "API"], 2, "--fail-on has no category API"],
  ["another JSON file", ["package.json"], 2, "package.json is no hooks.json"],
  ["mistakes", [], 1, "[unknown-type]"],
])("%s", async (_, args, status, message) => {
  const { at, edit, hookgen } = await repository();
  writeFileSync(at("package.json"), "{}");
  edit(file, "struct timeval *", "struct timval *");
  const outcome = await hookgen("diff", ...args);
  expect(outcome.stderr).toContain(message);
  expect(outcome.stderr).not.toMatch(/\bat .*\.js:\d+/);
  expect(outcome.status).toBe(status);
});

test("outside of a repository the base has to be named", async () => {
  const { at, hookgen } = await repository();
  rmSync(at(".git"), { recursive: true });
  const { status, stderr } = await hookgen("diff");
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr:
      "error: there is no main branch to compare with\nName the base: a git revision, a folder of definitions or a hooks.json.\n",
  });
});

test("generate --check names what is orphaned, and annotates", async () => {
  const { at, edit, hookgen } = await repository();
  await hookgen("generate");
  cpSync(at("generated/ts/core/log_error.ts"), at("generated/ts/core/log_eror.ts"));
  writeFileSync(at("generated/mine.txt"), "mine\n");
  const orphaned = await hookgen("generate", "--check");
  expect(orphaned.status).toBe(1);
  expect(orphaned.stdout).toMatch(/^ {2}orphaned ts\/core\/log_eror\.ts$/m);
  expect(orphaned.stdout).not.toContain("mine.txt");
  edit(file, "Momentum logs an error.", "An error.");
  const { status, stdout } = await hookgen("generate", "--check", "--format", "github");
  expect(status).toBe(1);
  expect(stdout).toMatch(
    /^::error file=generated\/ts\/core\/log_error\.ts,line=\d+,.*title=not-up-to-date::/m,
  );
  expect(stdout).toMatch(/^::error file=generated\/ts\/core\/log_eror\.ts,line=1,/m);

  const json = await hookgen("generate", "--check", "--format", "json");
  expect(json.status).toBe(1);
  const { findings } = JSON.parse(json.stdout);
  const files = findings.map(({ code, file }: Record<string, string>) => `${code} ${file}`);
  expect(files).toContain("not-up-to-date generated/ts/core/log_error.ts");
  expect(files).toContain("not-up-to-date generated/ts/core/log_eror.ts");
  const sarif = await hookgen("generate", "--check", "--format", "sarif");
  const [{ results, tool }] = JSON.parse(sarif.stdout).runs;
  expect(results).toHaveLength(findings.length);
  expect(tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(["not-up-to-date"]);
});

test("generate --check finds a manifest that alone is wrong", async () => {
  const { at, hookgen } = await repository();
  await hookgen("generate");
  writeFileSync(at("generated/MANIFEST"), readFileSync(at("generated/MANIFEST"), "utf8").slice(1));
  const { status, stdout } = await hookgen("generate", "--check", "--format", "json");
  expect(status).toBe(1);
  expect(JSON.parse(stdout).findings).toMatchObject([{ file: "generated/MANIFEST" }]);
});
