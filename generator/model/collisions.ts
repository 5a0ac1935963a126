import { enumeratorsIn } from "../ctype/declaration.js";
import type { Definitions } from "../definitions/parse.js";
import { type Path, type Source, startOf } from "../definitions/yaml.js";
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.js";
import type { Hook, NamedCType } from "./catalog.js";
import { includeGuard, isRuntimeName, kebabCase, packageNames } from "./names.js";

interface Name {
  readonly kind: string;
  readonly name: string;
  /** What must not be the same. */
  readonly key: string;
}

/** Names that two things cannot share, or that are taken, though nothing in their files is the same. */
export function findCollisions(
  hooks: readonly Hook[],
  types: readonly NamedCType[],
  definitions: Definitions,
): Diagnostic[] {
  const owners = new Map<string, string>([
    ...fixedPages.map(([page, what]) => [`page\0${page}`, what] as const),
    ...hooks.flatMap(({ scope }) => [
      [`page\0hooks-${kebabCase(scope)}`, `the index of the scope ${scope}`] as const,
      [`file\0${scope.toLowerCase()}/index`, `the index of the scope ${scope}`] as const,
    ]),
  ]);
  const headers = new Map<string, Hook>();
  const parsedHooks = new Map(definitions.hooks.map((one) => [`${one.scope}/${one.name}`, one]));
  return [
    ...findScopeCollisions(definitions),
    ...findSharedCollisions(hooks, types, definitions),
    ...hooks.flatMap((hook) => {
      const names = namesOf(hook);
      const taken = names.find((name) => owners.has(keyOf(name)));
      for (const name of names) owners.set(keyOf(name), owners.get(keyOf(name)) ?? hook.id);
      const parsed = parsedHooks.get(hook.id);
      if (parsed === undefined) return [];
      const found = [];
      if (taken !== undefined) {
        const { kind, name } = taken;
        const other = owners.get(keyOf(taken)) ?? "";
        const isPage = kind === "page" && parsed.value.page !== undefined;
        const location = isPage ? parsed.source.at(["page"]) : startOf(parsed.source);
        found.push(diagnostic("name-collision", location, { name, kind, other }));
      }
      // Hooks may share a header, but two headers cannot share a guard.
      const guard = includeGuard(hook.header);
      const header = headers.get(guard) ?? hook;
      headers.set(guard, header);
      if (taken === undefined && header.header !== hook.header) {
        const kind = "include guard";
        const names = { name: guard, kind, other: header.id };
        const location =
          parsed.value.header === undefined ? startOf(parsed.source) : parsed.source.at(["header"]);
        found.push(diagnostic("name-collision", location, names));
      }
      if (/^(module-hooks\.h$|hook-types\/|hook-constants\/)/i.test(hook.header)) {
        const location = parsed.source.at(["header"]);
        const other = "the runtime";
        found.push(
          diagnostic("name-collision", location, { name: hook.header, kind: "header", other }),
        );
      }
      return found;
    }),
  ];
}

/** Pages that are there whatever hooks there are. */
const fixedPages = [
  ["hooks", "the list of all hooks"],
  ["diagnostics", "the list of all diagnostics"],
  ["life-of-a-hook", "the page on calls"],
] as const;
/** Modules beside the folders of the scopes. */
const fixedModules = ["hooks", "runtime", "types", "constants", "index", "dist"];

/** Scopes whose folders or index pages would be one, each at its first hook. */
function findScopeCollisions({ hooks }: Definitions): Diagnostic[] {
  const owners = new Map<string, string>();
  const seen = new Set<string>();
  return hooks.flatMap(({ scope, source }) => {
    if (seen.has(scope)) return [];
    seen.add(scope);
    const location = startOf(source);
    if (fixedModules.includes(scope.toLowerCase())) {
      const other = "the package itself";
      return [diagnostic("name-collision", location, { name: scope, kind: "module", other })];
    }
    const page = `hooks-${kebabCase(scope)}`;
    const owner = owners.get(page);
    owners.set(page, owner ?? scope);
    if (owner === undefined) return [];
    const other = `the scope ${owner}`;
    return [diagnostic("name-collision", location, { name: page, kind: "index page", other })];
  });
}

/** Types and constants that are called like a function of a hook, like each other, or like what is there. */
function findSharedCollisions(
  hooks: readonly Hook[],
  types: readonly NamedCType[],
  { types: typesFile, constants: constantsFile }: Definitions,
): Diagnostic[] {
  const owned = (names: readonly Name[], owner: string) =>
    names.map((name) => [keyOf(name), owner] as const);
  const functions = new Map(hooks.flatMap((hook) => owned(namesOfFunctions(hook), hook.id)));
  const all = new Map([
    ...functions,
    ...types.flatMap((type) => owned(namesOfType(type), `the type \`${type.name}\``)),
    ...[...packageNames].flatMap((name) => owned([inTypeScript(name)], "the package itself")),
  ]);
  const collision = (
    names: readonly Name[],
    owners: ReadonlyMap<string, string>,
    source: Source,
    path: Path,
  ) => {
    const taken = names.find((name) => owners.has(keyOf(name)));
    // Names that the runtime keeps are refused as such.
    if (taken === undefined || isRuntimeName(taken.name)) return [];
    const { kind, name } = taken;
    const other = owners.get(keyOf(taken)) ?? "";
    return [diagnostic("name-collision", source.atKey(path), { name, kind, other })];
  };
  const constants = Object.entries(constantsFile?.value ?? {}).flatMap(([group, { values }]) =>
    Object.keys(values).map((name) => ({ name, path: [group, "values", name] })),
  );
  const ofTypes = new Map(functions);
  return [
    ...types.flatMap((type) => {
      if (typesFile === null) return [];
      const found = collision(namesOfType(type), ofTypes, typesFile.source, [type.name]);
      for (const [name, owner] of owned(ordinaryNamesOf(type), `the type \`${type.name}\``))
        ofTypes.set(name, owner);
      return found;
    }),
    ...constants.flatMap(({ name, path }) =>
      constantsFile === null
        ? []
        : collision([inC(name), inTypeScript(name)], all, constantsFile.source, path),
    ),
  ];
}

const inC = (name: string): Name => ({ kind: "C name", name, key: name });
const inTypeScript = (name: string): Name => ({ kind: "TypeScript name", name, key: name });

function namesOfFunctions({ names }: Hook): Name[] {
  return [...Object.values(names.c).map(inC), ...Object.values(names.typescript).map(inTypeScript)];
}

function namesOfType(type: NamedCType): Name[] {
  const { typescript } = type;
  const own = typescript.kind === "inline" ? [] : [inTypeScript(typescript.name)];
  return [...ordinaryNamesOf(type), ...own];
}

/** What C calls ordinary identifiers (C17 6.2.3): the type's name, and the values of an enum. */
function ordinaryNamesOf({ name, declaration }: NamedCType): Name[] {
  return [name, ...enumeratorsIn(declaration ?? "")].map(inC);
}

function namesOf({ scope, name, names }: Hook): Name[] {
  const { provider, ...functions } = names.typescript;
  return [
    inC(names.full),
    ...[provider, ...Object.values(functions)].map(inTypeScript),
    { kind: "page", name: names.page, key: names.page },
    { kind: "file", name: `${scope}/${name}`, key: `${scope}/${name}`.toLowerCase() },
  ];
}

function keyOf({ kind, key }: Name): string {
  return `${kind}\0${key}`;
}
