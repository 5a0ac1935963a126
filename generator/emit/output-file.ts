import type { TypeScriptModule } from "./typescript-module.js";

/** A file that hookgen generates: where it goes, whom it is about, and what is in it. */
export interface OutputFile {
  /** The path below the output folder, with `/`. */
  readonly path: string;
  /** Ids of the hooks that the file is about; empty for one that all share. */
  readonly hooks: readonly string[];
  readonly content: Content;
}

/**
 * A file's text, or the module that ts-morph prints as its text. The second is plain data, so
 * that whether it changed can be told without loading ts-morph.
 */
export type Content =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "typescript"; readonly module: TypeScriptModule };

/** A file whose text is there already. */
export function textFile(path: string, hooks: readonly string[], text: string): OutputFile {
  return { path, hooks, content: { kind: "text", text } };
}
