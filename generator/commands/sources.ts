import { execFile } from "node:child_process";
import { existsSync, realpathSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { relative, resolve, sep } from "node:path";
import { type DefinitionFile, isYamlFile, loadDefinitions, showPath } from "../definitions/load.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { snapshotOfHooksJson } from "../diff/hooks-json.js";
import { type Snapshot, snapshotOfDefinitions } from "../diff/snapshot.js";

/** One side of a comparison, or why there is none. */
export type Side =
  | { readonly kind: "snapshot"; readonly snapshot: Snapshot }
  /** Mistakes in definitions. */
  | { readonly kind: "mistakes"; readonly label: string; readonly diagnostics: Diagnostic[] }
  /** There is no such thing. */
  | { readonly kind: "unknown"; readonly message: string; readonly help: string };

export interface Places {
  readonly cwd: string;
  /** The folder of definitions, absolute: what is read of a revision. */
  readonly definitions: string;
}

/** Reads what `source` names: a folder of definitions, a `hooks.json`, or else a git revision. */
export async function readSide(source: string, places: Places): Promise<Side> {
  const path = resolve(places.cwd, source);
  if (!existsSync(path)) return readRevision(source, places);
  if (statSync(path).isDirectory()) return readFolder(path, places.cwd);
  return readHooksJson(path, places.cwd);
}

/** The definitions in a folder as they are now. */
export async function readFolder(folder: string, cwd: string): Promise<Side> {
  const shown = showPath(folder, cwd);
  const files = await loadDefinitions(folder, cwd);
  if (files.length > 0) return sideOf(files, shown, shown);
  return {
    kind: "unknown",
    message: `there is no hook definition in ${shown}`,
    help: "Name a folder of definitions, a hooks.json or a git revision.",
  };
}

async function readHooksJson(path: string, cwd: string): Promise<Side> {
  const shown = showPath(path, cwd);
  const { snapshot, problem } = snapshotOfHooksJson(await readFile(path, "utf8"), shown);
  if (snapshot !== null) return { kind: "snapshot", snapshot };
  return {
    kind: "unknown",
    message: `${shown} is no hooks.json: ${problem}`,
    help: "Name one that `hookgen generate` wrote.",
  };
}

function sideOf(files: readonly DefinitionFile[], folder: string, label: string): Side {
  const { snapshot, diagnostics } = snapshotOfDefinitions(files, folder, label);
  return snapshot === null
    ? { kind: "mistakes", label, diagnostics }
    : { kind: "snapshot", snapshot };
}

/** The definitions as they were in a revision. */
async function readRevision(revision: string, { cwd, definitions }: Places): Promise<Side> {
  const unknown = (message: string): Side => ({
    kind: "unknown",
    message,
    help: "Name a git revision, a folder of definitions or a hooks.json.",
  });
  const top = await git(cwd, ["rev-parse", "--show-toplevel"]);
  if (top === null) return unknown(`${revision} is no file, and this is no git repository`);
  const commit = await git(cwd, [
    "rev-parse",
    "--verify",
    "--quiet",
    "--end-of-options",
    `${revision}^{commit}`,
  ]);
  if (commit === null) return unknown(`${revision} is neither a file nor a git revision`);
  const inside = relative(top.trim(), realPath(definitions)).split(sep).join("/");
  if (inside.startsWith(".."))
    return unknown(`${showPath(definitions, cwd)} is not in this repository`);
  const files = await filesOfRevision(
    top.trim(),
    commit.trim(),
    inside,
    showPath(definitions, cwd),
  );
  return sideOf(files, showPath(definitions, cwd), revision);
}

/** Reads every YAML file below `folder` as `commit` has it, in one go. */
async function filesOfRevision(
  top: string,
  commit: string,
  folder: string,
  shown: string,
): Promise<DefinitionFile[]> {
  const listing = await git(top, [
    "ls-tree",
    "-r",
    "-z",
    "--name-only",
    commit,
    "--",
    `${folder}/`,
  ]);
  const paths = (listing ?? "").split("\0").filter(isYamlFile).sort();
  const names = paths.map((path) => `${commit}:${path}\n`).join("");
  const output = await gitBytes(top, ["cat-file", "--batch"], names);
  let offset = 0;
  return paths.map((whole): DefinitionFile => {
    const path = whole.slice(folder.length + 1);
    const end = output.indexOf("\n", offset);
    // `<hash> blob <size>`, the file itself, and a newline.
    const size = Number(output.subarray(offset, end).toString("utf8").split(" ")[2]);
    const bytes = output.subarray(end + 1, end + 1 + size);
    offset = end + size + 2;
    return { path, shown: `${shown}/${path}`, bytes, problem: null };
  });
}

function realPath(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

/** The branches that others are compared with, the likeliest first. */
const mainBranches = ["origin/main", "main", "origin/master", "master"];

/** Where the current branch left the main branch; `null` if there is none. */
export async function mergeBase(cwd: string): Promise<{ commit: string; branch: string } | null> {
  for (const branch of mainBranches) {
    const commit = await git(cwd, ["merge-base", "HEAD", branch]);
    if (commit !== null) return { commit: commit.trim(), branch };
  }
  return null;
}

/** What git prints; `null` if it fails, for whatever reason. */
async function git(cwd: string, args: readonly string[]): Promise<string | null> {
  try {
    return (await gitBytes(cwd, args)).toString("utf8");
  } catch {
    return null;
  }
}

function gitBytes(cwd: string, args: readonly string[], input = ""): Promise<Buffer> {
  return new Promise((done, fail) => {
    const options = { cwd, encoding: "buffer" as const, maxBuffer: 1 << 28 };
    const child = execFile("git", [...args], options, (error, stdout) => {
      if (error === null) done(stdout);
      else fail(error);
    });
    child.stdin?.on("error", () => {});
    child.stdin?.end(input);
  });
}
