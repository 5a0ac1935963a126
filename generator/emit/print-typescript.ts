import CodeBlockWriter from "code-block-writer";
import {
  type Doc,
  type ImportDeclaration,
  parameterList,
  type Statement,
  type TypeScriptModule,
} from "./typescript-module.js";

/*
 * Written with the writer that ts-morph itself prints with, and without ts-morph: nothing reads the
 * text again here, and reading it takes ten times as long as writing it.
 */

/** The text of a module. */
export function printTypeScript({ doc, imports, statements }: TypeScriptModule): string {
  const writer = new CodeBlockWriter({ indentNumberOfSpaces: 2, newLine: "\n" });
  writeDoc(writer, doc);
  for (const declaration of imports) writer.writeLine(importText(declaration));
  for (const statement of statements) {
    // Exports of whole modules stand close together.
    if (statement.kind !== "export-all") writer.blankLine();
    writeStatement(writer, statement);
  }
  return writer.toString();
}

function importText({ from, typeOnly, names }: ImportDeclaration): string {
  return `import ${typeOnly ? "type " : ""}{ ${names.join(", ")} } from ${JSON.stringify(from)};`;
}

function writeStatement(writer: CodeBlockWriter, statement: Statement): void {
  if (statement.kind === "export-all") {
    writer.writeLine(`export * from ${JSON.stringify(statement.from)};`);
    return;
  }
  if (statement.doc.length > 0) writeDoc(writer, statement.doc);
  switch (statement.kind) {
    case "type":
      writer.writeLine(`export type ${statement.name}${defaults(statement)} = ${statement.text};`);
      return;
    case "constant":
      writer.writeLine(constantText(statement));
      return;
    case "interface":
      writer.write(`export interface ${statement.name}`).block(() => {
        for (const { name, type } of statement.members)
          writer.writeLine(`readonly ${name}: ${type};`);
      });
      return;
    case "function":
      writer.write(signatureText(statement)).block(() => {
        for (const line of statement.body) writer.writeLine(line);
      });
  }
}

function defaults({ typeParameters }: Extract<Statement, { kind: "type" }>): string {
  const generic = typeParameters.map((parameter) => `${parameter.name} = ${parameter.default}`);
  return generic.length > 0 ? `<${generic.join(", ")}>` : "";
}

function constantText({ name, exported, type, value }: Extract<Statement, { kind: "constant" }>) {
  const declared = type === undefined ? name : `${name}: ${type}`;
  return `${exported ? "export " : ""}const ${declared} = ${value};`;
}

function signatureText(statement: Extract<Statement, { kind: "function" }>): string {
  const { name, exported = true, typeParameters, parameters, returns } = statement;
  const generic = typeParameters.length > 0 ? `<${typeParameters.join(", ")}>` : "";
  const before = `${exported ? "export " : ""}function ${name}${generic}`;
  return `${before}${parameterList(before, parameters, `: ${returns} {`)}: ${returns}`;
}

function writeDoc(writer: CodeBlockWriter, lines: Doc): void {
  writer.writeLine("/**");
  for (const line of lines) writer.writeLine(line === "" ? " *" : ` * ${line}`);
  writer.writeLine(" */");
}
