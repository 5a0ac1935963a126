import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { type Diagnostic, type GeneratedFile, generate } from "hookgen";
import { afterAll, describe, expect, test } from "vitest";
import { hostileBlocks, hostileTexts } from "./support/hostile.js";
import { mutantOf, realHooks, sharedFiles } from "./support/mutants.js";
import { brokenLua, brokenPages, compileHeaders, writeFiles } from "./support/sound.js";
import { checkTypes } from "./support/typescript.js";

/*
 * Random definitions, mutated from the real ones: each is refused at a place in its file, or all that
 * it gives is sound. A failure prints its seed: HOOKGEN_SEED=<seed> repeats it.
 */

const seed = Number(process.env.HOOKGEN_SEED ?? 1);
const batchSize = 500;
const batches = Number(process.env.HOOKGEN_BATCHES ?? 20);
const sharedMutants = 300;

const scratch = mkdtempSync(join(tmpdir(), "hookgen-property-"));
afterAll(() => rmSync(scratch, { recursive: true }));

type Texts = ReadonlyMap<string, string>;

/** Generates from texts by path below the definitions folder. */
async function generateFrom(texts: Texts): Promise<Awaited<ReturnType<typeof generate>>> {
  const cwd = mkdtempSync(join(scratch, "in-"));
  for (const [path, text] of texts) {
    mkdirSync(dirname(join(cwd, "definitions", path)), { recursive: true });
    writeFileSync(join(cwd, "definitions", path), text);
  }
  const result = await generate({ cwd });
  rmSync(cwd, { recursive: true });
  return result;
}

const errorsOf = (diagnostics: readonly Diagnostic[]) =>
  diagnostics.filter(({ severity }) => severity === "error");
const pathOf = ({ location }: Diagnostic) => location.file.replace(/^definitions\//, "");

/** The findings that point nowhere: to no file of ours, or behind the end of its text. */
function misplaced(diagnostics: readonly Diagnostic[], texts: Texts): string[] {
  return diagnostics.flatMap((found) => {
    const text = texts.get(pathOf(found));
    const { start, end } = found.location;
    const lines =
      text
        ?.replace(/^\ufeff/, "")
        .replace(/\r\n?/g, "\n")
        .split("\n") ?? [];
    const line = lines[start.line - 1];
    const isInside = line !== undefined && start.column >= 1 && start.column <= line.length + 1;
    const isForward = end.line > start.line || end.column >= start.column;
    return isInside && isForward && found.message !== "" ? [] : [JSON.stringify(found)];
  });
}

interface Accepted {
  readonly files: readonly GeneratedFile[];
  /** The accepted texts, by path. */
  readonly texts: Texts;
}

/** What is left when everything that is refused is taken out. */
async function accept(hooks: Texts): Promise<Accepted> {
  const left = new Map(hooks);
  for (;;) {
    const texts = new Map([...sharedFiles, ...left]);
    const { files, diagnostics } = await generateFrom(texts);
    expect(misplaced(diagnostics, texts)).toEqual([]);
    const refused = new Set(errorsOf(diagnostics).map(pathOf));
    if (refused.size === 0) return { files, texts: left };
    for (const path of refused) expect(left.delete(path), `${path} is refused again`).toBe(true);
  }
}

const idOf = (path: string) => path.replace(/\.yaml$/, "");

async function expectSound({ files, texts }: Accepted, folder: string): Promise<void> {
  writeFiles(folder, files);
  const tell = (problem: string) => {
    const [, id] = /(core\/m\w+)/.exec(problem.replaceAll("-", "_")) ?? [];
    return `seed ${seed}\n${problem}\n${texts.get(`${id}.yaml`) ?? ""}`;
  };
  const compiled = await compileHeaders(folder, files);
  expect(compiled, tell(compiled)).toBe("");
  expect(brokenLua(files)).toEqual([]);
  // Reading Markdown takes as long as all the rest: of many hooks, a part is read.
  const ids = [...texts.keys()].map(idOf);
  const read = ids.filter((_, index) => ids.length < 100 || index % 8 === 0);
  const pages = brokenPages(files, new Set(read));
  expect(pages, tell(pages[0] ?? "")).toEqual([]);
}

describe(`mutated definitions, seed ${seed}`, () => {
  const counts = { accepted: 0, refused: 0 };

  test(`${batches * batchSize} hooks`, async () => {
    let batch = 0;
    let checked = 0;
    const checks: Promise<string>[] = [];
    const checkBatches = (end: number) => {
      const numbers = Array.from({ length: end - checked }, (_, index) => checked + index);
      checked = end;
      return checkTypes(
        numbers.map((number) => join(scratch, `out-${number}/ts/**/*.ts`)),
        scratch,
      );
    };
    const mutants = fc.array(mutantOf(realHooks), { minLength: batchSize, maxLength: batchSize });
    await fc.assert(
      fc.asyncProperty(mutants, async (texts) => {
        const number = batch++;
        const entries = texts.map(
          (text, index) => [`core/m${number}_${index}x.yaml`, text] as const,
        );
        const accepted = await accept(new Map(entries));
        counts.accepted += accepted.texts.size;
        counts.refused += texts.length - accepted.texts.size;
        await expectSound(accepted, join(scratch, `out-${number}`));
        // The compiler has a processor of its own.
        if (batch % 4 === 0 || batch === batches) checks.push(checkBatches(batch));
      }),
      { seed, numRuns: batches, endOnFailure: true },
    );
    // Both ways are gone.
    expect(counts.accepted).toBeGreaterThan(batches * batchSize * 0.1);
    expect(counts.refused).toBeGreaterThan(batches * batchSize * 0.1);
    expect((await Promise.all(checks)).join("")).toBe("");
  });

  test(`${sharedMutants} shared files`, async () => {
    const hook = {
      "core/one.yaml":
        "summary: One.\nreturns: domain_record *\ngroup: mail\nparameters:\n  - { name: a, type: struct timeval * }\n",
    };
    const small: Record<string, string> = {
      "types.yaml":
        "domain_record:\n  summary: A domain.\n  header: dns.h\n  struct: _domain_record\nstruct timeval:\n  summary: A time.\n  declaration: 'struct timeval { long a; };'\n  typescript: '{ a: bigint }'\nslot:\n  summary: A slot.\n  declaration: typedef int slot;\n  typescript: number\n",
      "constants.yaml":
        "codes:\n  summary: Codes.\n  header: codes.h\n  values:\n    CODE_A: { summary: A., value: 1 }\n    CODE_B:\n      summary: B.\n      stand_in: 2\n",
      "scopes.yaml": "core:\n  title: Core\n  summary: The core.\n",
      "groups.yaml": "mail:\n  title: Mail\n  summary: Mail.\n  main: [core/one]\n",
      "package.yaml": "name: hooks\nversion: 1.2.3\ndescription: Hooks.\nlicense: MIT\n",
    };
    const names = Object.keys(small);
    const mutant = fc
      .nat({ max: names.length - 1 })
      .chain((at) =>
        mutantOf([small[names[at] ?? ""] ?? ""]).map((text) => [names[at] ?? "", text] as const),
      );
    const sound: string[] = [];
    let number = 0;
    await fc.assert(
      fc.asyncProperty(mutant, async ([path, text]) => {
        const texts = new Map(Object.entries({ ...hook, ...small, [path]: text }));
        const { files, diagnostics } = await generateFrom(texts);
        expect(misplaced(diagnostics, texts)).toEqual([]);
        if (errorsOf(diagnostics).length > 0) return;
        const folder = join(scratch, `shared-${number++}`);
        sound.push(folder);
        await expectSound({ files, texts: new Map([["core/one.yaml", text]]) }, folder);
      }),
      { seed, numRuns: sharedMutants, endOnFailure: true },
    );
    expect(sound.length).toBeGreaterThan(sharedMutants * 0.05);
    expect(await checkTypes([join(scratch, "shared-*/ts/**/*.ts")], scratch)).toBe("");
  });
});

describe("hostile text in every free text field", () => {
  const field = (text: string) => JSON.stringify(text);
  const hookWith = (line: string, block: string) => `
summary: ${field(line)}
description: ${field(block)}
returns:
  type: int
  meaning: ${field(block)}
  values: { 0: ${field(block)}, "non-zero": ${field(block)} }
threading: any
parameters:
  - { name: a, type: int, meaning: ${field(block)}, values: { 1: ${field(block)} } }
  - { name: b, type: char *, nullable: true, meaning: ${field(block)} }
since: ${field(line)}
deprecated: { since: ${field(line)}, replacement: ${field(line)}, reason: ${field(line)} }
notes: [${field(block)}, ${field(block)}]
warnings: [${field(block)}]
example: { c: ${field(block)}, lua: ${field(block)} }
`;
  const hooks = new Map([
    ...hostileTexts.map(
      (text, index) => [`core/line${index}x.yaml`, hookWith(text, text)] as const,
    ),
    ...hostileBlocks.map(
      (text, index) => [`core/block${index}x.yaml`, hookWith("One.", text)] as const,
    ),
  ]);

  test("is refused, or stays text", async () => {
    const accepted = await accept(hooks);
    expect(accepted.texts.size).toBeGreaterThan(hooks.size / 2);
    const folder = join(scratch, "hostile");
    await expectSound(accepted, folder);
    expect(await checkTypes([join(folder, "ts/**/*.ts")], folder)).toBe("");
  });

  test.each(hostileTexts.map((text) => [JSON.stringify(text).slice(0, 40), text] as const))(
    "of a scope, a type, a constant, a group and the package: %s",
    async (_, text) => {
      const value = field(text);
      const { files, diagnostics } = await generateFrom(
        new Map(
          Object.entries({
            "core/one.yaml": `summary: One.\nreturns: { type: int, default: A }\ngroup: mail\nparameters: [{ name: a, type: slot }]\n`,
            "types.yaml": `slot: { summary: ${value}, declaration: typedef int slot;, typescript: number }\nwidget: { summary: ${value}, struct: _widget, page: ${value} }\n`,
            "constants.yaml": `codes: { summary: ${value}, values: { A: { summary: ${value}, stand_in: 1 }, B: { summary: ${value}, value: 2 } } }\n`,
            "scopes.yaml": `core: { title: ${value}, summary: ${value} }\n`,
            "groups.yaml": `mail: { title: ${value}, summary: ${value}, main: [core/one] }\n`,
            "package.yaml": `name: hooks\nversion: 1.2.3\ndescription: ${value}\nlicense: ${value}\n`,
          }),
        ),
      );
      if (errorsOf(diagnostics).length > 0) return;
      const folder = mkdtempSync(join(scratch, "shared-text-"));
      await expectSound({ files, texts: new Map([["core/one.yaml", ""]]) }, folder);
      JSON.parse(files.find(({ path }) => path === "ts/package.json")?.text ?? "");
    },
  );

  test("of all these, the TypeScript modules are sound", async () => {
    expect(await checkTypes([join(scratch, "shared-text-*/ts/**/*.ts")], scratch)).toBe("");
  });
});
