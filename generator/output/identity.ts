import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { DefinitionFile } from "../definitions/load.js";

/** A hash of everything that the outputs follow from: the generator's code, its templates, the definitions. */
export function hashInputs(definitions: readonly DefinitionFile[]): string {
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
  for (const { path, bytes } of definitions) add(path, bytes ?? new Uint8Array());
  return hash.digest("base64url");
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => join(entry.parentPath, entry.name).slice(folder.length)).sort();
}
