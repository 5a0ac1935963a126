import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseDeclaration } from "../generator/ctype/parse.js";
import { printType } from "../generator/ctype/print.js";
import { hookNames } from "../generator/model/names.js";
import { root } from "./support/tools.js";

interface PublishedHook {
  readonly page: string;
  readonly scope: string;
  readonly name: string;
  readonly headers: readonly string[];
  readonly returns: string;
  readonly parameters: readonly { readonly type: string | null; readonly name: string }[];
}

interface GeneratedHook {
  readonly scope: string;
  readonly name: string;
  readonly header: string | null;
  readonly returns: { readonly type: string };
  readonly parameters: readonly { readonly type: string; readonly name: string }[];
}

const read = (path: string) => JSON.parse(readFileSync(join(root, path), "utf8"));
/** The facts of the published reference: a copy of shared/momentum/hooks.json. */
const published: PublishedHook[] = read("test/facts/hooks.json");
const generated: GeneratedHook[] = read("generated/hooks.json").hooks;

/** The published header; none for what is published for Lua only. */
function headerOf(fact: PublishedHook | undefined): string | null | undefined {
  // Its page names two headers of the SDK that it needs, and none of its own.
  if (fact?.scope === "generic_delivery") return "hooks/generic_delivery/msg_dispose.h";
  return fact?.headers.length === 0 ? null : fact?.headers[0];
}

describe("the definitions have the published signatures", () => {
  test("there is one for each published hook", () => {
    const names = (hooks: readonly { scope: string; name: string }[]) =>
      hooks.map(({ scope, name }) => `${scope}/${name}`).sort();
    expect(published).toHaveLength(162);
    expect(names(generated)).toEqual(names(published));
  });

  test.each(generated.map((hook) => [`${hook.scope}/${hook.name}`, hook] as const))(
    "%s",
    (_, hook) => {
      const fact = published.find(({ scope, name }) => scope === hook.scope && name === hook.name);
      const signature = {
        header: hook.header,
        returns: hook.returns.type,
        parameters: hook.parameters.map(({ name, type }) => ({ type, name })),
      };
      expect(signature).toEqual({
        header: headerOf(fact),
        returns: fact?.returns,
        parameters: fact?.parameters,
      });
    },
  );
});

test("every published C type is read, and printed as it is published", () => {
  const types = new Set(published.flatMap(({ parameters }) => parameters.map(({ type }) => type)));
  types.delete(null);
  expect(types.size).toBeGreaterThan(50);
  for (const type of types) {
    const result = parseDeclaration(type ?? "");
    expect(result.ok && printType(result.declaration.type)).toBe(type);
  }
});

test("pages are named as published", () => {
  // Momentum 4 has a scheme of its own, and one page of Momentum 3 is named after the header.
  const own = published.filter(
    ({ page }) => !page.startsWith("4/") && !page.startsWith("hooks-auto-"),
  );
  expect(own.length).toBe(156);
  for (const { scope, name, page } of own) expect(hookNames(scope, name).page).toBe(page);
});
