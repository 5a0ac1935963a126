/** A file that hookgen generates: where it goes, whom it is about, and what is in it. */
export interface OutputFile {
  /** The path below the output folder, with `/`. */
  readonly path: string;
  /** Ids of the hooks that the file is about; empty for one that all share. */
  readonly hooks: readonly string[];
  readonly text: string;
}

export function outputFile(path: string, hooks: readonly string[], text: string): OutputFile {
  return { path, hooks, text };
}
