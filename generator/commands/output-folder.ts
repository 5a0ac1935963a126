import { resolve } from "node:path";
import { showPath } from "../definitions/load.js";
import { type Lock, lockFolder } from "../output/lock.js";
import { manifestPath } from "../output/manifest.js";
import { findFolderProblem, findUnwritable, type Obstacle } from "../output/obstacles.js";
import type { Plan } from "../output/plan.js";
import type { Terminal } from "./terminal.js";

export interface OutputFolderArguments {
  readonly definitions: string;
  readonly out: string;
  readonly check: boolean;
}

/**
 * Does `body` if there can be an output folder where the arguments say, and, unless it only checks,
 * with no other run in it.
 */
export async function withOutputFolder(
  args: OutputFolderArguments,
  { cwd, printError }: Terminal,
  body: () => Promise<number>,
): Promise<number> {
  const out = resolve(cwd, args.out);
  const shown = showPath(out, cwd);
  const problem = await findFolderProblem(out, resolve(cwd, args.definitions));
  if (problem !== null) {
    printError(`error: the output folder ${shown} ${problem}`);
    return 1;
  }
  if (args.check) return body();
  const lock = await lockFolder(out);
  if (!lock.held) {
    explainLock(lock, shown, printError);
    return 1;
  }
  try {
    return await body();
  } finally {
    await lock.release();
  }
}

function explainLock(
  { holder, path }: Extract<Lock, { held: false }>,
  shown: string,
  print: (line: string) => void,
): void {
  print(`error: another run writes ${shown}/: process ${holder.pid} on ${holder.host}`);
  print(`Try again when it is done. If there is no such run, remove ${path}.`);
}

/** What keeps the plan from being carried out, each with its path as it is shown. */
export async function obstaclesTo(
  plan: Plan,
  out: string,
  cwd: string,
  check: boolean,
): Promise<string[]> {
  const paths = plan.changes.map(({ path }) => path);
  const written = plan.manifest === null ? paths : [...paths, manifestPath];
  const unwritable = check || plan.obstacles.length > 0 ? [] : await findUnwritable(written, out);
  const show = ({ path, problem }: Obstacle) => {
    const shown = showPath(resolve(out, path), cwd);
    return `${shown === "." ? cwd : shown} ${problem}`;
  };
  return [...plan.obstacles, ...unwritable].map(show);
}
