import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { root, run, testWith } from "./support/tools.js";

/* generated/c as it stands, used by a project of its own in the three usual ways. */

const source = join(root, "generated/c");
const consumer = join(root, "test/consumer/cmake");

async function succeed(command: string, args: readonly string[], env = {}): Promise<string> {
  const { status, stdout, stderr } = await run(command, args, { env });
  expect({ command: [command, ...args].join(" "), status, stderr }).toMatchObject({ status: 0 });
  return stdout;
}

async function build(from: string, to: string, options: readonly string[]): Promise<void> {
  await succeed("cmake", ["-S", from, "-B", to, ...options]);
  await succeed("cmake", ["--build", to]);
}

/** Installs the runtime into a folder of its own. */
async function install(scratch: string): Promise<string> {
  const prefix = join(scratch, "prefix");
  const options = [`-DCMAKE_INSTALL_PREFIX=${prefix}`, "-DCMAKE_INSTALL_LIBDIR=lib"];
  await build(source, join(scratch, "build"), options);
  await succeed("cmake", ["--install", join(scratch, "build")]);
  return prefix;
}

const folder = () => mkdtempSync(join(tmpdir(), "hookgen-package-"));

describe("a consumer of the runtime", () => {
  testWith("cmake", "add_subdirectory", async () => {
    const to = folder();
    await build(consumer, to, [`-DMODULE_HOOKS_SOURCE=${source}`]);
    expect(await succeed(join(to, "consumer"), [])).toBe("3\n");
    expect(await succeed(join(to, "consumer-cxx"), [])).toBe("3\n");
  });

  testWith("cmake", "find_package", async () => {
    const scratch = folder();
    const prefix = await install(scratch);
    const to = join(scratch, "consumer");
    await build(consumer, to, [`-DCMAKE_PREFIX_PATH=${prefix}`]);
    expect(await succeed(join(to, "consumer"), [])).toBe("3\n");
    expect(await succeed("ldd", [join(to, "consumer")])).toContain("libmodule-hooks.so.1");
  });

  testWith("pkg-config", "pkg-config", async () => {
    const scratch = folder();
    const prefix = await install(scratch);
    const env = { PKG_CONFIG_PATH: join(prefix, "lib/pkgconfig") };
    const flags = await succeed("pkg-config", ["--cflags", "--libs", "module-hooks"], env);
    const program = join(scratch, "consumer");
    const args = [join(consumer, "main.c"), ...flags.trim().split(/\s+/), "-o", program];
    await succeed("cc", args);
    const library = { LD_LIBRARY_PATH: join(prefix, "lib") };
    expect(await succeed(program, [], library)).toBe("3\n");
  });
});
