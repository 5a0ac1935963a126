import {
  type Catalog,
  type ConstantGroup,
  type NamedCType,
  typesByName,
} from "../model/catalog.js";
import { originLine } from "../model/prose.js";
import { commentLines, paragraphs } from "./comment.js";
import { type OutputFile, textFile } from "./output-file.js";
import { verbatim } from "./templates.js";
import { hookModule } from "./typescript-hook.js";
import { moduleDoc, type Statement, type TypeScriptModule } from "./typescript-module.js";

/** The TypeScript tree: a module a hook, the types, the constants, the runtime, and what exports them. */
export function emitTypeScript(catalog: Catalog): OutputFile[] {
  const types = typesByName(catalog.types);
  const runtime = originLine(["templates/typescript/runtime.ts"]);
  const shared = [
    { name: "constants", module: constantsModule(catalog.constants) },
    { name: "types", module: typesModule(catalog.types) },
  ].filter(({ module }) => module.statements.length > 0);
  const files = [...shared.map(({ name }) => name), "runtime"].sort();
  return [
    textFile("ts/package.json", [], packageText),
    textFile("ts/runtime.ts", [], `/* ${runtime} */\n${verbatim.typescriptRuntime}`),
    ...shared.map(({ name, module }) => moduleFile(`ts/${name}.ts`, [], module)),
    ...catalog.hooks.map((hook) =>
      moduleFile(`ts/${hook.scope}/${hook.name}.ts`, [hook.id], hookModule(hook, types, catalog)),
    ),
    ...catalog.scopes.map(({ name }) =>
      moduleFile(`ts/${name}/index.ts`, [], scopeModule(name, catalog)),
    ),
    moduleFile("ts/index.ts", [], rootModule(files, catalog)),
  ];
}

const packageText = `${JSON.stringify(
  {
    $comment: originLine(["definitions/**/*.yaml"]),
    private: true,
    type: "module",
    sideEffects: false,
  },
  null,
  2,
)}\n`;

function moduleFile(path: string, hooks: readonly string[], module: TypeScriptModule): OutputFile {
  return { path, hooks, content: { kind: "typescript", module } };
}

function rootModule(files: readonly string[], catalog: Catalog): TypeScriptModule {
  const shared = files.map((name) => `./${name}.js`);
  const scopes = catalog.scopes.map(({ name }) => `./${name}/index.js`).sort();
  return barrel("Every hook, by scope.", ["definitions/scopes.yaml"], [...shared, ...scopes]);
}

function scopeModule(scope: string, catalog: Catalog): TypeScriptModule {
  const hooks = catalog.hooks.filter((hook) => hook.scope === scope);
  const files = hooks.map(({ name }) => `./${name}.js`);
  return barrel(`The hooks of the scope ${scope}.`, [`definitions/${scope}/*.yaml`], files);
}

function barrel(
  summary: string,
  sources: readonly string[],
  files: readonly string[],
): TypeScriptModule {
  return {
    doc: moduleDoc(summary, sources),
    imports: [],
    statements: files.map((from) => ({ kind: "export-all", from })),
  };
}

function typesModule(types: readonly NamedCType[]): TypeScriptModule {
  return {
    doc: moduleDoc("The C types of the hooks.", ["definitions/types.yaml"]),
    imports: types.some(({ typescript }) => typescript.kind === "opaque")
      ? [{ from: "./runtime.js", typeOnly: true, names: ["Handle"] }]
      : [],
    statements: types.flatMap(({ name, summary, typescript }) => {
      if (typescript.kind === "inline") return [];
      const text =
        typescript.kind === "alias" ? typescript.text : `Handle<${JSON.stringify(name)}>`;
      const doc = commentLines(`${summary}\n\nC: \`${name}\``);
      return [{ kind: "type", name: typescript.name, doc, typeParameters: [], text }];
    }),
  };
}

function constantsModule(groups: readonly ConstantGroup[]): TypeScriptModule {
  const standInNote = "The number is a stand-in: Momentum publishes the name only.";
  return {
    doc: moduleDoc("Named numbers that hooks take or return.", ["definitions/constants.yaml"]),
    imports: [],
    statements: groups.flatMap((group) =>
      group.constants.map(
        ({ name, summary, value, standIn }): Statement => ({
          kind: "constant",
          name,
          exported: true,
          doc: paragraphs(commentLines(summary), standIn ? [standInNote] : []),
          value,
        }),
      ),
    ),
  };
}
