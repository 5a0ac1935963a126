import { codeWords } from "../diagnostics/words.js";

/** Whether `text` is a C identifier. */
export function isIdentifier(text: string): boolean {
  return /^[A-Za-z_]\w*$/.test(text);
}

/** The identifier that was likely meant by `text`: `conn-fd` → `conn_fd`. */
export function identifierFrom(text: string): string | null {
  const mended = text.trim().replace(/[\s.-]+/g, "_");
  return mended !== text && isIdentifier(mended) ? mended : null;
}

/** What is known of a value of the wrong form: what it should be, what it is, and where it stands. */
export interface WrongValue {
  readonly expected: string;
  readonly input: unknown;
  /** The field whose value it is; empty for an item of a list. */
  readonly field: string;
  /** The fields of the mapping that is expected. */
  readonly fields: readonly string[];
  /** The fields of each item, where a list of mappings or mappings by name are expected. */
  readonly items: readonly string[];
  /** The rest of the line where the mistake is shown. */
  readonly shown: string;
}

/** How a value of the wrong form is mended, where that is known. */
export function mendValue(value: WrongValue): string | null {
  const { expected, input, field, shown } = value;
  if (input === null || input === undefined) return mendNothing(value);
  if (typeof input === "object" && field === "stop")
    return "write one word, as in `nonzero`, or `{ equals: X }`";
  if (Array.isArray(input)) {
    if (field === "returns") return "write a C type, or a mapping with `type`";
    if (expected.startsWith("one of")) return "write one of them, without brackets";
    if (expected !== "a mapping") return "a text that begins with `[` or `- ` needs quotes";
    return value.fields.length === 0 || shown.startsWith("[")
      ? aboutFields(value)
      : "take the `- ` away: fields stand without one";
  }
  if (typeof input === "object") return mendMapping(input, value);
  if (typeof input === "boolean") return mendBoolean(input, value);
  if (field === "length" || field === "chain") return "it is the name of a parameter of the hook";
  return mendText(value, String(input));
}

function mendBoolean(input: boolean, value: WrongValue): string | null {
  const { expected, field } = value;
  if (expected === "a mapping") return aboutFields(value);
  if (expected !== "a text") return null;
  if (field === "name") return "choose another name";
  const isNumber = ["default", "equals", "not"].includes(field);
  return isNumber ? `write \`${input ? 1 : 0}\`` : `put it in quotes: "${input}"`;
}

function aboutFields({ fields, items }: WrongValue): string {
  if (fields.length > 8) return `write its fields, each on a line: \`${fields[0]}: ...\``;
  if (fields.length > 0) return `its fields are ${codeWords(fields)}`;
  if (items.length === 0) return "write each as `name: value`";
  return `write each by its name and a colon, with its fields below it: ${codeWords(items)}`;
}

function mendNothing(value: WrongValue): string | null {
  if (/(^|[:-]\s+)#/.test(value.shown)) return "a `#` begins a comment: put the text in quotes";
  if (value.fields.length > 0) return aboutFields(value);
  return value.field === ""
    ? "write it behind the `-`, or take the line out"
    : "write it behind the colon, or take the field out";
}

function mendMapping(input: object, { expected, items, shown }: WrongValue): string | null {
  const [first = ""] = Object.keys(input);
  if (expected !== "a list")
    return shown.startsWith("{")
      ? "a text that begins with `{` needs quotes"
      : "a text with a colon in it needs quotes";
  if (/^-\w/.test(first)) return "put a space behind the `-` of each item";
  return items.includes("name") && !items.includes(first)
    ? `write \`- name: ${first}\` for each, with its other fields below it`
    : "put `- ` before each item";
}

function mendList(text: string, items: readonly string[]): string {
  if (/^(no|none|nothing|null)$/i.test(text)) return "take the field out";
  if (items.length > 0) return `write \`- \` before each item, and its fields: ${codeWords(items)}`;
  if (/^-\S/.test(text)) return `put a space behind the \`-\`: \`- ${text.slice(1)}\``;
  const parts = text.split(/\s*,\s*/);
  return parts.some((part) => /\s/.test(part))
    ? `write it on a line of its own, behind a dash: \`- ${text.split("\n")[0]}\``
    : `write \`[${parts.join(", ")}]\``;
}

function mendText(value: WrongValue, text: string): string | null {
  const { expected } = value;
  const glued = /^([\w-]+):(\S+)/.exec(text);
  switch (expected) {
    case "a mapping":
      if (glued !== null) return `a colon needs a space behind it: \`${glued[1]}: ${glued[2]}\``;
      return aboutFields(value);
    case "a list":
      return mendList(text, value.items);
    case "`true` or `false`":
      if (/^(yes|y|on|1|true)$/i.test(text)) return "write `true`";
      return /^(no|n|off|0|false)$/i.test(text) ? "write `false`" : null;
    case "text on one line":
      return "keep the first line; what follows belongs into a field of its own";
    case "C on one line":
      return "write the type on one line, without `|`";
    case "a C identifier":
      return (
        meant(tagFrom(text) ?? identifierFrom(text)) ??
        "letters, digits and `_`, and no digit first"
      );
    case "the name of a C type":
      return meant(identifierFrom(text.replace(/[\s*]+$/, "")) ?? text.replace(/[\s*]+$/, ""));
    case "a date as in 2026-01-31":
      return meant(dateFrom(text)) ?? "write year, month and day of a day that the calendar has";
    case "a header's path, as in hooks/x.h":
    case "a header's path, as in dns.h or <stdio.h>":
      return mendHeader(text, expected);
    case "a page's name, without its ending":
      return meant(text.replace(/\.\w+$/, "").replace(/[^\w-]+/g, "-"));
    case "a name that npm allows":
      return meant(text.toLowerCase().replace(/\s+/g, "-"));
    case "a version as in 1.2.3":
      return meant(versionFrom(text));
    case "a whole number":
      return mendNumber(text);
    default:
      return null;
  }
}

function mendHeader(text: string, expected: string): string {
  const directive = /^#\s*include\s+["<]?([^">]*)/.exec(text)?.[1];
  if (directive !== undefined) {
    const isSystem = text.includes("<");
    return `did you mean \`${isSystem ? `<${directive}>` : directive}\`?`;
  }
  if (/^<[^>]*$|^[^<]*>$/.test(text)) return `did you mean \`<${text.replace(/[<>]/g, "")}>\`?`;
  if (text.includes("\\")) return `did you mean \`${text.replaceAll("\\", "/")}\`?`;
  if (/^["'].*["']$/.test(text)) return `did you mean \`${text.slice(1, -1)}\`?`;
  if (/(^|\/)\.\.?(\/|$)/.test(text))
    return "a path stays in the include folder: take the dots out";
  if (/^([A-Za-z]:)?\//.test(text))
    return "a path starts in the include folder: take what comes before it out";
  if (/\s/.test(text)) return "write it without spaces";
  if (expected.includes("hooks/x.h")) {
    if (text.startsWith("<")) return "it is a header of ours: write it without brackets";
    return `did you mean \`${text.replace(/(\.\w+)?$/, ".h")}\`?`;
  }
  return "letters, digits, `_`, `-`, `.` and `/`";
}

/** What is said of a number that is written in another way than ours. */
export function mendNumber(text: string): string {
  const bare = text.replaceAll("_", "");
  if (/^-?(0x[\da-f]+|0o[0-7]+|0b[01]+)$/i.test(bare) && !bare.startsWith("-"))
    return `in decimal: \`${BigInt(bare)}\``;
  if (/^-?0\d+$/.test(bare)) return `without the zero in front: \`${BigInt(bare)}\``;
  return "write decimal digits, with `-` in front if it is negative, and at most 64 bits";
}

function tagFrom(text: string): string | null {
  return /^(?:struct|union|enum)\s+(\w+)$/.exec(text)?.[1] ?? null;
}

function dateFrom(text: string): string | null {
  const [, year, month, day] = /^(\d{4})\W(\d{1,2})\W(\d{1,2})$/.exec(text) ?? [];
  const [, late, middle, last] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text) ?? [];
  const parts = year === undefined ? [last, middle, late] : [year, month, day];
  if (parts.some((part) => part === undefined)) return null;
  const date = parts.map((part) => part?.padStart(2, "0")).join("-");
  return isDay(date) ? date : null;
}

/** Whether `text` is a day of the calendar as in 2026-01-31. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function versionFrom(text: string): string | null {
  const bare = text.replace(/^v/, "");
  if (/^\d+\.\d+\.\d+$/.test(bare)) return bare;
  if (/^\d+\.\d+$/.test(bare)) return `${bare}.0`;
  return /^\d+$/.test(bare) ? `${bare}.0.0` : null;
}

function meant(text: string | null): string | null {
  return text === null || text === "" ? null : `did you mean \`${text}\`?`;
}
