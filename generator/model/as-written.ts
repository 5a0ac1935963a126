import type { Path } from "../definitions/yaml.js";

/** Whether the mapping at `path` of a document is `entry` as it was written: nothing in it is wrong. */
export function isAsWritten(data: unknown, path: Path, entry: object): boolean {
  let written = data;
  for (const key of path)
    written = (written as Record<string | number, unknown> | undefined)?.[key];
  const keys = Object.keys(written ?? {});
  return (
    keys.length === Object.keys(entry).length && keys.every((key) => Object.hasOwn(entry, key))
  );
}
