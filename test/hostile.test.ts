import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Diagnostic, generate } from "hookgen";
import { describe, expect, test } from "vitest";
import { hookText, type SmallProject, scopesText, smallProject } from "./support/project.js";
import { run } from "./support/tools.js";

/* Input that nobody means well with, or that comes from a broken tool: refused at its place, soon. */

const hook = "definitions/demo/hook_0.yaml";

async function findings(project: SmallProject): Promise<Diagnostic[]> {
  const { diagnostics } = await generate({ cwd: project.folder });
  return diagnostics.filter(({ severity }) => severity === "error");
}

/** Where the mistakes are, and what: `demo/hook_0.yaml:2:1 yaml-tag`. */
async function places(project: SmallProject): Promise<string[]> {
  return (await findings(project)).map(({ code, location: { file, start } }) => {
    return `${file.replace("definitions/", "")}:${start.line}:${start.column} ${code}`;
  });
}

/** What is found in a definition with this text. */
async function inHook(text: string | Uint8Array): Promise<string[]> {
  const project = smallProject(1);
  project.write(hook, text);
  return (await places(project)).map((place) => place.replace("demo/hook_0.yaml:", ""));
}

const start = "summary: One.\nreturns: void\n";
const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)));

describe("text that is accepted as if it were written as usual", () => {
  test.each([
    ["a byte order mark", bytes([0xef, 0xbb, 0xbf], start)],
    ["CRLF", bytes(start.replaceAll("\n", "\r\n"))],
    ["lone CR", bytes(start.replaceAll("\n", "\r"))],
    ["no line end", bytes(start.trimEnd())],
    ["a marker of a document", bytes(`---\n${start}...\n`)],
    ["a tab behind a value", bytes(start.replace("void", "void\t# nothing"))],
  ])("%s", async (_, text) => {
    const project = smallProject(1);
    project.write(hook, start);
    const usual = await generate({ cwd: project.folder });
    project.write(hook, text);
    const { files, diagnostics } = await generate({ cwd: project.folder });
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(files).toEqual(usual.files);
  });
});

describe("what a definition cannot hold is refused where it stands", () => {
  test.each<[string, string | Uint8Array, string[]]>([
    ["NUL", `${start}description: a\0b\n`, ["3:15 not-utf8"]],
    ["invalid UTF-8", bytes(start, "description: a", [0xc3, 0x28]), ["3:15 not-utf8"]],
    ["UTF-16", Buffer.from(`\ufeff${start}`, "utf16le"), ["1:1 not-utf8"]],
    ["half a character", `${start}description: "\\ud800"\n`, ["3:14 unseen-character"]],
    ["a control character", `${start}description: a\u001b[2J\n`, ["3:15 unseen-character"]],
    ["an escaped one", `${start}description: "a\\e[2J"\n`, ["3:14 unseen-character"]],
    ["writing from right to left", `${start}# \u202e\n`, ["3:3 unseen-character"]],
    ["a line separator", `${start}description: a\u2028b\n`, ["3:15 unseen-character"]],
    ["a tab as indentation", "summary: One.\nreturns:\n\ttype: int\n", ["3:1 yaml-syntax"]],
    ["a tag", `${start}description: !!js/function "evil()"\n`, ["3:14 yaml-syntax"]],
    ["a known tag", `${start}description: !!binary aGk=\n`, ["3:23 yaml-tag"]],
    ["several documents", `${start}---\n${start}`, ["3:1 several-documents"]],
    ["a merge key", `${start}<<: { since: 1 }\n`, ["3:1 unknown-field"]],
    ["a list as a key", `${start}? [a, b]\n: c\n`, ["3:3 no-key"]],
    ["no key", `${start}: c\n`, ["3:1 no-key"]],
    ["a key twice", `${start}returns: int\n`, ["3:1 duplicate-key"]],
    [
      "a number as a key twice",
      `${start}1: a\n"1": b\n`,
      ["3:1 unknown-field", "4:1 duplicate-key"],
    ],
    ["__proto__", `${start}__proto__: { since: 1 }\n`, ["3:1 reserved-key"]],
    ["constructor", `${start}constructor: 1\n`, ["3:1 reserved-key"]],
    [
      "toString, inside",
      "summary: One.\nreturns: { type: int, toString: 1 }\n",
      ["2:23 reserved-key"],
    ],
    ["no hook at all", "", ["1:1 empty-file"]],
    ["a list", "- a\n", ["1:1 wrong-value"]],
    ["a text", "hello\n", ["1:1 wrong-value"]],
  ])("%s", async (_, text, expected) => {
    expect(await inHook(text)).toEqual(expected);
  });

  test("an alias bomb", async () => {
    const levels = Array.from({ length: 30 }, (_, level) => {
      const names = Array.from({ length: 9 }, () => `*a${level}`).join(", ");
      return `a${level + 1}: &a${level + 1} [${names}]`;
    });
    const found = await inHook(`${start}a0: &a0 lol\n${levels.join("\n")}\n`);
    expect(new Set(found.map((place) => place.split(" ")[1]))).toEqual(new Set(["yaml-alias"]));
    expect(found.length).toBeLessThanOrEqual(100);
  });

  test.each([
    ["brackets", (depth: number) => `description: ${"[".repeat(depth)}`, "3"],
    [
      "closed brackets",
      (depth: number) => `description: ${"[".repeat(depth)}${"]".repeat(depth)}`,
      "3",
    ],
    ["braces", (depth: number) => `description: ${"{a: ".repeat(depth)}`, "3"],
    ["lists in lists", (depth: number) => `description:\n  ${"- ".repeat(depth)}a`, "4"],
    ["keys in keys", (depth: number) => `${"? ".repeat(depth)}a`, "3"],
  ])("10,000 levels of %s", async (_, nested, line) => {
    const found = await inHook(`${start}${nested(10_000)}\n`);
    expect(found).toEqual([expect.stringMatching(new RegExp(`^${line}:\\d+ too-deep$`))]);
  });

  test("10,000 levels of indentation", async () => {
    const lines = Array.from({ length: 1_000 }, (_, depth) => `${" ".repeat(depth)}a:`);
    expect(await inHook(lines.join("\n"))).toEqual([expect.stringMatching(/ too-deep$/)]);
  });

  test("a C type of 10,000 levels", async () => {
    const type = `void ${"(*".repeat(10_000)}`;
    expect(await inHook(`summary: One.\nreturns: ${JSON.stringify(type)}\n`)).toEqual([
      "2:10 wrong-value",
    ]);
  });

  test.each([
    ["keys", Array.from({ length: 50_000 }, (_, index) => `k${index}: 1`).join("\n")],
    ["brackets", "[]".repeat(250_000)],
    ["documents", "---\n".repeat(100_000)],
    ["errors", "*a ".repeat(100_000)],
    ["quotes", '"'.repeat(500_000)],
  ])("hundreds of thousands of %s are answered briefly", { timeout: 60_000 }, async (_, text) => {
    const found = await inHook(text);
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThanOrEqual(100);
  });

  test("a file of 50 MB is not even read", async () => {
    expect(await inHook(Buffer.alloc(50_000_000, "a"))).toEqual(["1:1 too-large"]);
  });

  test("a text of a megabyte on one line is too long for a summary, and good for a description", async () => {
    const long = "word ".repeat(100_000).trim();
    expect(await inHook(`summary: ${long}\nreturns: void\n`)).toEqual(["1:10 wrong-value"]);
    expect(await inHook(`summary: One.\nreturns: void\ndescription: ${long}\n`)).toEqual([]);
  });
});

describe("names that every object of JavaScript has", () => {
  test.each(["__proto__", "constructor", "toString", "hasOwnProperty", "prototype"])(
    "%s",
    async (name) => {
      const project = smallProject(1);
      project.write("definitions/types.yaml", `${name}: { summary: A type., struct: x }\n`);
      project.write(
        "definitions/constants.yaml",
        `codes: { summary: Codes., values: { ${name}: { summary: One., value: 1 } } }\n`,
      );
      project.write("definitions/groups.yaml", `${name}: { title: Group, summary: A group. }\n`);
      project.write(
        "definitions/scopes.yaml",
        `${scopesText}${name}:\n  title: Scope\n  summary: A scope.\n`,
      );
      const reserved = (await places(project)).filter((place) => place.endsWith("reserved-key"));
      expect(reserved.map((place) => place.split(":")[0])).toEqual([
        "constants.yaml",
        "groups.yaml",
        "scopes.yaml",
        "types.yaml",
      ]);
    },
  );

  test.each(["constructor", "toString", "hasOwnProperty"])(
    "a hook and a parameter may be called %s",
    async (name) => {
      const project = smallProject(0);
      const parameters = `parameters: [{ name: ${name}, type: int, meaning: A number. }]\n`;
      project.write(`definitions/demo/${name}.yaml`, `${start}threading: any\n${parameters}`);
      const { files, diagnostics } = await generate({ cwd: project.folder });
      expect(diagnostics).toEqual([]);
      expect(files.map(({ path }) => path)).toContain(`ts/demo/${name}.ts`);
    },
  );
});

describe("what is no file with a definition", () => {
  test("a folder that is called like one", async () => {
    const project = smallProject(1);
    mkdirSync(project.at("definitions/demo/folder.yaml"));
    expect(await places(project)).toEqual(["demo/folder.yaml:1:1 misplaced-file"]);
  });

  test("links: to a file, to nothing, to themselves, to a folder, to a device", async () => {
    const project = smallProject(1);
    const at = (name: string) => project.at(`definitions/demo/${name}`);
    project.write("elsewhere.yaml", hookText(7));
    symlinkSync(project.at("elsewhere.yaml"), at("linked.yaml"));
    expect(await places(project)).toEqual([]);
    symlinkSync(project.at("nowhere.yaml"), at("nothing.yaml"));
    symlinkSync(at("loop.yaml"), at("loop.yaml"));
    symlinkSync("/dev/zero", at("zero.yaml"));
    symlinkSync(project.at("definitions"), at("again"));
    symlinkSync(project.at("definitions"), at("again.yaml"));
    expect(await places(project)).toEqual([
      "demo/again.yaml:1:1 misplaced-file",
      "demo/loop.yaml:1:1 unreadable-file",
      "demo/nothing.yaml:1:1 unreadable-file",
      "demo/zero.yaml:1:1 misplaced-file",
    ]);
  });

  test("a pipe, which nobody writes to", async () => {
    const project = smallProject(1);
    await run("mkfifo", [project.at("definitions/demo/pipe.yaml")]);
    expect(await places(project)).toEqual(["demo/pipe.yaml:1:1 misplaced-file"]);
  });

  test("a file that may not be read, and a folder", async () => {
    const project = smallProject(2);
    project.write("definitions/secret/one.yaml", hookText(1));
    chmodSync(project.at(hook), 0o000);
    chmodSync(project.at("definitions/secret"), 0o000);
    const script = join(project.folder, "places.mjs");
    const library = new URL("../dist/index.js", import.meta.url).href;
    writeFileSync(
      script,
      `import { generate } from ${JSON.stringify(library)};
      const { diagnostics } = await generate();
      for (const { code, severity, location } of diagnostics)
        if (severity === "error") console.log(location.file, code);`,
    );
    const isRoot = process.getuid?.() === 0;
    const args = [process.execPath, script];
    const asNobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", ...args];
    const [command = "", ...rest] = isRoot ? asNobody : args;
    const { stdout } = await run(command, rest, { cwd: project.folder });
    chmodSync(project.at("definitions/secret"), 0o755);
    expect(stdout).toBe(`${hook} unreadable-file\ndefinitions/secret unreadable-file\n`);
  });

  test("no folder, or a file in its place", async () => {
    const project = smallProject(0);
    project.remove("definitions");
    expect(await places(project)).toEqual(["definitions:1:1 no-definitions"]);
    project.write("definitions", "a file\n");
    expect(await places(project)).toEqual(["definitions:1:1 unreadable-file"]);
  });
});

describe("C and TypeScript text that goes into the outputs as it is", () => {
  const inTypes = async (type: string) => {
    const project = smallProject(1);
    project.write("definitions/types.yaml", `widget: { summary: A widget., ${type} }\n`);
    return (await places(project)).map((place) => place.split(" ")[1]);
  };

  test.each([
    "typedef int widget;",
    "typedef struct widget widget; /* the tag is not published */",
    "typedef struct { int a, *b; char name[16]; } widget;",
    "typedef struct _w { struct _w *next; void (*done)(int, void *); } *widget;".replace(
      "*widget",
      "widget",
    ),
    "typedef enum { WIDGET_A, WIDGET_B = 7 } widget;",
    "typedef void (*widget)(int);",
  ])("a declaration: %s", async (declaration) => {
    expect(await inTypes(`declaration: ${JSON.stringify(declaration)}`)).toEqual([]);
  });

  test.each([
    "#define widget int",
    '#include "/etc/passwd"',
    "typedef int widget; int evil(void) { return 1; }",
    "typedef int widget; typedef int other;",
    "typedef int other;",
    "typedef int widget",
    "typedef int widget; /* \\\n */",
    "typedef int widget; /* ??/\n */",
    "typedef int widget; // comment",
    "/* /* */ typedef int widget;",
    "typedef int widget; */ /*",
    "typedef int widget __attribute__((aligned(16)));",
    "typedef struct { int a; int a; } widget;",
    "typedef struct { unknown a; } widget;",
    "typedef struct { int a } widget;",
    "typedef struct { } widget;",
    "struct widget { int a; };",
    "int widget = 1;",
    "typedef int widget[4];",
    "typedef void widget;",
    'asm("nop");',
    '_Pragma("once") typedef int widget;',
    "typedef int widget; \\",
    "%:define X",
  ])("no declaration: %s", async (declaration) => {
    const [found] = await inTypes(`declaration: ${JSON.stringify(declaration)}`);
    expect(found).toBe("bad-declaration");
  });

  test.each([
    "readonly unknown[]",
    "{ readonly a: bigint; b?: string | null }",
    '"a" | 1',
    "(a: number) => void",
  ])("a TypeScript type: %s", async (text) => {
    expect(await inTypes(`struct: w, typescript: ${JSON.stringify(text)}`)).toEqual([]);
  });

  test.each([
    "string; export const evil = 1",
    "any",
    "class",
    "Evil",
    "readonly number",
    "{ a: number",
    "{ a: number; a: string }",
    'import("fs")',
    "number }",
    "string /* */",
    "`${string}`",
    `${"(".repeat(1000)}`.slice(0, 200),
    "number",
  ])("no TypeScript type of a struct: %s", async (text) => {
    const [found, ...others] = await inTypes(`struct: w, typescript: ${JSON.stringify(text)}`);
    const isWord = text === "any" || text === "class";
    expect(found).toBe(isWord ? "unknown-choice" : "bad-typescript");
    expect(others).toEqual([]);
  });

  test.each([
    "../../etc/passwd",
    "/etc/passwd",
    "<../x.h>",
    "a/../b.h",
    "a//b.h",
    "x.h>\n#define X",
    '"x.h"',
    ".",
  ])("no header to include: %s", async (header) => {
    expect(await inHook(`${start}includes: [${JSON.stringify(header)}]\n`)).toEqual([
      "3:12 wrong-value",
    ]);
  });

  test.each([
    ["int", "09"],
    ["int", "2147483648"],
    ["bool", "2"],
    ["unsigned char", "-1"],
    ["short", "40000"],
    ["long", "9223372036854775808"],
    ["int", "1; evil()"],
    ["int", "0x10"],
    ["char *", "0"],
  ])("no value of %s: %s", async (type, value) => {
    const found = await inHook(`summary: One.\nreturns:\n  type: ${type}\n  default: "${value}"\n`);
    expect(found).toEqual(["4:12 value-type"]);
  });

  test.each([
    "int x[MSG_A]",
    "int x[0]",
    "int x[09]",
    "int x[n]",
    "int x[99999999999]",
    "int x[][]",
    "char *restrict x",
    "int (*x)(int a, int a)",
    "const int (*x)(int new)",
  ])("no type of a parameter: %s", async (type) => {
    const found = await inHook(
      `${start}parameters: [{ name: x, type: ${JSON.stringify(type)} }]\n`,
    );
    expect(found).toEqual([expect.stringMatching(/^3:\d+ (unusable-type|c-syntax)$/)]);
  });

  test.each([
    "module_hook_enter",
    "EC_HOOK_CLOSURE",
    "stdin",
    "_",
    "_1",
    "ec_config_header",
    "has_demo_hook_0_hook",
  ])("no name of a parameter: %s", async (name) => {
    expect(await inHook(`${start}parameters: [{ name: ${name}, type: int }]\n`)).toEqual([
      "3:22 unusable-name",
    ]);
  });
});

test("what a call without providers returns is the default, chained or not, in C and in TypeScript", async () => {
  const project = smallProject(1);
  project.write(
    hook,
    "summary: One.\nreturns: { type: int, default: 7, chain: x }\nparameters: [{ name: x, type: int }]\n",
  );
  const { files } = await generate({ cwd: project.folder });
  const text = (path: string) => files.find((file) => file.path === path)?.text ?? "";
  expect(text("c/include/hooks/demo/hook_0.h")).toContain("return 7;");
  expect(text("ts/demo/hook_0.ts")).toContain("let result: number = 7;");
});
