import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { DefinitionFile } from "../definitions/load.js";

/** A hash of the generator's code, templates and printer; made when it was bundled (bundle.mjs). */
export function generatorIdentity(): string {
  const file = /\/chunks\//.test(import.meta.url) ? "../identity" : "identity";
  return readFileSync(new URL(file, import.meta.url), "utf8");
}

/** A hash of the definitions. */
export function hashDefinitions(files: readonly DefinitionFile[]): string {
  const hash = createHash("sha256");
  for (const { path, bytes } of files)
    hash.update(`${path}\0${bytes?.length ?? -1}\0`).update(bytes ?? new Uint8Array());
  return hash.digest("base64url");
}
