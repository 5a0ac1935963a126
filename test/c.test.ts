import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { build, buildBare, perRepetition } from "./bench/instructions.mjs";
import {
  checkArguments,
  dialects,
  warnings,
  writeIncludes,
  writeProgram,
  writeSdkHeaders,
} from "./support/c.js";
import { type Outcome, root, run, testWith } from "./support/tools.js";

const scratch = mkdtempSync(join(tmpdir(), "hookgen-c-"));
const include = join(root, "generated/c/include");
const runtime = join(root, "generated/c/src/module-hooks.c");
const momentum = join(root, "generated/momentum/include");
const sdk = join(root, "test/sdk");
const sdkTypes = join(scratch, "sdk-types");
writeSdkHeaders(sdkTypes);

const momentumIncludes = [momentum, sdk, sdkTypes].map((folder) => `-I${folder}`);
/** Where each header is compiled alone; elsewhere all of them as one program. */
const alone = new Set(["gcc c99", "clang c2x", "g++ c++11", "clang++ c++20"]);
const undeclared = ["-include", join(sdkTypes, "undeclared.h")];

/** The trees, what each needs to compile, and the dialects that it is for. */
const trees = {
  "the reference tree, without the SDK": { folder: include, args: [`-I${include}`] },
  "the reference tree, with the types of the SDK": {
    folder: include,
    args: ["-DMODULE_HOOKS_WITH_SDK", `-I${include}`, `-I${sdkTypes}`, ...undeclared],
  },
  // The macros are the SDK's: their functions are not marked as possibly unused.
  "the Momentum tree, against the stand-in of the SDK": {
    folder: momentum,
    args: ["-Wno-unused-function", ...momentumIncludes, ...undeclared],
  },
};

describe.each(Object.entries(trees))("%s", (name, { folder, args }) => {
  const isC = folder === momentum;
  for (const dialect of dialects.filter(({ language }) => !isC || language === "c")) {
    const { compiler, standard, language } = dialect;
    const ending = language === "c" ? "c" : "cc";
    const into = join(scratch, `${Object.keys(trees).indexOf(name)}-${compiler}-${standard}`);
    testWith(compiler, `one program with all headers, ${compiler} -std=${standard}`, async () => {
      const program = writeProgram(folder, into, ending);
      const { stderr } = await run(compiler, [...checkArguments(dialect), ...args, program]);
      expect(stderr).toBe("");
    });
    if (!alone.has(`${compiler} ${standard}`)) continue;
    testWith(compiler, `each header alone, ${compiler} -std=${standard}`, async () => {
      const files = writeIncludes(folder, into, ending);
      expect(files.length).toBeGreaterThan(150);
      const { stderr } = await run(compiler, [...checkArguments(dialect), ...args, ...files]);
      expect(stderr).toBe("");
    });
  }
});

describe("a header is silent as the file that is open in an editor", () => {
  for (const compiler of ["gcc", "clang"]) {
    testWith(compiler, compiler, async () => {
      const [dialect] = dialects.filter((one) => one.compiler === compiler);
      if (dialect === undefined) throw new Error("no dialect");
      const header = join(include, "hooks/core/log_error.h");
      const { stderr } = await run(compiler, [...checkArguments(dialect), `-I${include}`, header]);
      expect(stderr).toBe("");
    });
  }
});

describe("a program that uses hooks behaves as the reference says", () => {
  const source = join(root, "test/c/semantics.c");
  const ways = {
    "over the reference runtime": [`-I${include}`, runtime],
    "over the reference runtime, with the types of the SDK": [
      "-DMODULE_HOOKS_WITH_SDK",
      `-I${include}`,
      `-I${sdkTypes}`,
      ...undeclared,
      runtime,
    ],
    "the Momentum tree over the reference runtime": [
      `-I${momentum}`,
      `-I${include}`,
      `-I${sdkTypes}`,
      ...undeclared,
      runtime,
    ],
    "over the stand-in of the SDK": [
      ...momentumIncludes,
      ...undeclared,
      join(sdk, "module-hooks.c"),
    ],
  };
  for (const compiler of ["gcc", "clang"]) {
    for (const [name, args] of Object.entries(ways)) {
      testWith(compiler, `${name}, ${compiler}`, async () => {
        const program = join(scratch, `semantics-${compiler}-${Object.keys(ways).indexOf(name)}`);
        const sanitizers = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"];
        const options = ["-std=gnu11", "-g", "-pthread", ...warnings, "-Wno-unused-function"];
        const built = await run(compiler, [
          ...options,
          ...sanitizers,
          source,
          ...args,
          "-o",
          program,
        ]);
        expect(built.stderr).toBe("");
        expect(await run(program, [])).toEqual({
          status: 0,
          stdout: "all as it should be\n",
          stderr: "",
        });
      });
    }
  }
});

describe("a deprecated hook is reported where it is used", () => {
  const source = join(scratch, "deprecated.c");
  writeFileSync(
    source,
    `#include "hooks/core/validate_expand_string.h"
int main(void)
{
  register_core_validate_expand_string_hook_first(NULL, NULL);
  return 0;
}
`,
  );
  const ways = {
    "reference runtime": [`-I${include}`],
    Momentum: [...momentumIncludes, ...undeclared],
  };
  for (const compiler of ["gcc", "clang"]) {
    for (const [name, args] of Object.entries(ways)) {
      testWith(compiler, `${name}, ${compiler}`, async () => {
        const { stderr } = await run(compiler, ["-fsyntax-only", ...args, source]);
        expect(stderr).toMatch(
          /deprecated\.c:4.*register_core_validate_expand_string_hook_first.*use ec_interpolate_string\(\) instead/,
        );
      });
    }
  }
});

/** Builds a program of `test/c` with the reference runtime, and runs it. */
async function buildAndRun(
  compiler: string,
  source: string,
  name: string,
  options: readonly string[],
): Promise<Outcome> {
  const program = join(scratch, `${name}-${compiler}`);
  const built = await run(compiler, [
    ...["-std=gnu11", "-g", "-O1", "-pthread", ...warnings, ...options],
    `-I${include}`,
    join(root, "test/c", source),
    runtime,
    ...["-o", program],
  ]);
  expect(built.stderr).toBe("");
  return run(program, []);
}

const good: Outcome = { status: 0, stdout: "all as it should be\n", stderr: "" };
const addressSanitizer = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"];

describe("the runtime", () => {
  const wrapped = ["malloc", "calloc", "syscall"].map((name) => `-Wl,--wrap=${name}`);
  for (const compiler of ["gcc", "clang"]) {
    testWith(compiler, `generations, calls inside calls, failures, ${compiler}`, async () => {
      const options = [...addressSanitizer, ...wrapped];
      expect(await buildAndRun(compiler, "runtime.c", "runtime", options)).toEqual(good);
    });
    const modes = {
      "thread sanitizer": ["-fsanitize=thread"],
      "thread sanitizer, without membarrier(2)": [
        "-fsanitize=thread",
        "-DMODULE_HOOKS_NO_MEMBARRIER",
      ],
      "address and leak sanitizer": addressSanitizer,
      "no sanitizer": ["-O2"],
    };
    for (const [mode, options] of Object.entries(modes)) {
      testWith(
        compiler,
        `a million calls and a thousand reloads at once: ${mode}, ${compiler}`,
        async () => {
          const name = `threads-${Object.keys(modes).indexOf(mode)}`;
          expect(await buildAndRun(compiler, "threads.c", name, options)).toEqual(good);
        },
      );
    }
  }

  testWith("valgrind", "valgrind finds no error and nothing lost", async () => {
    await buildAndRun("gcc", "runtime.c", "valgrind", wrapped);
    const { status, stderr } = await run("valgrind", [
      ...["--error-exitcode=9", "--leak-check=full", "--trace-children=no"],
      join(scratch, "valgrind-gcc"),
    ]);
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(stderr).toContain("ERROR SUMMARY: 0 errors");
  });
});

testWith("valgrind", "a call costs at most 14 instructions more than a bare loop", async () => {
  const bare = buildBare(scratch);
  const ours = build(scratch, "hookgen", runtime);
  for (const [providers, more] of [
    [0, 0],
    [1, 14],
    [3, 14],
  ] as const) {
    const floor = perRepetition(bare, providers);
    expect(floor).toBeGreaterThan(5);
    expect(perRepetition(ours, providers)).toBeLessThanOrEqual(floor + more);
  }
  expect(perRepetition(build(scratch, "has", runtime), 1)).toBeLessThanOrEqual(8);
});

testWith(
  "valgrind",
  "a look-up by name costs the same among a hundred times as many hooks",
  async () => {
    const names = build(scratch, "names", runtime);
    const [few, many] = [perRepetition(names, 500), perRepetition(names, 50_000)];
    expect(few).toBeGreaterThan(50);
    expect(many).toBeLessThan(few * 1.2);
  },
);

describe("a host and its modules, each compiled on its own", () => {
  for (const compiler of ["gcc", "clang"]) {
    testWith(compiler, compiler, async () => {
      const build = async (name: string, args: readonly string[]) => {
        const path = join(scratch, `${name}-${compiler}`);
        const common = ["-std=gnu11", "-g", ...warnings, "-Wno-unused-function", "-o", path];
        const { stderr } = await run(compiler, [...common, ...args]);
        expect(stderr).toBe("");
        return path;
      };
      const shared = ["-shared", "-fPIC"];
      const library = await build("libmodule-hooks.so", [...shared, `-I${include}`, runtime]);
      const module = join(root, "test/c/module.c");
      const ours = await build("ours.so", [
        ...[...shared, '-DMODULE_NAME="ours"', `-I${include}`, module, library],
      ]);
      const momentums = await build("momentums.so", [
        ...[...shared, '-DMODULE_NAME="Momentum\'s"', `-I${momentum}`, `-I${include}`],
        ...[`-I${sdkTypes}`, module, library],
      ]);
      const old = await build("old.so", [
        ...[...shared, "-DOLD_SIGNATURE", '-DMODULE_NAME="old"', `-I${include}`, module, library],
      ]);
      const host = await build("host", [
        ...["-rdynamic", `-I${include}`, join(root, "test/c/host.c"), library, "-ldl"],
        ...[`-Wl,-rpath,${scratch}`],
      ]);
      expect(await run(host, [ours, old, momentums])).toEqual({
        status: 0,
        stdout: "ours saw 7\nMomentum's saw 7\n",
        stderr:
          "module-hooks: the hook core_post_initiate_connection_smtp is " +
          '"void (void *, domain_record *, int, struct timeval *, int)" here, ' +
          'but "void (void *, int)" to the module that asks for it\n',
      });
    });
  }
});
