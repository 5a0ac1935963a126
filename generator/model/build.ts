import type { Definitions } from "../definitions/parse.js";
import { startOf } from "../definitions/yaml.js";
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.js";
import { type Context, HookBuilder } from "./build-hook.js";
import { buildConstants, buildGroups, buildTypes } from "./build-types.js";
import { type Catalog, emptyCatalog, typesByName } from "./catalog.js";
import { findCollisions } from "./collisions.js";
import { findReplacementCycles } from "./cycles.js";
import { isHookId } from "./names.js";
import { byCodeUnits } from "./order.js";

/** Builds the catalogue from definitions of the right shape, with every mistake in what they say. */
export function buildCatalog(definitions: Definitions): {
  catalog: Catalog;
  diagnostics: Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const types = buildTypes(definitions, diagnostics);
  const constants = buildConstants(definitions.constants, diagnostics);
  const context: Context = {
    definitions,
    types: typesByName(types),
    constants: new Map(
      constants.flatMap((group) => group.constants.map(({ name, value }) => [name, value])),
    ),
  };
  const hooks = definitions.hooks.flatMap((parsed) => {
    const builder = new HookBuilder(context, parsed);
    const hook = builder.build();
    diagnostics.push(...builder.diagnostics);
    return hook === null ? [] : [hook];
  });
  hooks.sort((a, b) => byCodeUnits(a.scope, b.scope) || byCodeUnits(a.name, b.name));
  diagnostics.push(
    ...findUnknownScopes(definitions),
    ...findCollisions(hooks, types, definitions),
    ...findReplacementCycles(definitions),
    ...checkRemoved(definitions),
  );
  const usedScopes = new Set(hooks.map(({ scope }) => scope));
  const scopes = Object.entries(definitions.scopes?.value ?? {})
    .map(([name, scope]) => ({ name, ...scope }))
    .filter(({ name }) => usedScopes.has(name));
  const usedGroups = new Set(hooks.map(({ group }) => group));
  const groups = buildGroups(definitions, diagnostics).filter(({ name }) => usedGroups.has(name));
  const {
    description = null,
    license = null,
    ...named
  } = definitions.package?.value ?? emptyCatalog.package;
  const catalog = {
    hooks,
    scopes,
    groups,
    package: { ...named, description, license },
    types,
    constants,
  };
  return { catalog, diagnostics };
}

/** Scopes that are not in `scopes.yaml`, each at its first hook. */
function findUnknownScopes({ hooks, scopes, broken }: Definitions): Diagnostic[] {
  if (broken.has("scopes.yaml")) return [];
  const known = Object.keys(scopes?.value ?? {});
  const seen = new Set(known);
  return hooks.flatMap(({ scope, source }) => {
    if (seen.has(scope)) return [];
    seen.add(scope);
    return [diagnostic("unknown-scope", startOf(source), { scope, known })];
  });
}

/** What `removed.yaml` sends people to has to be there, or be in it, too. */
function checkRemoved({ removed, knownHooks }: Definitions): Diagnostic[] {
  if (removed === null) return [];
  const known = [...knownHooks, ...Object.keys(removed.value)];
  return Object.entries(removed.value).flatMap(([id, { replacement }]) => {
    if (replacement === undefined || !isHookId(replacement)) return [];
    const location = removed.source.at([id, "replacement"]);
    if (replacement === id) return [diagnostic("self-reference", location, { id })];
    if (known.includes(replacement)) return [];
    return [diagnostic("unknown-hook", location, { id: replacement, known: [...knownHooks] })];
  });
}
