import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDeclaration } from "../generator/ctype/parse.js";
import { printDeclaration, printType } from "../generator/ctype/print.js";
import type { CType, Qualifier } from "../generator/ctype/type.js";
import { toTypeScript, type Use } from "../generator/ctype/typescript.js";

function parse(text: string): CType {
  const result = parseDeclaration(text);
  if (!result.ok) throw new Error(`${text}: ${result.problem.message}`);
  return result.declaration.type;
}

describe("a type is printed in one spelling, however it was written", () => {
  test.each([
    ["int", "int"],
    ["unsigned", "unsigned int"],
    ["long unsigned int", "unsigned long"],
    ["int long long", "long long"],
    ["_Bool", "bool"],
    ["struct timeval*now", "struct timeval *"],
    ["const char *argv[]", "const char *[]"],
    ["char const * const x", "const char *const"],
    ["void (*cb)(int, void *)", "void (*)(int, void *)"],
    ["void (*)(void)", "void (*)(void)"],
    ["int (*compare)(const void *a, const void *b)", "int (*)(const void *, const void *)"],
    ["int (*(*pick)(int which))(char)", "int (*(*)(int))(char)"],
    ["unsigned char digest[20]", "unsigned char[20]"],
    ["char (*rows)[80]", "char (*)[80]"],
    ["int m[2][3]", "int[2][3]"],
    ["void (*log)(const char *, ...)", "void (*)(const char *, ...)"],
    ["char *restrict s", "char *restrict"],
    ["va_list", "va_list"],
    ["enum phase p", "enum phase"],
  ])("%s → %s", (written, printed) => {
    expect(printType(parse(written))).toBe(printed);
  });

  test.each([
    ["const char *[]", "argv", "const char *argv[]"],
    ["void (*)(int)", "cb", "void (*cb)(int)"],
    ["int", "x", "int x"],
    ["char (*)[80]", "rows", "char (*rows)[80]"],
    ["char *const", "p", "char *const p"],
  ])("%s declares %s as %s", (type, name, declaration) => {
    expect(printDeclaration(parse(type), name)).toBe(declaration);
  });
});

describe("what is no C type is refused, at the character that shows it", () => {
  test.each([
    ["", 0, "a type is missing"],
    ["*", 0, "a type is missing"],
    ["unsigned float", 0, "`unsigned float` is not a type of C"],
    ["char *)", 6, "this `)` has no `(` before it"],
    ["char [", 5, "the array's `]` is missing"],
    ["struct *", 7, "a tag after `struct` is missing"],
    ["int @x", 4, "`@` has no place in a C type"],
    ["static int", 0, "`static` has no place in the type of a parameter or result"],
    ["void x[3]", 6, "an array of `void` is not a type of C"],
    ["int f(void)[2]", 5, "a function cannot return an array"],
    ["void (*f)(int, void)", 15, "a parameter cannot be `void`"],
    ["void (*f)(...)", 10, "a parameter has to stand before `...`"],
    ["void (*f)(int, ..., char)", 18, "nothing can stand behind `...`"],
    ["int domain_record", 0, undefined],
    ["domain_record int", 14, "`domain_record` and `int` are two types"],
    [`${"*".repeat(40)}x`, 0, "a type is missing"],
    [`int ${"*".repeat(40)}`, 36, "the type is nested too deeply"],
  ])("%s", (text, offset, message) => {
    const result = parseDeclaration(text);
    if (message === undefined) return expect(result.ok).toBe(true);
    expect(result).toMatchObject({ ok: false, problem: { offset, message } });
  });
});

const qualifiers = fc.uniqueArray(fc.constantFrom<Qualifier>("const", "volatile"));
const types = fc.letrec<{ type: CType; object: CType; result: CType; named: CType }>((tie) => ({
  named: fc.record({
    kind: fc.constant("named" as const),
    name: fc.constantFrom("int", "char", "unsigned long", "struct timeval", "domain_record"),
    qualifiers,
  }),
  object: fc.oneof(
    { depthSize: "small" },
    tie("named"),
    fc.record({ kind: fc.constant("pointer" as const), to: tie("type"), qualifiers }),
    fc.record({
      kind: fc.constant("array" as const),
      // Only the first of several sizes can be left out.
      of: tie("object").filter((of) => of.kind !== "array" || of.size !== null),
      size: fc.constantFrom(null, "4"),
    }),
  ),
  result: tie("object").filter((type) => type.kind !== "array"),
  type: fc.oneof(
    { depthSize: "small" },
    tie("object"),
    fc.record({
      kind: fc.constant("function" as const),
      returns: tie("result"),
      parameters: fc.uniqueArray(
        fc.record({ name: fc.constantFrom(null, "a", "b"), type: tie("object") }),
        { minLength: 1, maxLength: 3, selector: ({ name }) => name ?? Symbol() },
      ),
      variadic: fc.boolean(),
    }),
  ),
}));

test("what is printed is read as the same type", () => {
  fc.assert(
    fc.property(types.type, fc.constantFrom("", "x"), (type, name) => {
      const text = printDeclaration(type, name);
      const result = parseDeclaration(text);
      expect(result).toMatchObject({ ok: true, declaration: { name: name || null } });
      expect(printType(parse(text))).toBe(printType(type));
    }),
    { numRuns: 2000 },
  );
});

test("no text makes the parser throw", () => {
  const pieces = fc.constantFrom(
    "int",
    "*",
    "(",
    ")",
    "[",
    "]",
    ",",
    "const",
    "x",
    "3",
    " ",
    "...",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(pieces).map((list) => list.join(" ")),
      ),
      (text) => {
        const result = parseDeclaration(text);
        if (result.ok) return;
        const { offset, length } = result.problem;
        expect(offset).toBeGreaterThanOrEqual(0);
        expect(length).toBeGreaterThan(0);
        expect(offset + length).toBeLessThanOrEqual(Math.max(1, text.length));
      },
    ),
    { numRuns: 5000 },
  );
});

describe("each form of a C type has one in TypeScript", () => {
  const forms: Record<string, string> = {
    domain_record: "DomainRecord",
    size_t: "bigint",
    "struct timeval": "Timeval",
  };
  const form = (text: string, use: Partial<Use> = {}) => {
    const all: Use = { direction: "in", nullable: false, counted: false, ...use };
    return toTypeScript(parse(text), all, (name) => forms[name] ?? `?${name}`);
  };
  test.each<[string, Partial<Use>, string]>([
    ["int", {}, "number"],
    ["unsigned short", {}, "number"],
    ["char", {}, "number"],
    ["double", {}, "number"],
    ["enum phase", {}, "number"],
    ["long", {}, "bigint"],
    ["unsigned long long", {}, "bigint"],
    ["size_t", {}, "bigint"],
    ["bool", {}, "boolean"],
    ["const char *", {}, "string"],
    ["char *", { nullable: true }, "string | null"],
    ["char *", { direction: "out" }, "Uint8Array"],
    ["const unsigned char *", {}, "Uint8Array"],
    ["const void *", { counted: true }, "Uint8Array"],
    ["void *", {}, "unknown"],
    ["void *", { nullable: true }, "unknown"],
    ["domain_record *", {}, "DomainRecord"],
    ["domain_record *", { nullable: true }, "DomainRecord | null"],
    ["email_message *", { direction: "result" }, "?email_message | null"],
    ["struct timeval *", {}, "Timeval"],
    ["int *", { direction: "out" }, "Ref<number>"],
    ["size_t *", { direction: "inout" }, "Ref<bigint>"],
    ["const int *", { counted: true }, "readonly number[]"],
    ["void **", {}, "Ref<unknown>"],
    ["char **", { direction: "out" }, "Ref<string | null>"],
    ["domain_record **", {}, "Ref<DomainRecord | null>"],
    ["const char *argv[]", { counted: true }, "readonly string[]"],
    ["int pair[2]", {}, "readonly number[]"],
    ["void (*cb)(int, void *)", {}, "(argument1: number, argument2: unknown) => void"],
    ["void (*)(void)", { nullable: true }, "(() => void) | null"],
    [
      "char *(*f)(domain_record *dr, ...)",
      {},
      "(dr: DomainRecord, ...rest: readonly unknown[]) => string | null",
    ],
  ])("%s %o → %s", (text, use, expected) => {
    expect(form(text, use)).toBe(expected);
  });
});
