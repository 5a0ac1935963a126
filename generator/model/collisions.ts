import type { Definitions } from "../definitions/parse.js";
import { startOf } from "../definitions/yaml.js";
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.js";
import type { Hook } from "./catalog.js";
import { includeGuard, kebabCase } from "./names.js";

interface Name {
  readonly kind: string;
  readonly name: string;
  /** What must not be the same. */
  readonly key: string;
}

/** Names that two hooks cannot share, or that are taken, though nothing in their files is the same. */
export function findCollisions(hooks: readonly Hook[], definitions: Definitions): Diagnostic[] {
  const owners = new Map<string, string>([
    ...fixedPages.map((page) => [`page\0${page}`, "another page"] as const),
    ...hooks.flatMap(({ scope }) => [
      [`page\0hooks-${kebabCase(scope)}`, `the index of the scope ${scope}`] as const,
      [`file\0${scope.toLowerCase()}/index`, `the index of the scope ${scope}`] as const,
    ]),
  ]);
  const headers = new Map<string, Hook>();
  const parsedHooks = new Map(definitions.hooks.map((one) => [`${one.scope}/${one.name}`, one]));
  return [
    ...findScopeCollisions(definitions),
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
const fixedPages = ["hooks", "diagnostics", "life-of-a-hook"];
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

function namesOf({ scope, name, names }: Hook): Name[] {
  const { provider } = names.typescript;
  return [
    { kind: "C name", name: names.full, key: names.full },
    { kind: "TypeScript name", name: provider, key: provider },
    { kind: "page", name: names.page, key: names.page },
    { kind: "file", name: `${scope}/${name}`, key: `${scope}/${name}`.toLowerCase() },
  ];
}

function keyOf({ kind, key }: Name): string {
  return `${kind}\0${key}`;
}
