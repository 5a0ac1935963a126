import type { CType } from "../ctype/type.js";

/** The smallest and largest value that each type of C holds wherever Momentum runs (LP64). */
const ranges: ReadonlyMap<string, readonly [bigint, bigint]> = new Map([
  ["bool", [0n, 1n]],
  // Whether a plain char has a sign is up to the machine.
  ["char", [0n, 127n]],
  ["signed char", signed(8n)],
  ["unsigned char", [0n, 255n]],
  ["short", signed(16n)],
  ["unsigned short", [0n, 65535n]],
  ["int", signed(32n)],
  ["unsigned int", [0n, 4294967295n]],
  ["long", signed(64n)],
  ["long long", signed(64n)],
  // What is larger needs a suffix.
  ["unsigned long", [0n, signed(64n)[1]]],
  ["unsigned long long", [0n, signed(64n)[1]]],
]);

function signed(bits: bigint): readonly [bigint, bigint] {
  const half = 1n << (bits - 1n);
  // The smallest value of 64 bits cannot be written as a number.
  return [bits === 64n ? 1n - half : -half, half - 1n];
}

/** The smallest and largest value of an integer type of the language; `null` of any other type. */
export function rangeOf(type: CType): readonly [bigint, bigint] | null {
  return (type.kind === "named" && ranges.get(type.name)) || null;
}

/** Whether a whole number, as C has it, is a value of the type; an octal one is none. */
export function isNumberFor(text: string, type: CType, isWide: boolean): boolean {
  if (!/^-?(0|[1-9]\d{0,18})$/.test(text) || type.kind !== "named") return false;
  const [least, most] = rangeOf(type) ?? (isWide ? [0n, signed(64n)[1]] : signed(32n));
  const value = BigInt(text);
  return least <= value && value <= most;
}

/** Whether a whole number fits an enumerator: an `int`. */
export function isEnumerator(text: string): boolean {
  return isNumberFor(text, { kind: "named", name: "int", qualifiers: [] }, false);
}
