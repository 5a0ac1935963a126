import { parseDeclaration } from "../ctype/parse.js";
import { declaredNamesIn } from "../ctype/type.js";
import type { Definitions, ParsedHook } from "../definitions/parse.js";
import { type Path, type Source, startOf } from "../definitions/yaml.js";
import { type Diagnostic, diagnostic } from "../diagnostics/diagnostic.js";
import { duplicateItems } from "./duplicates.js";

/** What could be better in the definitions, apart from what each allows. */
export function lint(definitions: Definitions): Diagnostic[] {
  const typedefs = typedefsByStruct(definitions);
  return definitions.hooks.flatMap((parsed) => {
    // What stands in for something wrong is nothing to find fault with.
    if (parsed.repaired) return [];
    const found = lintHook(parsed, typedefs);
    const allowed = parsed.value.allow ?? [];
    const unused = allowed.flatMap((code, index) => {
      if (found.some((one) => one.code === code)) return [];
      const location = parsed.source.at(["allow", index]);
      return [diagnostic("unused-allow", location, { allowed: code })];
    });
    unused.push(...duplicateItems(parsed.source, ["allow"], allowed));
    return [...found.filter(({ code }) => !allowed.some((one) => one === code)), ...unused];
  });
}

function lintHook(
  { value, source }: ParsedHook,
  typedefs: ReadonlyMap<string, string>,
): Diagnostic[] {
  const { parameters = [], returns, threading } = value;
  return [
    ...(threading === undefined ? [diagnostic("threading-not-given", startOf(source), {})] : []),
    ...parameters.flatMap(({ name, type = "", meaning }, index) => {
      const location = source.at(["parameters", index, "name"]);
      return [
        ...(meaning === undefined
          ? [diagnostic("parameter-without-meaning", location, { name })]
          : []),
        ...(isPlaceholder(name) ? [diagnostic("placeholder-name", location, { name })] : []),
        ...structsWithTypedef(source, ["parameters", index, "type"], type, typedefs),
      ];
    }),
    ...(typeof returns === "string"
      ? structsWithTypedef(source, ["returns"], returns, typedefs)
      : structsWithTypedef(source, ["returns", "type"], returns.type, typedefs)),
  ];
}

function isPlaceholder(name: string): boolean {
  return /^([a-z]|(arg|param|foo|bar|tmp)\d*)$/.test(name);
}

/** The structs in a C type that a typedef of `types.yaml` names, too. */
function structsWithTypedef(
  source: Source,
  path: Path,
  text: string,
  typedefs: ReadonlyMap<string, string>,
): Diagnostic[] {
  const parsed = parseDeclaration(text);
  if (!parsed.ok) return [];
  return declaredNamesIn(parsed.declaration.type).flatMap((name) => {
    const typedef = typedefs.get(name);
    if (typedef === undefined) return [];
    const found = new RegExp(`\\b${name.replace(" ", "\\s+")}\\b`).exec(text);
    const place = source.within(path, found?.index ?? 0, found?.[0].length ?? text.length);
    return [diagnostic("struct-with-typedef", place, { name, typedef })];
  });
}

function typedefsByStruct({ types }: Definitions): Map<string, string> {
  return new Map(
    Object.entries(types?.value ?? {}).flatMap(([name, { struct }]): [string, string][] =>
      // Of a struct that is not declared there is already more to say.
      struct === undefined || !Object.hasOwn(types?.value ?? {}, `struct ${struct}`)
        ? []
        : [[`struct ${struct}`, name]],
    ),
  );
}
