import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import { type Outcome, root, run } from "./support/tools.js";

const cli = join(root, "dist/cli.js");

interface Project {
  readonly folder: string;
  readonly hookgen: (...args: string[]) => Promise<Outcome>;
  readonly write: (path: string, text: string) => void;
  readonly edit: (path: string, from: string, to: string) => void;
  readonly remove: (path: string) => void;
  readonly read: (path: string) => string;
  readonly has: (path: string) => boolean;
  readonly files: () => string[];
}

const small = join(root, "test/project/definitions");
const all = join(root, "definitions");

/** A project of its own in a fresh folder: six hooks, or with `of` the definitions of a folder. */
function project({ cached = true, of = small } = {}): Project {
  const folder = mkdtempSync(join(tmpdir(), "hookgen-cli-"));
  const at = (path: string) => join(folder, path);
  cpSync(of, at("definitions"), { recursive: true });
  if (cached) writeFileSync(at("package.json"), "{}");
  const read = (path: string) => readFileSync(at(path), "utf8");
  const write = (path: string, text: string) => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text);
  };
  return {
    folder,
    read,
    write,
    hookgen: (...args) => run(process.execPath, [cli, ...args], { cwd: folder }),
    edit: (path, from, to) => {
      expect(read(path)).toContain(from);
      write(path, read(path).replace(from, to));
    },
    remove: (path) => rmSync(at(path)),
    has: (path) => existsSync(at(path)),
    files: () => globSync("generated/**", { cwd: folder, dot: true }).sort(),
  };
}

const hook = "definitions/core/log_error.yaml";
const fatal = "summary: Momentum gives up.\nreturns: void\nthreading: unspecified\n";
const header = "generated/c/include/hooks/core/log_error.h";

describe("generate", () => {
  test("writes what is committed here, and nothing else", async () => {
    const { hookgen, files, read } = project({ of: all });
    const { status, stdout, stderr } = await hookgen("generate");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^162 hooks, \d+ files in generated\/\n {2}created {2}c\//);
    expect(stdout).toMatch(/and \d+ created\ndone in \d+\.\d\d s\n$/);
    const committed = globSync("generated/**", { cwd: root, dot: true }).sort();
    expect(files()).toEqual(committed);
    for (const path of committed) expect(read(path)).toBe(readFileSync(join(root, path), "utf8"));
  });

  test.each([true, false])("a second time touches nothing (with a cache: %s)", async (cached) => {
    const { folder, hookgen, files } = project({ cached });
    await hookgen("generate");
    const past = new Date(2020, 1, 1);
    for (const path of files()) utimesSync(join(folder, path), past, past);
    const { status, stdout } = await hookgen("generate");
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^6 hooks, 80 files in generated\/\neverything is up to date \(\d\.\d\d s\)\n$/,
    );
    for (const path of files()) expect(statSync(join(folder, path)).mtime).toEqual(past);
  });

  test("a change of one hook touches the files of that hook", async () => {
    const { hookgen, edit } = project();
    await hookgen("generate");
    edit(hook, "The level of the error.", "How bad the error is.");
    const { stdout } = await hookgen("generate");
    const changed = [...stdout.matchAll(/^ {2}(\w+) +(.*)$/gm)].map(
      ([, verb, path]) => `${verb} ${path}`,
    );
    expect(changed).toEqual([
      "changed c/include/hooks/core/log_error.h",
      "changed docs/hooks-core-log-error.md",
      "changed lua/core/log_error.lua",
      "changed momentum/include/hooks/core/log_error.h",
      "changed ts/core/log_error.ts",
    ]);
  });

  test("a new hook changes its own files, and one line of what lists it", async () => {
    const { hookgen, read, write } = project();
    await hookgen("generate");
    const before = new Map(
      ["docs/hooks-core.md", "ts/core/index.ts", "ts/hooks.ts", "MANIFEST"].map((path) => [
        path,
        read(`generated/${path}`).split("\n"),
      ]),
    );
    write("definitions/core/log_fatal.yaml", fatal);
    const { stdout } = await hookgen("generate");
    expect(
      [...stdout.matchAll(/^ {2}(\w+) +(.*)$/gm)].map(([, verb, path]) => `${verb} ${path}`),
    ).toEqual([
      "created c/include/hooks/core/log_fatal.h",
      "changed docs/hooks-core-log-error.md",
      "created docs/hooks-core-log-fatal.md",
      "changed docs/hooks-core-log-permanent-failure-v-1.md",
      "changed docs/hooks-core.md",
      "changed hooks.json",
      "created lua/core/log_fatal.lua",
      "created momentum/include/hooks/core/log_fatal.h",
      "changed ts/core/index.ts",
      "created ts/core/log_fatal.ts",
      "changed ts/hooks.ts",
    ]);
    // The index by name has an import, a type and a value a hook.
    const linesOf: Record<string, number> = { MANIFEST: 5, "ts/hooks.ts": 3 };
    for (const [path, lines] of before) {
      const added = read(`generated/${path}`)
        .split("\n")
        .filter((line) => !lines.includes(line));
      expect(added).toHaveLength(linesOf[path] ?? 1);
    }
  });

  test("removes what it once wrote, the empty folder too, and nothing else", async () => {
    const { hookgen, remove, write, has, read } = project();
    await hookgen("generate");
    const mine = "generated/ts/restinj/mine.ts";
    write(mine, "// Generated by hookgen from nothing: in truth I wrote this.\n");
    write("generated/c/include/hooks/sieve/fetch_script.h", "/* I replaced it. */\n");
    remove("definitions/restinj/json_request.yaml");
    remove("definitions/sieve/fetch_script.yaml");
    const { status, stdout } = await hookgen("generate");
    expect(status).toBe(0);
    expect(stdout).toContain("removed  c/include/modules/rest/injector.h");
    expect(has("generated/c/include/modules")).toBe(false);
    expect(has("generated/ts/sieve")).toBe(false);
    expect(has(mine)).toBe(true);
    expect(read("generated/c/include/hooks/sieve/fetch_script.h")).toBe("/* I replaced it. */\n");
    expect(read("generated/MANIFEST")).not.toContain("json_request");
  });

  test("does not overwrite what it did not write", async () => {
    const { hookgen, write, read, files } = project();
    write(header, "/* mine */\n");
    const { status, stderr } = await hookgen("generate");
    expect(status).toBe(1);
    expect(stderr).toContain("generated/c/include/hooks/core/log_error.h is in the way");
    expect(read(header)).toBe("/* mine */\n");
    expect(files()).toEqual([header]);
  });

  test("a manifest with a merge conflict still lists the files of both sides", async () => {
    const { hookgen, edit, remove, has, read } = project();
    await hookgen("generate");
    const whole = read("generated/MANIFEST");
    const line = "c/include/hooks/core/cache_get.h\n";
    edit("generated/MANIFEST", line, `<<<<<<< HEAD\n=======\n${line}>>>>>>> theirs\n`);
    remove("definitions/core/cache_get.yaml");
    expect((await hookgen("generate")).status).toBe(0);
    expect(has("generated/c/include/hooks/core/cache_get.h")).toBe(false);
    const left = whole.split("\n").filter((path) => !/cache.get/.test(path));
    expect(read("generated/MANIFEST")).toBe(left.join("\n"));
  });

  test("--only writes the files of the hooks that match", async () => {
    const { hookgen, files, has } = project();
    const { status, stdout } = await hookgen("generate", "--only", "core/log_*");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^2 hooks, 10 files in generated\//);
    expect(files()).toHaveLength(11);
    const none = await hookgen("generate", "--only", "core/nothing*");
    expect(none.status).toBe(2);
    expect(none.stderr).toContain("no hook matches --only core/nothing*");
    // What --only left out is made up for.
    expect((await hookgen("generate")).stdout).toContain("80 files");
    expect(has("generated/hooks.json")).toBe(true);
  });

  test("--definitions and --out choose the folders; the outputs do not tell", async () => {
    const { hookgen, folder, read } = project();
    cpSync(join(folder, "definitions"), join(folder, "elsewhere/hooks"), { recursive: true });
    const args = ["--definitions", "elsewhere/hooks", "--out", "build/out"];
    expect((await hookgen("generate", ...args)).status).toBe(0);
    const elsewhere = read("build/out/c/include/hooks/core/log_error.h");
    await hookgen("generate");
    expect(elsewhere).toBe(read(header));
  });
});

describe("generate --check", () => {
  test("is silent about nothing: up to date is status 0", async () => {
    const { hookgen } = project();
    await hookgen("generate");
    expect((await hookgen("generate", "--check")).status).toBe(0);
  });

  test("names everything that is missing, changed or stale, shows how, and writes nothing", async () => {
    const { hookgen, edit, remove, read, files, write } = project();
    await hookgen("generate");
    edit(hook, "Momentum logs an error.", "Momentum has an error to log.");
    remove("definitions/sieve/fetch_script.yaml");
    write("definitions/core/log_fatal.yaml", fatal);
    const before = new Map(files().map((path) => [path, read(path)]));
    const { status, stdout } = await hookgen("generate", "--check");
    expect(status).toBe(1);
    expect(stdout).toMatch(/missing +c\/include\/hooks\/core\/log_fatal\.h/);
    expect(stdout).toMatch(/changed +c\/include\/hooks\/core\/log_error\.h/);
    expect(stdout).toMatch(/stale +ts\/sieve\/fetch_script\.ts/);
    expect(stdout).toContain("- * A provider of core_log_error: Momentum logs an error.");
    expect(stdout).toContain("+ * A provider of core_log_error: Momentum has an error to log.");
    expect(stdout).toContain("more lines (--full)");
    expect(stdout).toContain("run `npm run generate`");
    expect((await hookgen("generate", "--check", "--full")).stdout).not.toContain("(--full)");
    expect(new Map(files().map((path) => [path, read(path)]))).toEqual(before);
  });

  test("a check-out with CRLF is no drift", async () => {
    const { hookgen, files, write, read } = project();
    await hookgen("generate");
    for (const path of files()) write(path, read(path).replaceAll("\n", "\r\n"));
    expect((await hookgen("generate", "--check")).status).toBe(0);
  });

  test("an edit by hand is found, whatever the cache says", async () => {
    const { hookgen, edit } = project();
    await hookgen("generate");
    edit("generated/ts/core/log_error.ts", "export function", "export  function");
    const { status, stdout } = await hookgen("generate", "--check");
    expect(status).toBe(1);
    expect(stdout).toMatch(/changed +ts\/core\/log_error\.ts/);
    expect((await hookgen("generate")).stdout).toMatch(/changed +ts\/core\/log_error\.ts/);
  });
});

describe("mistakes", () => {
  test("all of all files are reported at once, and nothing is written", async () => {
    const { hookgen, edit, has } = project();
    edit(hook, "struct timeval *", "struct timval *");
    edit("definitions/core/cache_get.yaml", "length: klen", "lenght: klen");
    const { status, stdout, stderr } = await hookgen("generate");
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain("definitions/core/log_error.yaml:11:11: error [unknown-type]");
    expect(stderr).toContain("did you mean `struct timeval`?");
    expect(stderr).toContain("definitions/core/cache_get.yaml:17:5: error [unknown-field]");
    expect(stderr).toContain("2 mistakes; nothing was written");
    expect(stderr).not.toMatch(/\bat .*\.js:\d+/);
    expect(has("generated")).toBe(false);
  });

  test("no definitions at all", async () => {
    const { hookgen } = project();
    const { status, stderr } = await hookgen("generate", "--definitions", "nowhere");
    expect(status).toBe(1);
    expect(stderr).toContain("[no-definitions] there is no hook definition in nowhere");
  });

  test.each([
    ["no command", [], "Usage: hookgen"],
    ["an unknown command", ["genrate"], "Did you mean generate?"],
    ["an unknown option", ["generate", "--chekc"], "Did you mean --check?"],
    ["an option without its value", ["generate", "--out"], "argument missing"],
  ])("wrong usage is status 2: %s", async (_, args, message) => {
    const { status, stderr } = await project().hookgen(...args);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });

  test("--help shows examples", async () => {
    const { status, stdout } = await project().hookgen("--help");
    expect(status).toBe(0);
    expect(stdout).toContain("hookgen generate --check");
  });

  test("a file where a folder is needed is an error of one line", async () => {
    const { hookgen, write } = project();
    write("generated", "in the way\n");
    const { status, stderr } = await hookgen("generate");
    expect(status).toBe(1);
    expect(stderr).toBe("error: the output folder generated is a file, where a folder is needed\n");
  });
});

test("the order of the files in a folder and the locale have no influence", async () => {
  const { folder, hookgen, read } = project({ cached: false, of: all });
  const names = globSync("definitions/**/*.yaml", { cwd: folder }).sort().reverse();
  const texts = names.map((path) => [path, read(path)] as const);
  rmSync(join(folder, "definitions"), { recursive: true });
  for (const [path, text] of texts) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const args = [cli, "generate"];
  await run(process.execPath, args, {
    cwd: folder,
    env: { LC_ALL: "tr_TR.UTF-8", TZ: "Asia/Tokyo" },
  });
  for (const path of globSync("generated/**", { cwd: root, dot: true }))
    expect(read(path)).toBe(readFileSync(join(root, path), "utf8"));
  expect((await hookgen("generate", "--check")).status).toBe(0);
});
