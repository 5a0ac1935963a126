import {
  IndentationText,
  NewLineKind,
  Project,
  type SourceFileStructure,
  type StatementStructures,
  StructureKind,
} from "ts-morph";
import type { Doc, Statement, TypeScriptModule } from "./typescript-module.js";

let project: Project | undefined;

/** The text of a module. Each is built in one step: ts-morph reads the text again after each. */
export function printTypeScript(module: TypeScriptModule): string {
  project ??= new Project({
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
  return text;
}

function structureOf({ doc, imports, statements }: TypeScriptModule): SourceFileStructure {
  return {
    kind: StructureKind.SourceFile,
    statements: [
      `/**\n${doc.map((line) => ` *${line && ` ${line}`}\n`).join("")} */`,
      ...imports.map(({ from, typeOnly, names }) => ({
        kind: StructureKind.ImportDeclaration as const,
        moduleSpecifier: from,
        isTypeOnly: typeOnly,
        namedImports: [...names],
      })),
      ...statements.map(statementStructure),
    ],
  };
}

function statementStructure(statement: Statement): StatementStructures | string {
  switch (statement.kind) {
    case "text":
      return statement.text;
    case "export-all":
      return { kind: StructureKind.ExportDeclaration, moduleSpecifier: statement.from };
    case "interface":
      return {
        kind: StructureKind.Interface,
        name: statement.name,
        isExported: true,
        docs: docs(statement.doc),
        properties: [statement.body],
      } as never;
    case "type":
      return {
        kind: StructureKind.TypeAlias,
        name: statement.name,
        isExported: true,
        docs: docs(statement.doc),
        typeParameters: [...statement.typeParameters],
        type: statement.text,
      };
    case "constant":
      return {
        kind: StructureKind.VariableStatement,
        declarationKind: "const" as never,
        isExported: statement.exported,
        docs: docs(statement.doc),
        declarations: [{ name: statement.name, initializer: statement.value }],
      };
    case "function":
      return {
        kind: StructureKind.Function,
        name: statement.name,
        isExported: true,
        docs: docs(statement.doc),
        typeParameters: [...statement.typeParameters],
        parameters: parameters(statement),
        returnType: statement.returns,
        statements: [...statement.body],
      };
  }
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
  return parameters.map((parameter, index) => ({
    ...parameter,
    leadingTrivia: "\n",
    ...(index === parameters.length - 1 ? { trailingTrivia: ",\n" } : {}),
  }));
}

function docs(lines: Doc) {
  return lines.length === 0 ? [] : [{ description: `\n${lines.join("\n")}` }];
}
