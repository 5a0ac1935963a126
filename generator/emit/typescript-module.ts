import { originLine } from "../model/prose.js";
import { commentLines, paragraphs } from "./comment.js";

/** A TypeScript module as plain data; `print-typescript.ts` turns it into text. */
export interface TypeScriptModule {
  /** The lines of the comment that opens the file. */
  readonly doc: readonly string[];
  readonly imports: readonly ImportDeclaration[];
  readonly statements: readonly Statement[];
}

export interface ImportDeclaration {
  readonly from: string;
  readonly typeOnly: boolean;
  /** Names to import; `type X` for a type among values. */
  readonly names: readonly string[];
}

export type Statement =
  | { readonly kind: "export-all"; readonly from: string }
  | {
      readonly kind: "type";
      readonly name: string;
      readonly doc: Doc;
      readonly typeParameters: readonly TypeParameter[];
      readonly text: string;
    }
  | {
      readonly kind: "constant";
      readonly name: string;
      readonly doc: Doc;
      readonly exported: boolean;
      readonly type?: string;
      readonly value: string;
    }
  | {
      readonly kind: "interface";
      readonly name: string;
      readonly doc: Doc;
      readonly members: readonly TypedName[];
    }
  | {
      readonly kind: "function";
      readonly name: string;
      /** Exported unless this says false. */
      readonly exported?: boolean;
      readonly doc: Doc;
      readonly typeParameters: readonly string[];
      readonly parameters: readonly TypedName[];
      readonly returns: string;
      readonly body: readonly string[];
    };

/** The lines of a doc comment; none for no comment. */
export type Doc = readonly string[];

export interface TypedName {
  readonly name: string;
  readonly type: string;
}

export interface TypeParameter {
  readonly name: string;
  readonly default: string;
}

/** `(a: A, b: B)` on one line if it fits behind `before`, else a parameter a line. */
export function parameterList(
  before: string,
  parameters: readonly TypedName[],
  after: string,
): string {
  const items = parameters.map(({ name, type }) => `${name}: ${type}`);
  const short = `(${items.join(", ")})`;
  if (before.length + short.length + after.length <= 100) return short;
  return `(\n${items.map((item) => `  ${item},\n`).join("")})`;
}

/** The lines of the comment that opens a module: what it is, and where it comes from. */
export function moduleDoc(summary: string, sources: readonly string[]): string[] {
  return paragraphs(commentLines(summary), [originLine(sources)], ["@module"]);
}
