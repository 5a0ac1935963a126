import { isRuntimeName } from "../model/names.js";
import { parseDeclaration, wordOfC } from "./parse.js";
import { basicTypes, type CType, namesIn } from "./type.js";

/** What a declaration says of the type that it declares, or why it is none. */
export type DeclarationCheck =
  | { readonly ok: true; readonly complete: boolean; readonly integer: boolean }
  | { readonly ok: false; readonly problem: string };

/** The one header that declares a type of ours. */
const ownHeader = '#include "module-hooks.h"';

const enumerators = /^[A-Za-z_]\w*( ?= ?-?\d+)?( ?, ?[A-Za-z_]\w*( ?= ?-?\d+)?)* ?,?$/;

/**
 * Checks that C text declares the type `name` and does nothing else: a typedef, or a struct, union
 * or enum with its members. It goes into a header as it is.
 */
export function checkDeclaration(text: string, name: string): DeclarationCheck {
  if (text.trim() === ownHeader) return { ok: true, complete: false, integer: false };
  const bare = text.replace(/\/\*(?:(?!\/\*)[^\\?])*?\*\//g, " ");
  const strange = /[^\w\s*,;()[\]{}=-]|\/|--/.exec(bare)?.[0];
  if (strange !== undefined) return wrong(`\`${strange}\` has no place in a declaration`);
  const reserved = /\b(__\w+|_[A-Z]\w*|asm|extern|static|inline|bool)\b/.exec(
    bare.replace(/\b(struct|union|enum)\s+\w+/g, ""),
  );
  if (reserved !== null) return wrong(`\`${reserved[0]}\` has no place in a declaration`);
  const code = bare.replace(/\s+/g, " ").trim();
  if (!code.endsWith(";")) return wrong("a declaration ends in `;`");
  return checkStatement(code.slice(0, -1).trim(), name);
}

function checkStatement(code: string, name: string): DeclarationCheck {
  const isTypedef = code.startsWith("typedef ");
  const [, kind, tag, body, after] =
    /^(?:typedef )?(struct|union|enum)(?: (\w+))? ?\{(.*)\} ?(\w*)$/.exec(code) ?? [];
  if (kind !== undefined) {
    if ((isTypedef ? after : `${kind} ${tag}`) !== name || (!isTypedef && after !== ""))
      return wrong(`it does not declare \`${name}\``);
    const problem =
      wordOfC(tag ?? "") ??
      (kind === "enum" ? enumProblem(body ?? "") : membersProblem(body ?? ""));
    return problem === null
      ? { ok: true, complete: true, integer: kind === "enum" }
      : wrong(problem);
  }
  if (!isTypedef) {
    if (code !== name) return wrong(`it does not declare \`${name}\``);
    if (name.startsWith("enum ")) return wrong("an enum needs its values");
    return { ok: true, complete: false, integer: false };
  }
  const parsed = parseDeclaration(code.slice("typedef ".length));
  if (!parsed.ok) return wrong(parsed.problem.message);
  const { type, name: declared } = parsed.declaration;
  if (declared !== name) return wrong(`it does not declare \`${name}\``);
  return checkAliased(type);
}

function checkAliased(type: CType): DeclarationCheck {
  if (type.kind === "array" || type.kind === "function")
    return wrong("neither an array nor a function can be passed on as a typedef");
  const problem = nameProblem(type);
  if (problem !== null) return wrong(problem);
  if (type.kind !== "named") return { ok: true, complete: true, integer: false };
  if (type.name === "void") return wrong("a typedef of `void` is no type of a value");
  const isBasic = basicTypes.has(type.name);
  return { ok: true, complete: isBasic, integer: isBasic && !/float|double/.test(type.name) };
}

/** A name that the declaration would need another header for. */
function nameProblem(type: CType): string | null {
  const other = namesIn(type).find(
    (name) => !basicTypes.has(name) && !/^(struct|union) /.test(name),
  );
  return other === undefined ? null : `\`${other}\` is not declared in this header`;
}

/** The names of values in a declaration of an enum that is in order; none in any other. */
export function enumeratorsIn(declaration: string): string[] {
  const body = /\benum(?: \w+)? ?\{([^}]*)\}/.exec(declaration.replace(/\s+/g, " "))?.[1] ?? "";
  return body.split(",").flatMap((value) => /[A-Za-z_]\w*/.exec(value)?.[0] ?? []);
}

function enumProblem(body: string): string | null {
  if (!enumerators.test(body.trim())) return "the values of the enum cannot be read";
  const names = enumeratorsIn(`enum {${body}}`);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return `the value \`${twice}\` is there twice`;
  const taken = names.find(isRuntimeName);
  if (taken !== undefined) return `\`${taken}\` is a name of the runtime`;
  return names.map(wordOfC).find((problem) => problem !== null) ?? null;
}

function membersProblem(body: string): string | null {
  const members = body.split(";").map((member) => member.trim());
  if (members.pop() !== "" || members.length === 0) return "a member ends in `;`";
  const seen = new Set<string>();
  for (const member of members) {
    const [first = "", ...others] = member.includes("(") ? [member] : member.split(",");
    const parsed = parseDeclaration(first);
    if (!parsed.ok) return parsed.problem.message;
    const { type, name } = parsed.declaration;
    const problem = memberProblem(type) ?? nameProblem(type);
    if (problem !== null) return problem;
    const names = others.map(
      (other) => /^ ?\**([A-Za-z_]\w*)(\[[1-9]\d{0,5}\])?$/.exec(other)?.[1],
    );
    for (const own of [name, ...names]) {
      if (own === undefined || own === null) return `\`${member}\` has no name`;
      const problem = wordOfC(own);
      if (problem !== null) return problem;
      if (seen.has(own)) return `the member \`${own}\` is there twice`;
      seen.add(own);
    }
  }
  return null;
}

function memberProblem(type: CType): string | null {
  if (type.kind === "function") return "a member cannot be a function";
  if (type.kind === "array")
    return type.size !== null && /^[1-9]\d{0,5}$/.test(type.size)
      ? memberProblem(type.of)
      : "the size of an array is a number";
  if (type.kind === "named" && !basicTypes.has(type.name))
    return `\`${type.name}\` is only known by its name`;
  return type.kind === "named" && type.name === "void" ? "a member cannot be `void`" : null;
}

function wrong(problem: string): DeclarationCheck {
  return { ok: false, problem };
}
