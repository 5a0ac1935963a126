import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { structuredPatch } from "diff";
import { generate } from "hookgen";
import { expect, test } from "vitest";
import { root } from "../support/tools.js";

/** An edit of a definition: what goes, and what comes in its place; without the first, a new file. */
type Edit = readonly [file: string, from: string | null, to: string];

/** The outputs that an edit changes, each with the lines that come and go. */
async function linesChanged(first: readonly Edit[], then: readonly Edit[]): Promise<string[]> {
  const cwd = mkdtempSync(join(tmpdir(), "hookgen-small-"));
  cpSync(join(root, "test/project/definitions"), join(cwd, "definitions"), { recursive: true });
  edit(cwd, first);
  const before = await outputs(cwd);
  edit(cwd, then);
  const after = await outputs(cwd);
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  return paths.flatMap((path) => {
    const [was, is] = [before.get(path) ?? "", after.get(path) ?? ""];
    if (was === is) return [];
    if (was === "") return [`${path} new`];
    if (is === "") return [`${path} gone`];
    const lines = structuredPatch(path, path, was, is).hunks.flatMap((hunk) => hunk.lines);
    const count = (mark: string) => lines.filter((line) => line.startsWith(mark)).length;
    return [`${path} +${count("+")} -${count("-")}`];
  });
}

function edit(cwd: string, edits: readonly Edit[]): void {
  for (const [file, from, to] of edits) {
    const path = join(cwd, "definitions", file);
    const text = from === null ? "" : readFileSync(path, "utf8");
    expect(text).toContain(from ?? "");
    writeFileSync(path, from === null ? to : text.replaceAll(from, to));
  }
}

async function outputs(cwd: string): Promise<Map<string, string>> {
  const { files, diagnostics } = await generate({ cwd });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return new Map(files.map(({ path, text }) => [path, text]));
}

const hook = `summary: Momentum gives up.
returns: void
parameters:
  - name: reason
    type: const char *
    meaning: Why.
`;
const logFatal: Edit = ["core/log_fatal.yaml", null, hook];

test("a new hook in the middle", async () => {
  expect(await linesChanged([], [logFatal])).toMatchInlineSnapshot(`
    [
      "c/include/hooks/core/log_fatal.h new",
      "docs/hooks-core-log-error.md +1 -1",
      "docs/hooks-core-log-fatal.md new",
      "docs/hooks-core-log-permanent-failure-v-1.md +1 -1",
      "docs/hooks-core.md +1 -0",
      "hooks.json +35 -0",
      "lua/core/log_fatal.lua new",
      "momentum/include/hooks/core/log_fatal.h new",
      "ts/core/index.ts +1 -0",
      "ts/core/log_fatal.ts new",
      "ts/hooks.ts +3 -0",
    ]
  `);
});

test("one more parameter of a new hook", async () => {
  const more = "  - name: code\n    type: int\n    meaning: The exit status.\n";
  const then: Edit = ["core/log_fatal.yaml", "    meaning: Why.\n", `    meaning: Why.\n${more}`];
  expect(await linesChanged([logFatal], [then])).toMatchInlineSnapshot(`
    [
      "c/include/hooks/core/log_fatal.h +20 -13",
      "docs/hooks-core-log-fatal.md +11 -4",
      "hooks.json +7 -0",
      "lua/core/log_fatal.lua +2 -1",
      "momentum/include/hooks/core/log_fatal.h +4 -3",
      "ts/core/log_fatal.ts +21 -9",
    ]
  `);
});

test("a sentence in other words", async () => {
  const then: Edit = ["core/log_error.yaml", "The level of the error.", "How bad the error is."];
  expect(await linesChanged([], [then])).toMatchInlineSnapshot(`
    [
      "c/include/hooks/core/log_error.h +1 -1",
      "docs/hooks-core-log-error.md +1 -1",
      "lua/core/log_error.lua +1 -1",
      "momentum/include/hooks/core/log_error.h +1 -1",
      "ts/core/log_error.ts +2 -2",
    ]
  `);
});

test("a type with another name", async () => {
  const rename = (file: string): Edit => [file, "domain_record", "mail_domain"];
  const files = ["types.yaml", "core/log_permanent_failure_v1.yaml"];
  expect(await linesChanged([], files.map(rename))).toMatchInlineSnapshot(`
    [
      "c/include/hook-types/domain_record.h gone",
      "c/include/hook-types/mail_domain.h new",
      "c/include/hooks/core/log_permanent_failure_v1.h +8 -8",
      "docs/hooks-core-log-permanent-failure-v-1.md +5 -5",
      "hooks.json +12 -12",
      "lua/core/log_permanent_failure_v1.lua +1 -1",
      "lua/types.lua +5 -5",
      "momentum/include/hooks/core/log_permanent_failure_v1.h +2 -2",
      "ts/core/log_permanent_failure_v1.ts +6 -6",
      "ts/types.ts +7 -7",
    ]
  `);
});

test("a hook is deprecated", async () => {
  const then: Edit = ["core/log_error.yaml", "returns: void", "returns: void\ndeprecated: {}"];
  expect(await linesChanged([], [then])).toMatchInlineSnapshot(`
    [
      "c/include/hooks/core/log_error.h +7 -0",
      "docs/hooks-core-log-error.md +2 -0",
      "hooks.json +5 -1",
      "lua/core/log_error.lua +1 -0",
      "momentum/include/hooks/core/log_error.h +11 -0",
      "ts/core/log_error.ts +15 -1",
    ]
  `);
});
