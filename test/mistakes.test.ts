import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Diagnostic, formatDiagnostics, generate } from "hookgen";
import { afterAll, describe, expect, test } from "vitest";
import { catalogue } from "../generator/diagnostics/catalogue.js";
import { codes } from "../generator/diagnostics/codes.js";
import { report } from "../generator/diagnostics/report.js";
import { root, run } from "./support/tools.js";

/*
 * What hookgen says to wrong definitions. A file of `hook/` stands for one hook, one of `types/`
 * and so on for that shared file; what is around it is `shared/`. A folder of `folder/` has files
 * of its own on top of `shared/`. Beside each case stands what hookgen says. After a deliberate
 * change: `npm test -- --update`, then read the diff as somebody would who made the mistake.
 */
const folder = join(root, "test/mistakes");
const scratch = mkdtempSync(join(tmpdir(), "hookgen-mistakes-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }), 120_000);

interface Case {
  readonly name: string;
  /** Where the mistake stands; for several files, where one stands. */
  readonly files: ReadonlyMap<string, Buffer>;
  readonly expected: string;
}

/** Where the files of a kind of case belong. */
const kinds = {
  hook: "demo/mistake.yaml",
  types: "types.yaml",
  constants: "constants.yaml",
  scopes: "scopes.yaml",
  groups: "groups.yaml",
  package: "package.yaml",
  removed: "removed.yaml",
};

const cases = [
  ...Object.entries(kinds).flatMap(([kind, path]) => singles(kind, path)),
  ...folders(),
];
const found = new Map<string, Diagnostic[]>();

function singles(kind: string, path: string): Case[] {
  return yamlFiles(join(folder, kind)).map((file) => ({
    name: `${kind}/${file.slice(0, -".yaml".length)}`,
    files: new Map([[path, readFileSync(join(folder, kind, file))]]),
    expected: join(folder, kind, file.replace(/\.yaml$/, ".txt")),
  }));
}

function folders(): Case[] {
  return readdirSync(join(folder, "folder"))
    .sort()
    .map((name) => {
      const at = join(folder, "folder", name, "definitions");
      const files = readdirSync(at, { recursive: true, encoding: "utf8" })
        .filter((path) => /\.ya?ml$/i.test(path))
        .map((path) => [path, readFileSync(join(at, path))] as const);
      return {
        name: `folder/${name}`,
        files: new Map(files),
        expected: join(folder, "folder", name, "expected.txt"),
      };
    });
}

function yamlFiles(at: string): string[] {
  return readdirSync(at)
    .filter((file) => file.endsWith(".yaml"))
    .sort();
}

/** A project with the shared files and these; `null` takes a shared one away. */
function project(files: ReadonlyMap<string, Uint8Array | string>): string {
  const cwd = mkdtempSync(join(scratch, "project-"));
  const definitions = join(cwd, "definitions");
  cpSync(join(folder, "shared"), definitions, { recursive: true });
  for (const [path, bytes] of files) {
    mkdirSync(join(definitions, path, ".."), { recursive: true });
    writeFileSync(join(definitions, path), bytes);
  }
  return cwd;
}

async function diagnose(files: ReadonlyMap<string, Uint8Array | string>): Promise<Diagnostic[]> {
  const { diagnostics, files: outputs } = await generate({ cwd: project(files) });
  const isWrong = diagnostics.some(({ severity }) => severity === "error");
  expect(outputs.length > 0).toBe(!isWrong);
  return diagnostics;
}

test("what is around the cases is sound", async () => {
  expect(formatDiagnostics(await diagnose(new Map()))).toBe("");
});

describe.each(cases)("$name", ({ name, files, expected }) => {
  test("is answered as expected", async () => {
    const diagnostics = await diagnose(files);
    found.set(name, diagnostics);
    expect(diagnostics).not.toEqual([]);
    await expect(formatDiagnostics(diagnostics)).toMatchFileSnapshot(expected);
    for (const diagnostic of diagnostics) checkPlace(diagnostic, files);
    const places = diagnostics.map(({ code, location }) => [code, location.file, location.start]);
    expect(new Set(places.map((place) => JSON.stringify(place))).size).toBe(places.length);
  });
});

/** In one of the files that are wrong, at characters that are there. */
function checkPlace({ location }: Diagnostic, files: Case["files"]): void {
  const { file, start, end } = location;
  const bytes = files.get(file.replace(/^definitions\//, ""));
  expect(bytes, `${file} is one of the case's files`).toBeDefined();
  const lines = (bytes?.toString() ?? "").split("\n");
  const length = (line: number) => lines[line - 1]?.length ?? -1;
  expect(start.column).toBeGreaterThan(0);
  expect(start.column).toBeLessThanOrEqual(length(start.line) + 1);
  expect(end.column).toBeLessThanOrEqual(length(end.line) + 1);
  expect(end.line > start.line || end.column >= start.column).toBe(true);
}

test("every expected text has its case", () => {
  const texts = Object.keys(kinds).flatMap((kind) =>
    readdirSync(join(folder, kind))
      .filter((file) => file.endsWith(".txt"))
      .map((file) => join(folder, kind, file)),
  );
  const expected = new Set(cases.map((one) => one.expected));
  expect(texts.filter((text) => !expected.has(text))).toEqual([]);
});

test("there are enough of them", () => {
  expect(cases.length).toBeGreaterThanOrEqual(150);
});

describe("allowed", () => {
  test.each(yamlFiles(join(folder, "allowed")))("%s", async (file) => {
    const text = readFileSync(join(folder, "allowed", file));
    expect(formatDiagnostics(await diagnose(new Map([[kinds.hook, text]])))).toBe("");
  });
});

describe("files", () => {
  test("not UTF-8", async () => {
    const files = new Map([
      [kinds.hook, Buffer.from("summary: gr\xfcn\nreturns: void\n", "latin1")],
    ]);
    found.set("not-utf8", await diagnose(files));
    expect(formatDiagnostics(found.get("not-utf8") ?? [])).toBe(
      `definitions/demo/mistake.yaml:1:12: error [not-utf8] the file is not UTF-8 text
> 1 | summary: gr\ufffdn
    |            ^
  2 | returns: void
  help: save it as UTF-8, without NUL characters
`,
    );
  });

  test("larger than any definition", async () => {
    const files = new Map([[kinds.hook, Buffer.from(`summary: ${"a".repeat(2_000_000)}\n`)]]);
    found.set("too-large", await diagnose(files));
    expect(found.get("too-large")?.map(({ code }) => code)).toEqual(["too-large"]);
  });

  // Nobody refuses to let root read, so root becomes somebody else.
  test("without permission", async () => {
    const cwd = project(new Map([[kinds.hook, "summary: A message is seen.\n"]]));
    chmodSync(scratch, 0o755);
    chmodSync(cwd, 0o755);
    chmodSync(join(cwd, "definitions", kinds.hook), 0);
    const program = `
      const { formatDiagnostics, generate } = await import(${JSON.stringify(join(root, "dist/index.js"))});
      if (process.getuid() === 0) process.setuid(65534);
      const { diagnostics } = await generate({ cwd: ${JSON.stringify(cwd)} });
      process.stdout.write(formatDiagnostics(diagnostics));`;
    const { stdout } = await run(process.execPath, ["--input-type=module", "-e", program]);
    expect(stdout).toBe(
      `definitions/demo/mistake.yaml:1:1: error [unreadable-file] the file cannot be read: you have no permission (EACCES)
  help: let your user read it: \`chmod u+r\`, or \`chown\`
`,
    );
  });

  test("no definitions", async () => {
    const cwd = mkdtempSync(join(scratch, "empty-"));
    mkdirSync(join(cwd, "definitions"));
    const { diagnostics } = await generate({ cwd });
    found.set("no-definitions", diagnostics);
    expect(formatDiagnostics(diagnostics)).toBe(
      `definitions:1:1: error [no-definitions] there is no hook definition in definitions
  help: a hook is a file definitions/<scope>/<name>.yaml; --definitions names another folder
`,
    );
  });
});

describe("the catalogue", () => {
  test("every code has a case", () => {
    const occurred = new Set([...found.values()].flat().map(({ code }) => code));
    // What a file system has to be broken for, see `files` above.
    const missing = Object.keys(catalogue).filter((code) => !occurred.has(code as never));
    expect(missing.filter((code) => code !== "unreadable-file")).toEqual([]);
  });

  test("every code has its section, and no other", () => {
    expect(codes.map(({ id }) => id)).toEqual(Object.keys(catalogue).sort());
  });
});

describe("formats", () => {
  const files = new Map([
    [kinds.hook, "summary: 100 %, at once\nreturns: domain_recrod *\nclosure: yes\n"],
  ]);

  test("github", async () => {
    const text = report(await diagnose(files), "github", false);
    await expect(text).toMatchFileSnapshot(join(folder, "formats/github.txt"));
  });

  test("json", async () => {
    const text = report(await diagnose(files), "json", false);
    await expect(text).toMatchFileSnapshot(join(folder, "formats/json.json"));
    expect(JSON.parse(text).findings).toHaveLength(2);
  });

  test("sarif, of all cases, after its schema", async () => {
    const text = report(await diagnose(files), "sarif", false);
    await expect(text).toMatchFileSnapshot(join(folder, "formats/sarif.json"));
    const validate = sarifValidator();
    for (const diagnostics of [...found.values(), []]) {
      const isValid = validate(JSON.parse(report(diagnostics, "sarif", false)));
      expect(isValid ? [] : validate.errors).toEqual([]);
    }
    expect(validate({ version: "2.1.0" })).toBe(false);
  });

  test("text in colour", async () => {
    const diagnostics = await diagnose(files);
    const colored = formatDiagnostics(diagnostics, true);
    expect(colored).toContain("\u001b[31merror\u001b[39m");
    expect(stripColor(colored)).toBe(formatDiagnostics(diagnostics));
  });
});

const escapeCharacter = String.fromCharCode(27);

function stripColor(text: string): string {
  return text.replaceAll(new RegExp(`${escapeCharacter}\\[\\d+m`, "g"), "");
}

interface Validate {
  (data: unknown): boolean;
  readonly errors?: unknown;
}

/** Checks a log against the JSON schema that OASIS publishes for SARIF 2.1.0. */
function sarifValidator(): Validate {
  const packaged = createRequire(createRequire(import.meta.url).resolve("@microsoft/jest-sarif"));
  const Ajv = packaged("ajv");
  const ajv = new Ajv({ schemaId: "auto", validateSchema: false, logger: false });
  ajv.addMetaSchema(packaged("ajv/lib/refs/json-schema-draft-04.json"));
  return ajv.compile(packaged("./schemas/sarif-2.1.0-rtm.5.json"));
}

describe("the command", () => {
  const cli = join(root, "dist/cli.js");
  const generateIn = (cwd: string, args: string[], env: NodeJS.ProcessEnv = {}) =>
    run(process.execPath, [cli, "generate", ...args], { cwd, env });
  const wrong = () =>
    project(new Map([[kinds.hook, "summary: A message is seen.\nreturns: itn\n"]]));

  test("prints no colour where nobody looks", async () => {
    const { status, stdout, stderr } = await generateIn(wrong(), []);
    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain("error [unknown-type]");
    expect(stderr).not.toContain(escapeCharacter);
  });

  test("prints colour where it is asked to, and none with NO_COLOR", async () => {
    const cwd = wrong();
    const colored = await generateIn(cwd, [], { FORCE_COLOR: "1" });
    expect(colored.stderr).toContain(`${escapeCharacter}[31merror`);
    const plain = await generateIn(cwd, [], { NO_COLOR: "1" });
    expect(plain.stderr).not.toContain(escapeCharacter);
    expect(stripColor(colored.stderr)).toBe(plain.stderr);
  });

  test.each(["json", "sarif"])("prints nothing but %s on its output", async (format) => {
    const { status, stdout } = await generateIn(wrong(), ["--format", format]);
    expect(status).toBe(1);
    expect(JSON.stringify(JSON.parse(stdout))).toContain("unknown-type");
  });

  test("prints annotations for GitHub", async () => {
    const { stdout } = await generateIn(wrong(), ["--format", "github"]);
    expect(stdout).toMatch(
      /^::error file=definitions\/demo\/mistake\.yaml,line=2,endLine=2,col=10,/m,
    );
  });

  test("writes nothing when something is wrong", async () => {
    const cwd = wrong();
    await generateIn(cwd, []);
    expect(existsSync(join(cwd, "generated"))).toBe(false);
  });
});
