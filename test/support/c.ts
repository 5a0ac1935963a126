import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { globSync } from "tinyglobby";
import { parse } from "yaml";
import { root } from "./tools.js";

/** The warnings under which the headers have to be silent. */
export const warnings = ["-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Werror"];

export interface Dialect {
  readonly compiler: string;
  readonly standard: string;
  readonly language: "c" | "c++";
}

const c = ["c99", "c11", "c17", "c2x"];
const cpp = ["c++11", "c++14", "c++17", "c++20"];

/** Each compiler with each standard; `c2x` is what the compilers of Debian 12 call C23. */
export const dialects: readonly Dialect[] = [
  ...["gcc", "clang"].flatMap((compiler) => c.map((standard) => dialect(compiler, standard))),
  ...["g++", "clang++"].flatMap((compiler) => cpp.map((standard) => dialect(compiler, standard))),
];

function dialect(compiler: string, standard: string): Dialect {
  return { compiler, standard, language: standard.startsWith("c++") ? "c++" : "c" };
}

/** The arguments that make a compiler check sources in a dialect. */
export function checkArguments({ standard, language }: Dialect): string[] {
  const strict = language === "c" ? ["-Wstrict-prototypes"] : [];
  return [`-std=${standard}`, ...warnings, ...strict, "-fsyntax-only", "-x", language];
}

/** Writes, for each header below `folder`, a file that includes nothing but it; returns the files. */
export function writeIncludes(folder: string, into: string, ending: string): string[] {
  return globSync("**/*.h", { cwd: folder }).map((header, index) => {
    const path = join(into, `${index}.${ending}`);
    mkdirSync(into, { recursive: true });
    writeFileSync(path, `#include "${header}"\n`);
    return path;
  });
}

/** Writes one file that includes every header below `folder`, by name; returns it. */
export function writeProgram(folder: string, into: string, ending: string): string {
  const headers = globSync("**/*.h", { cwd: folder }).sort();
  const path = join(into, `all.${ending}`);
  mkdirSync(into, { recursive: true });
  writeFileSync(path, headers.map((header) => `#include "${header}"\n`).join(""));
  return path;
}

interface TypeEntry {
  readonly header?: string;
  readonly struct?: string;
  readonly declaration?: string;
}

interface ConstantEntry {
  readonly values: Record<string, { value?: number; stand_in?: number }>;
}

/**
 * Writes stand-ins for the headers of Momentum's SDK that declare the types of `types.yaml`, and
 * `undeclared.h` for what no published header declares.
 */
export function writeSdkHeaders(into: string): void {
  const read = (name: string) => parse(readFileSync(join(root, "definitions", name), "utf8"));
  const types: Record<string, TypeEntry> = read("types.yaml");
  const constants: Record<string, ConstantEntry> = read("constants.yaml");
  const texts = new Map<string, string>([["undeclared.h", "#pragma once\n"]]);
  for (const [name, { header = "undeclared.h", struct, declaration }] of Object.entries(types)) {
    if (header.startsWith("<") || name === "ec_config_header") continue;
    const tagged = name.startsWith("struct ") ? `${name};` : undefined;
    const text = declaration ?? tagged ?? `typedef struct ${struct} ${name};`;
    texts.set(header, `${texts.get(header) ?? "#pragma once\n"}${text}\n`);
  }
  for (const { values } of Object.values(constants)) {
    const items = Object.entries(values).map(([name, { value, stand_in }]) => {
      return `${name} = ${value ?? stand_in}`;
    });
    texts.set("undeclared.h", `${texts.get("undeclared.h")}enum { ${items.join(", ")} };\n`);
  }
  texts.set(
    "configuration.h",
    `${texts.get("configuration.h") ?? "#pragma once\n"}typedef struct _ec_config_header ec_config_header;\n`,
  );
  texts.set(
    "misc/ec_ptr_array.h",
    "#pragma once\ntypedef struct _ec_ptr_array { int size; int allocd; void **items; } ec_ptr_array;\n",
  );
  for (const [header, text] of texts) {
    mkdirSync(dirname(join(into, header)), { recursive: true });
    writeFileSync(join(into, header), text);
  }
}
