import { execFile, spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { promisify } from "node:util";
import { test } from "vitest";

const execute = promisify(execFile);

/** The repository's root. */
export const root = new URL("../..", import.meta.url).pathname.replace(/\/$/, "");

export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program and tells how it ended; a status other than 0 is no error here. */
export async function run(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Outcome> {
  try {
    const { stdout, stderr } = await execute(command, args, {
      maxBuffer: 1 << 26,
      ...options,
      env: { ...process.env, ...options.env },
    });
    return { status: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout = "", stderr = "" } = error as Error & Outcome & { code?: unknown };
    if (typeof code !== "number") throw error;
    return { status: code, stdout, stderr };
  }
}

/** Whether a program is there. */
export function isInstalled(command: string): boolean {
  return spawnSync(command, ["--version"], { stdio: "ignore" }).status === 0;
}

/**
 * A test that needs a program of the machine. Without it the test is skipped, and says so; in CI
 * that is a failure, because there everything is to be installed.
 */
export function testWith(command: string, name: string, body: () => Promise<void>): void {
  if (isInstalled(command)) return void test.concurrent(name, body);
  const message = `NOT TESTED, because ${command} is not installed: ${name}`;
  if (process.env.CI) {
    test(name, () => {
      throw new Error(message);
    });
    return;
  }
  console.warn(message);
  test.skip(name);
}

/** Does `body` for each item, as many at a time as there are processors. */
export async function forEachParallel<T>(
  items: readonly T[],
  body: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const work = async () => {
    for (const item of queue) await body(item);
  };
  await Promise.all(Array.from({ length: cpus().length }, work));
}
