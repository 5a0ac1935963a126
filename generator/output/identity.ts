import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { DefinitionFile } from "../definitions/load.js";

/** A hash of the generator: its code, its templates, and the printer of TypeScript. */
export function hashGenerator(): string {
  const hash = createHash("sha256");
  const add = (name: string, bytes: Uint8Array) => {
    hash.update(`${name}\0${bytes.length}\0`).update(bytes);
  };
  const code = fileURLToPath(new URL(".", import.meta.url));
  const templates = fileURLToPath(new URL("../templates/", import.meta.url));
  const printer = createRequire(import.meta.url).resolve("ts-morph/package.json");
  for (const file of filesIn(code).filter((name) => name.endsWith(".js")))
    add(file, readFileSync(join(code, file)));
  for (const file of filesIn(templates)) add(file, readFileSync(join(templates, file)));
  add("ts-morph", readFileSync(printer));
  return hash.digest("base64url");
}

/** A hash of the definitions. */
export function hashDefinitions(files: readonly DefinitionFile[]): string {
  const hash = createHash("sha256");
  for (const { path, bytes } of files)
    hash.update(`${path}\0${bytes?.length ?? -1}\0`).update(bytes ?? new Uint8Array());
  return hash.digest("base64url");
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => join(entry.parentPath, entry.name).slice(folder.length)).sort();
}
