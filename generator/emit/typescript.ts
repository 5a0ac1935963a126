import {
  type Catalog,
  type ConstantGroup,
  type NamedCType,
  typesByName,
} from "../model/catalog.js";
import { originLine } from "../model/prose.js";
import { commentLines, paragraphs } from "./comment.js";
import { type OutputFile, outputFile } from "./output-file.js";
import { printTypeScript } from "./print-typescript.js";
import { templates, verbatim } from "./templates.js";
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
  const files = [...shared.map(({ name }) => name), "hooks", "runtime"].sort();
  return [
    outputFile("ts/package.json", [], packageText(catalog)),
    outputFile("ts/tsconfig.json", [], verbatim.typescriptProject),
    outputFile("ts/README.md", [], packageReadme(catalog)),
    moduleFile("ts/hooks.ts", [], indexModule(catalog)),
    outputFile("ts/runtime.ts", [], `/* ${runtime} */\n${verbatim.typescriptRuntime}`),
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

/** What npm and bundlers read. Everything but the compiled modules is for those who build it. */
function packageText({ package: own, scopes }: Catalog): string {
  const module = (path: string) => ({
    types: `./dist/${path}.d.ts`,
    default: `./dist/${path}.js`,
  });
  const shared = ["hooks", "runtime", "types", "constants"];
  const exports = Object.fromEntries([
    [".", module("index")],
    ...shared.map((name) => [`./${name}`, module(name)]),
    ...scopes.flatMap(({ name }) => [
      [`./${name}`, module(`${name}/index`)],
      [`./${name}/*`, module(`${name}/*`)],
    ]),
  ]);
  const { name, version, description, license } = own;
  const content = {
    $comment: originLine(["definitions/package.yaml", "definitions/scopes.yaml"]),
    name,
    version,
    ...(description === null ? {} : { description }),
    ...(license === null ? {} : { license }),
    type: "module",
    sideEffects: false,
    exports,
    files: ["dist"],
    scripts: { build: "tsc", prepack: "npm run build" },
    devDependencies: { typescript: ">=5.0" },
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function packageReadme(catalog: Catalog): string {
  const [hook] = catalog.hooks;
  if (hook === undefined) throw new Error("a catalogue without hooks");
  return templates.packageReadme({
    origin: originLine(["definitions/package.yaml"]),
    name: catalog.package.name,
    hook: hook.id,
    register: hook.names.typescript.registerLast,
  });
}

/** Every hook by name. A hook is one line, so that another one is a small diff. */
function indexModule(catalog: Catalog): TypeScriptModule {
  const entries = catalog.hooks.map(({ scope, name, names }) => ({
    key: `${scope}.${name}`,
    from: `./${scope}/${name}.js`,
    own: names.typescript.hook,
  }));
  const lines = entries.map(({ key, own }) => `  ${JSON.stringify(key)}: ${own},\n`);
  return {
    doc: moduleDoc("Every hook by name, with what is known of it and its functions.", [
      "definitions/",
    ]),
    imports: entries.map(({ from, own }) => ({ from, typeOnly: false, names: [own] })),
    statements: [
      {
        kind: "interface",
        name: "Hooks",
        doc: ["Every hook by its name."],
        members: entries.map(({ key, own }) => ({
          name: JSON.stringify(key),
          type: `typeof ${own}`,
        })),
      },
      {
        kind: "constant",
        name: "hooks",
        exported: true,
        doc: [
          'Every hook: `hooks["<scope>.<name>"]` has its description and its functions, each with',
          "the types of that hook.",
        ],
        type: "Hooks",
        value: `{\n${lines.join("")}}`,
      },
      {
        kind: "type",
        name: "HookName",
        doc: ["The name of a hook: `<scope>.<name>`."],
        typeParameters: [],
        text: "keyof Hooks",
      },
      {
        kind: "type",
        name: "HookArguments",
        doc: ["What the hook of this name is called with."],
        typeParameters: [{ name: "Name extends HookName", default: "HookName" }],
        text: 'Parameters<Hooks[Name]["call"]>',
      },
      {
        kind: "type",
        name: "HookResult",
        doc: ["What a call of the hook of this name returns."],
        typeParameters: [{ name: "Name extends HookName", default: "HookName" }],
        text: 'ReturnType<Hooks[Name]["call"]>',
      },
      {
        kind: "type",
        name: "HookProvider",
        doc: ["A provider of the hook of this name."],
        typeParameters: [{ name: "Name extends HookName", default: "HookName" }],
        text: 'Parameters<Hooks[Name]["registerLast"]>[0]',
      },
    ],
  };
}

function moduleFile(path: string, hooks: readonly string[], module: TypeScriptModule): OutputFile {
  return outputFile(path, hooks, printTypeScript(module));
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
