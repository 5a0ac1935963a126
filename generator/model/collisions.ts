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
  const owners = new Map(
    hooks.map(({ scope }) => [
      `page\0hooks-${kebabCase(scope)}`,
      `the index of the scope ${scope}`,
    ]),
  );
  const headers = new Map<string, Hook>();
  const parsedHooks = new Map(definitions.hooks.map((one) => [`${one.scope}/${one.name}`, one]));
  return hooks.flatMap((hook) => {
    const names = namesOf(hook);
    const taken = names.find((name) => owners.has(keyOf(name)));
    for (const name of names) owners.set(keyOf(name), owners.get(keyOf(name)) ?? hook.id);
    const parsed = parsedHooks.get(hook.id);
    if (parsed === undefined) return [];
    const found = [];
    if (taken !== undefined) {
      const { kind, name } = taken;
      const other = owners.get(keyOf(taken)) ?? "";
      found.push(diagnostic("name-collision", startOf(parsed.source), { name, kind, other }));
    }
    // Hooks may share a header, but two headers cannot share a guard.
    const guard = includeGuard(hook.header);
    const header = headers.get(guard) ?? hook;
    headers.set(guard, header);
    if (taken === undefined && header.header !== hook.header) {
      const kind = "include guard";
      const names = { name: guard, kind, other: header.id };
      found.push(diagnostic("name-collision", startOf(parsed.source), names));
    }
    if (/^(module-hooks\.h$|hook-types\/|hook-constants\/)/i.test(hook.header)) {
      const location = parsed.source.at(["header"]);
      const other = "the runtime";
      found.push(
        diagnostic("name-collision", location, { name: hook.header, kind: "header", other }),
      );
    }
    return found;
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
