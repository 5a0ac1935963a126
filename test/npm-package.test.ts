import { cpSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { beforeAll, describe, expect, test } from "vitest";
import { root, run } from "./support/tools.js";

/* generated/ts as npm packs it, installed by a project of its own. */

const scratch = mkdtempSync(join(tmpdir(), "hookgen-npm-"));
const consumer = join(scratch, "consumer");
const env = { PATH: `${join(root, "node_modules/.bin")}:${process.env.PATH}` };

async function succeed(cwd: string, command: string, ...args: string[]): Promise<string> {
  const { status, stdout, stderr } = await run(command, args, { cwd, env });
  expect({ command: [command, ...args].join(" "), status, stdout, stderr }).toMatchObject({
    status: 0,
  });
  return stdout;
}

beforeAll(async () => {
  const source = join(scratch, "package");
  cpSync(join(root, "generated/ts"), source, { recursive: true });
  cpSync(join(root, "test/consumer/npm"), consumer, { recursive: true });
  await succeed(source, "npm", "pack", "--pack-destination", scratch);
  const [tarball = ""] = readdirSync(scratch).filter((name) => name.endsWith(".tgz"));
  await succeed(consumer, "npm", "install", "--offline", "--no-audit", join(scratch, tarball));
}, 120_000);

test("a project that installs it type-checks and runs", async () => {
  expect(await succeed(consumer, "tsc")).toBe("");
  const output = await succeed(consumer, process.execPath, "dist/bench.js");
  expect(output.split("\n")).toEqual([
    "0 1",
    "false",
    "false true",
    "true true",
    "domain_record * dr, int bindingSlot, struct timeval * now, int connFd",
    "",
  ]);
});

test("it holds compiled modules and declarations, and depends on nothing", async () => {
  const installed = join(consumer, "node_modules/momentum-hooks");
  expect(readdirSync(installed).sort()).toEqual(["README.md", "dist", "package.json"]);
  expect(
    readdirSync(join(consumer, "node_modules")).filter((name) => !name.startsWith(".")),
  ).toEqual(["momentum-hooks"]);
});

describe("a bundle holds the hook that is imported, and the runtime", () => {
  test.each([
    ["from everything", "momentum-hooks"],
    ["from its scope", "momentum-hooks/core"],
    ["from its own module", "momentum-hooks/core/log_error"],
  ])("%s", async (_, from) => {
    const contents = `import { callCoreLogErrorHook } from "${from}"; callCoreLogErrorHook();`;
    const { metafile } = await build({
      stdin: { contents, resolveDir: consumer },
      bundle: true,
      format: "esm",
      metafile: true,
      write: false,
      logLevel: "silent",
    });
    const [output] = Object.values(metafile.outputs);
    const parts = Object.entries(output?.inputs ?? {})
      .filter(([path, { bytesInOutput }]) => path.includes("momentum-hooks") && bytesInOutput > 0)
      .map(([path]) => path.replace(/.*momentum-hooks\/dist\//, ""));
    expect(parts.sort()).toEqual(["core/log_error.js", "runtime.js"]);
  });
});
