import type { Path, Source } from "../definitions/yaml.js";
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.js";

/** The items of the list at `path` that it has already. */
export function duplicateItems(source: Source, path: Path, items: readonly string[]): Diagnostic[] {
  return items.flatMap((item, index) =>
    items.indexOf(item) < index
      ? [diagnostic("duplicate-item", source.at([...path, index]), { item })]
      : [],
  );
}
