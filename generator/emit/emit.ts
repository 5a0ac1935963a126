import { type Catalog, catalogForC } from "../model/catalog.js";
import { emitC } from "./c.js";
import { emitCatalog } from "./catalog.js";
import { emitDocs } from "./docs.js";
import { emitLua } from "./lua.js";
import { emitMomentum } from "./momentum.js";
import type { OutputFile } from "./output-file.js";
import { emitTypeScript } from "./typescript.js";

/** Every file that the catalogue gives, sorted by path. */
export function emitAll(catalog: Catalog): OutputFile[] {
  const inC = catalogForC(catalog);
  const files = [
    ...[emitC, emitMomentum, emitTypeScript].flatMap((emit) => emit(inC)),
    ...[emitLua, emitDocs, emitCatalog].flatMap((emit) => emit(catalog)),
  ];
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  const twice = files.find((file, index) => file.path === files[index + 1]?.path);
  if (twice !== undefined) throw new Error(`two outputs are called ${twice.path}`);
  return files;
}
