import type { Definitions } from "../definitions/parse.js";
import { startOf } from "../definitions/yaml.js";
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.js";
import type { Hook } from "./catalog.js";
import { includeGuard } from "./names.js";

/** Names that two hooks cannot share, though nothing in their files is the same. */
export function findCollisions(hooks: readonly Hook[], definitions: Definitions): Diagnostic[] {
  const owners = new Map<string, Hook>();
  const diagnostics: Diagnostic[] = [];
  for (const hook of hooks) {
    const names: [kind: string, name: string, key: string][] = [
      ["C name", hook.names.full, hook.names.full],
      ["TypeScript name", hook.names.typescript.provider, hook.names.typescript.provider],
      ["page", hook.names.page, hook.names.page],
      ["file", `${hook.scope}/${hook.name}`, `${hook.scope}/${hook.name}`.toLowerCase()],
      ["include guard", includeGuard(hook.header), includeGuard(hook.header)],
    ];
    const taken = names.find(([kind, , key]) => {
      const owner = owners.get(`${kind}\0${key}`);
      const shares = kind === "include guard" && owner?.header === hook.header;
      return owner !== undefined && !shares;
    });
    for (const [kind, , key] of names) {
      const place = `${kind}\0${key}`;
      owners.set(place, owners.get(place) ?? hook);
    }
    const parsed = definitions.hooks.find(
      ({ scope, name }) => scope === hook.scope && name === hook.name,
    );
    if (taken === undefined || parsed === undefined) continue;
    const [kind, name, key] = taken;
    const other = owners.get(`${kind}\0${key}`)?.id ?? "";
    const location = startOf(parsed.source);
    diagnostics.push(diagnostic("name-collision", location, { name, kind, other }));
  }
  return diagnostics;
}
