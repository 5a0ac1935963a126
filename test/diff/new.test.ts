import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { markReplaced, nextDefinition } from "../../generator/definitions/scaffold.js";
import { nextVersion, versionStem } from "../../generator/model/versions.js";
import { root, run, testWith } from "../support/tools.js";

const cli = join(root, "dist/cli.js");

function project() {
  const folder = mkdtempSync(join(tmpdir(), "hookgen-new-"));
  cpSync(join(root, "test/project/definitions"), join(folder, "definitions"), { recursive: true });
  return {
    folder,
    hookgen: (...args: string[]) => run(process.execPath, [cli, ...args], { cwd: folder }),
    read: (path: string) => readFileSync(join(folder, "definitions", path), "utf8"),
    write: (path: string, text: string) => writeFileSync(join(folder, "definitions", path), text),
    has: (path: string) => existsSync(join(folder, "definitions", path)),
  };
}

describe("hookgen new", () => {
  test("a first version, from flags, that can be generated at once", async () => {
    const { hookgen, read } = project();
    const args = ["--summary", "Momentum gives up: now.", "--returns", "int"];
    const parameters = ["--param", "reason: const char *", "--param", "codes: int []"];
    const { status, stdout } = await hookgen("new", "core/log_fatal", ...args, ...parameters);
    expect({ status, stdout }).toMatchInlineSnapshot(`
      {
        "status": 0,
        "stdout": "created  definitions/core/log_fatal.yaml
      Next: add \`description\`, the \`meaning\` of each parameter, what \`returns\` means, and what stops a call, \`threading\`; then \`npm run generate\`.
      ",
      }
    `);
    expect(read("core/log_fatal.yaml")).toMatchInlineSnapshot(`
      "summary: "Momentum gives up: now."
      returns: int
      parameters:
        - name: reason
          type: const char *
        - name: codes
          type: int []
      "
    `);
    expect((await hookgen("generate")).status).toBe(0);
  });

  test("the next version is a copy, and the old one says so", async () => {
    const { hookgen, read } = project();
    const old = read("core/log_permanent_failure_v1.yaml");
    const from = ["--from", "core/log_permanent_failure_v1"];
    const { status, stdout } = await hookgen("new", "core/log_permanent_failure", ...from);
    expect({ status, stdout }).toMatchInlineSnapshot(`
      {
        "status": 0,
        "stdout": "created  definitions/core/log_permanent_failure_v2.yaml
      changed  definitions/core/log_permanent_failure_v1.yaml
      core/log_permanent_failure_v1 is deprecated now, in favour of core/log_permanent_failure_v2.
      Next: change the signature in core/log_permanent_failure_v2.yaml, and say in its \`description\` what is new;
      say in core/log_permanent_failure_v1.yaml, under \`deprecated\`, \`since\` when and for what \`reason\`; then \`npm run generate\`.
      ",
      }
    `);
    const marked = read("core/log_permanent_failure_v1.yaml");
    expect(marked).toBe(`${old}deprecated:\n  replacement: core/log_permanent_failure_v2\n`);
    expect((await hookgen("generate")).status).toBe(0);
  });

  test.each([
    ["a name that is none", ["core/9x", "--summary", "x"], 1, "[misplaced-file] `9x` is not"],
    ["a folder above", ["../core/x", "--summary", "x"], 1, "is too deep"],
    ["an unknown scope", ["cor/x", "--summary", "x"], 1, "did you mean `core`?"],
    ["a hook that is there", ["core/log_error", "--summary", "x"], 1, "is there already"],
    ["no name", [], 2, "the hook's name is missing"],
    ["no summary", ["core/x"], 2, "--summary is missing"],
    ["no type", ["core/x", "--summary", "x", "--param", "a"], 2, "not of the form 'name: type'"],
    ["an unknown type", ["core/x", "--summary", "x", "--param", "a: strng *"], 1, "[unknown-type]"],
    ["no old hook", ["core/x", "--from", "core/log_eror"], 2, "Did you mean core/log_error?"],
    [
      "flags of a first one",
      ["core/x", "--from", "core/log_error", "--returns", "int"],
      2,
      "--from",
    ],
  ])("refuses %s, and writes nothing", async (_, args, status, message) => {
    const { hookgen, read, has } = project();
    const before = read("core/log_error.yaml");
    const outcome = await hookgen("new", ...args);
    expect(outcome.stderr).toContain(message);
    expect(outcome.stderr).not.toMatch(/\bat .*\.js:\d+/);
    expect(outcome.status).toBe(status);
    expect(read("core/log_error.yaml")).toBe(before);
    expect(has("core/x.yaml")).toBe(false);
  });
});

describe("on a terminal", () => {
  /** Runs `hookgen new` on a terminal of its own, and types each answer when its question is there. */
  function converse(cwd: string, answers: readonly (readonly [question: string, keys: string])[]) {
    const command = `"${process.execPath}" "${cli}" new`;
    const child = spawn("script", ["-qec", command, "/dev/null"], { cwd });
    const left = [...answers];
    let seen = "";
    return new Promise<number | null>((resolve) => {
      child.stdout.on("data", (data: Buffer) => {
        seen += data.toString();
        const [question, keys] = left[0] ?? [];
        if (question === undefined || keys === undefined || !seen.includes(question)) return;
        left.shift();
        seen = "";
        child.stdin.write(keys);
      });
      child.on("close", resolve);
    });
  }

  testWith("script", "asks for what flags have not said", async () => {
    const { folder, read, hookgen } = project();
    const status = await converse(folder, [
      ["Hook, as in", "core/log_fatal\r"],
      ["When is it called", "Momentum gives up.\r"],
      ["What does it return", "\r"],
      ["Parameter 1", "reason: const char *\r"],
      ["Parameter 2", "\r"],
      ["Which thread", "\u001b[B\r"],
    ]);
    expect(status).toBe(0);
    expect(read("core/log_fatal.yaml")).toBe(`summary: Momentum gives up.
returns: void
parameters:
  - name: reason
    type: const char *
threading: scheduler
`);
    expect((await hookgen("generate")).status).toBe(0);
  });

  testWith("script", "takes an interruption for a no", async () => {
    const { folder, has } = project();
    const status = await converse(folder, [
      ["Hook, as in", "core/log_fatal\r"],
      ["When is it called", "\u0003"],
    ]);
    expect(status).toBe(130);
    expect(has("core/log_fatal.yaml")).toBe(false);
  });
});

test.each([
  ["log_attempt", ["log_attempt"], "log_attempt_v1"],
  ["log_attempt_v1", ["log_attempt_v1"], "log_attempt_v2"],
  ["log_attempt_v1", ["log_attempt_v1", "log_attempt_v2"], "log_attempt_v3"],
  ["config2", ["config", "config2"], "config3"],
  ["config", ["config", "config2"], "config3"],
  ["generate_rfc3464", ["generate_rfc3464"], "generate_rfc3464_v1"],
])("the next version of %s beside %j is %s", (name, known, next) => {
  expect(nextVersion(name, new Set(known))).toBe(next);
});

test("the stem of a name is without its version", () => {
  expect(versionStem("log_attempt_v1", new Set())).toBe("log_attempt");
  expect(versionStem("config2", new Set(["config"]))).toBe("config");
  expect(versionStem("generate_rfc3464", new Set())).toBe("generate_rfc3464");
});

describe("edits of a definition keep its comments and layout", () => {
  const text = `# About the hook.
summary:   A point.   # short
since: 3.1
returns: void
updated: 2020-01-01

# The end.
parameters:
- name: a   # first
  type: int
`;

  test("a copy is without the old one's history", () => {
    const copy = nextDefinition(text, "Another: point.");
    expect(copy).toBe(
      text
        .replace("since: 3.1\n", "")
        .replace("updated: 2020-01-01\n\n", "")
        .replace("A point.", '"Another: point."'),
    );
  });

  test("the old one is marked", () => {
    const line = "deprecated:\n  replacement: core/b\n";
    expect(markReplaced(text, "core/b")).toBe(text + line);
    expect(markReplaced(text + line, "core/b")).toBe(text + line);
    expect(markReplaced(text + line, "core/c")).toBe(null);
    expect(markReplaced(`${text}deprecated:\n    since: 4.0 # soon\n`, "core/b")).toBe(
      `${text}deprecated:\n    replacement: core/b\n    since: 4.0 # soon\n`,
    );
    expect(markReplaced("summary: a\ndeprecated: {}\n", "core/b")).toBe(
      "summary: a\ndeprecated: { replacement: core/b }\n",
    );
  });
});
