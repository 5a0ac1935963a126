import { createRequire } from "node:module";
import type { Project, SourceFileStructure, StatementStructures } from "ts-morph";
import type { Doc, Statement, TypeScriptModule } from "./typescript-module.js";

// Loaded with require: import would first search its ten megabytes of CommonJS for exports.
const tsMorph: typeof import("ts-morph") = createRequire(import.meta.url)("ts-morph");
const { IndentationText, NewLineKind, StructureKind } = tsMorph;

const importKind: typeof StructureKind.ImportDeclaration = StructureKind.ImportDeclaration;

let project: Project | undefined;

/**
 * The text of a module. It is built in one step: ts-morph reads the text again after each. Comments
 * are put in afterwards, because ts-morph takes longer for them than for all the rest.
 */
export function printTypeScript(module: TypeScriptModule): string {
  project ??= new tsMorph.Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    manipulationSettings: {
      indentationText: IndentationText.TwoSpaces,
      newLineKind: NewLineKind.LineFeed,
    },
  });
  const file = project.createSourceFile("module.ts", structureOf(module), { overwrite: true });
  const text = file.getFullText();
  project.removeSourceFile(file);
  const comments = [module.doc, ...module.statements.map((one) => ("doc" in one ? one.doc : []))];
  return (
    text
      // ts-morph puts a space behind each comma, also where the line ends, and a line below functions.
      .replace(/ +$/gm, "")
      .replace(/\n{3,}/g, "\n\n")
      .replace(/^\/\/doc (\d+)\n/gm, (_, index) => blockComment(comments[Number(index)] ?? []))
  );
}

/** Stands for the comment of a statement; 0 is that of the module. */
const placeholder = (index: number) => `//doc ${index}\n`;

function structureOf({ imports, statements }: TypeScriptModule): SourceFileStructure {
  return {
    kind: StructureKind.SourceFile,
    statements: [
      placeholder(0).trimEnd(),
      ...imports.map(({ from, typeOnly, names }) => ({
        kind: importKind,
        moduleSpecifier: from,
        isTypeOnly: typeOnly,
        namedImports: [...names],
      })),
      ...statements.map((statement, index) => {
        const doc = "doc" in statement && statement.doc.length > 0 ? placeholder(index + 1) : "";
        return withComment(statementStructure(statement), doc);
      }),
    ],
  };
}

/** A blank line, then the comment; exports of whole modules stand close together. */
function withComment(
  structure: StatementStructures | string,
  comment: string,
): StatementStructures | string {
  if (typeof structure === "string") return `\n${comment}${structure}`;
  if (structure.kind === StructureKind.ExportDeclaration) return structure;
  return {
    ...structure,
    leadingTrivia: (writer) => writer.blankLineIfLastNot().write(comment),
  };
}

function statementStructure(statement: Statement): StatementStructures | string {
  switch (statement.kind) {
    case "export-all":
      return { kind: StructureKind.ExportDeclaration, moduleSpecifier: statement.from };
    case "type":
      return typeAlias(statement);
    case "constant":
      return constant(statement);
    case "interface":
      return {
        kind: StructureKind.Interface,
        name: statement.name,
        isExported: true,
        properties: statement.members.map((member) => ({ ...member, isReadonly: true })),
      };
    case "function":
      return {
        kind: StructureKind.Function,
        name: statement.name,
        isExported: statement.exported ?? true,
        typeParameters: [...statement.typeParameters],
        parameters: parameters(statement),
        returnType: statement.returns,
        statements: [...statement.body],
      };
  }
}

// Types and values as text: ts-morph indents every line of them but the first, the closing one too.

function constant({ name, exported, type, value }: Extract<Statement, { kind: "constant" }>) {
  const declared = type === undefined ? name : `${name}: ${type}`;
  return `${exported ? "export " : ""}const ${declared} = ${value};`;
}

function typeAlias({ name, typeParameters, text }: Extract<Statement, { kind: "type" }>) {
  const generic = typeParameters.map((parameter) => `${parameter.name} = ${parameter.default}`);
  const parameters = generic.length > 0 ? `<${generic.join(", ")}>` : "";
  return `export type ${name}${parameters} = ${text};`;
}

function blockComment(lines: Doc): string {
  return `/**\n${lines.map((line) => ` *${line && ` ${line}`}\n`).join("")} */\n`;
}

/** A parameter a line where they do not fit on one. */
function parameters({
  name,
  typeParameters,
  parameters,
  returns,
}: Extract<Statement, { kind: "function" }>) {
  const list = parameters.map(({ name, type }) => `${name}: ${type}`).join(", ");
  const generic = typeParameters.length > 0 ? typeParameters.join(", ").length + 2 : 0;
  const length = `export function ${name}(${list}): ${returns} {`.length + generic;
  if (length <= 100) return [...parameters];
  return parameters.map(({ name, type }, index) => ({
    name,
    // ts-morph writes no comma where the text has one.
    type: index === parameters.length - 1 ? `${type},\n` : `${type},`,
    leadingTrivia: "\n",
  }));
}
