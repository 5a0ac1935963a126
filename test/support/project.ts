import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { globSync } from "tinyglobby";
import { type Outcome, root, run } from "./tools.js";

/** The built command. */
export const cli = join(root, "dist/cli.js");

/** Texts by path. */
export type Tree = ReadonlyMap<string, string>;

/** A folder of its own with a few definitions, in which the command runs. */
export interface SmallProject {
  readonly folder: string;
  readonly at: (path: string) => string;
  readonly write: (path: string, text: string | Uint8Array) => void;
  readonly remove: (path: string) => void;
  readonly read: (path: string) => string;
  readonly has: (path: string) => boolean;
  readonly hookgen: (...args: string[]) => Promise<Outcome>;
  /** Everything in the folder that starts so. */
  readonly tree: (below?: string) => Tree;
}

/** The definition of a hook that has a little of everything. */
export function hookText(number: number, remark = "Something."): string {
  return [
    `summary: Hook ${number} is called. ${remark}`,
    "threading: scheduler",
    "returns: { type: int, stop: nonzero, default: 0, meaning: A result. }",
    "parameters:",
    "  - { name: text, type: const char *, meaning: A text., length: size }",
    "  - { name: size, type: int, meaning: Its size. }",
    "",
  ].join("\n");
}

export const scopesText = "demo:\n  title: Demo hooks\n  summary: What demo calls.\n";

export function smallProject(hooks: number): SmallProject {
  const folder = mkdtempSync(join(tmpdir(), "hookgen-safe-"));
  chmodSync(folder, 0o755);
  const at = (path: string) => join(folder, path);
  const read = (path: string) => readFileSync(at(path), "utf8");
  const write = (path: string, text: string | Uint8Array) => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text);
  };
  write("package.json", "{}");
  write("definitions/scopes.yaml", scopesText);
  for (let number = 0; number < hooks; number++)
    write(`definitions/demo/hook_${number}.yaml`, hookText(number));
  return {
    ...{ folder, at, read, write },
    remove: (path) => rmSync(at(path), { recursive: true }),
    has: (path) => existsSync(at(path)),
    hookgen: (...args) => run(process.execPath, [cli, ...args], { cwd: folder }),
    tree: (below = "generated") => {
      const paths = globSync(`${below}/**`, { cwd: folder, dot: true, followSymbolicLinks: false });
      return new Map(paths.sort().map((path) => [path, read(path)]));
    },
  };
}
