/** A hook's name without its version, and the version: `log_attempt_v1` is `log_attempt`, 1. */
interface Versioned {
  readonly stem: string;
  /** What stands between the stem and the number. */
  readonly mark: string;
  /** 0 where the name has none. */
  readonly version: number;
}

/**
 * Takes a name apart. Digits at the end without `_v` are a version only if there is a hook without
 * them: `control_allow_writable_config2` is one, `generate_rfc3464` is not.
 */
function parseVersion(name: string, known: ReadonlySet<string>): Versioned {
  const [, stem = name, mark = "", number = "0"] = /^(.+?)(_v)?(\d+)$/.exec(name) ?? [];
  if (number !== "0" && (mark === "_v" || known.has(stem)))
    return { stem, mark, version: Number(number) };
  return { stem: name, mark: known.has(`${name}2`) ? "" : "_v", version: 0 };
}

/**
 * The name of the next version of a hook, as Momentum names them: `log_attempt`, `log_attempt_v1`,
 * `log_attempt_v2`. `known` are the names of its scope.
 */
export function nextVersion(name: string, known: ReadonlySet<string>): string {
  const { stem, mark, version } = parseVersion(name, known);
  const first = mark === "" && version === 0 ? 2 : version + 1;
  for (let number = first; ; number++) {
    const next = `${stem}${mark}${number}`;
    if (!known.has(next)) return next;
  }
}

/** A hook's name without its version. */
export function versionStem(name: string, known: ReadonlySet<string>): string {
  return parseVersion(name, known).stem;
}
