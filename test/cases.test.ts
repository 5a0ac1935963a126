import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { formatDiagnostics, generate } from "hookgen";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import { checkArguments, dialects, writeIncludes } from "./support/c.js";
import { root, run, testWith } from "./support/tools.js";
import { checkTypes } from "./support/typescript.js";

/*
 * A folder a case: `definitions/`, and in `expected/` every file that follows from them, or
 * `diagnostics.txt`. After a deliberate change: `npm test -- --update`, then read the diff.
 */
const folder = join(root, "test/cases");
const cases = readdirSync(folder).sort();

/** What is the same whatever the definitions say is not repeated in every case. */
const runtime =
  /(module-hooks[^/]*|CMakeLists\.txt|life-of-a-hook\.md|docs\/diagnostics\.md|ts\/runtime\.ts)$/;

describe("cases", () => {
  test.each(cases)("%s", async (name) => {
    const cwd = join(folder, name);
    const { files, diagnostics: found } = await generate({ cwd });
    // What could be better is no matter here: see `test/mistakes/`.
    const diagnostics = found.filter(({ severity }) => severity === "error");
    const texts = new Map(
      files.filter(({ path }) => !runtime.test(path)).map(({ path, text }) => [path, text]),
    );
    if (diagnostics.length > 0) texts.set("diagnostics.txt", formatDiagnostics(diagnostics));
    if (diagnostics.some(({ severity }) => severity === "error")) expect(files).toEqual([]);
    const expected = join(cwd, "expected");
    for (const [path, text] of texts) await expect(text).toMatchFileSnapshot(join(expected, path));
    const present = existsSync(expected) ? globSync("**/*", { cwd: expected }) : [];
    expect(present.sort()).toEqual([...texts.keys()].sort());
  });
});

/** The outputs of every case without mistakes, each case in a folder of its own. */
async function writeOutputs(): Promise<string> {
  const scratch = mkdtempSync(join(tmpdir(), "hookgen-cases-"));
  for (const name of cases) {
    const { files } = await generate({ cwd: join(folder, name) });
    for (const { path, text } of files) {
      mkdirSync(dirname(join(scratch, name, path)), { recursive: true });
      writeFileSync(join(scratch, name, path), text);
    }
  }
  return scratch;
}

describe("what the cases give is sound", async () => {
  const scratch = await writeOutputs();
  const written = readdirSync(scratch);

  test("there is something to check", () => expect(written.length).toBeGreaterThan(5));

  for (const dialect of dialects) {
    const { compiler, standard, language } = dialect;
    testWith(compiler, `${compiler} -std=${standard}`, async () => {
      for (const name of written) {
        const include = join(scratch, name, "c/include");
        const into = join(scratch, name, `${compiler}-${standard}`);
        const files = writeIncludes(include, into, language === "c" ? "c" : "cc");
        const includes = [include, join(folder, name, "include")].map((path) => `-I${path}`);
        const { stderr } = await run(compiler, [...checkArguments(dialect), ...includes, ...files]);
        expect(stderr).toBe("");
      }
    });
  }

  for (const compiler of ["gcc", "clang"]) {
    testWith(
      compiler,
      `the Momentum tree over the reference runtime's macros, ${compiler}`,
      async () => {
        for (const name of written) {
          const at = (path: string) => join(scratch, name, path);
          const types = globSync("{hook-types,hook-constants}/*.h", { cwd: at("c/include") });
          const files = writeIncludes(at("momentum/include"), at(`momentum-${compiler}`), "c");
          expect(files.length).toBeGreaterThan(0);
          const folders = [at("momentum/include"), at("c/include"), join(folder, name, "include")];
          const { stderr } = await run(compiler, [
            ...checkArguments({ compiler, standard: "c11", language: "c" }),
            ...folders.map((path) => `-I${path}`),
            ...types.flatMap((path) => ["-include", path]),
            ...files,
          ]);
          expect(stderr).toBe("");
        }
      },
    );
  }

  test("tsc", async () => {
    expect(await checkTypes([join(scratch, "*/ts/**/*.ts")], scratch)).toBe("");
  });
});
