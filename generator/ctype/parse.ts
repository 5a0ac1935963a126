import { closestWord } from "../diagnostics/suggest.js";
import { libraryMacros, reservedInC } from "../model/names.js";
import { type CType, type FunctionParameter, isVoid, type Qualifier, qualifiers } from "./type.js";

/** A declaration as it was read: the type, and the name that it declares, if it names one. */
export interface Declaration {
  readonly type: CType;
  readonly name: string | null;
}

/** Why a text is no C declaration, and which characters of it show that. */
export interface CTypeProblem {
  readonly message: string;
  readonly offset: number;
  readonly length: number;
  /** What to do about it, where that is known. */
  readonly help: string | null;
}

export type ParseResult =
  | { readonly ok: true; readonly declaration: Declaration }
  | { readonly ok: false; readonly problem: CTypeProblem };

/**
 * Reads a C declaration of one parameter or result, as a C programmer writes it, with or without
 * the name that it declares: `const char *argv[]`, `void (*cb)(int, void *)`, `struct timeval *`.
 */
export function parseDeclaration(text: string): ParseResult {
  try {
    const parser = new Parser(text);
    const { type, name } = parser.declaration();
    parser.expectEnd();
    return { ok: true, declaration: { type, name: name?.text ?? null } };
  } catch (error) {
    if (error instanceof SyntaxProblem) return { ok: false, problem: error.problem };
    throw error;
  }
}

class SyntaxProblem extends Error {
  constructor(readonly problem: CTypeProblem) {
    super(problem.message);
  }
}

interface Token {
  readonly text: string;
  readonly offset: number;
}

/** Wraps the type that the declarator is applied to; declarators are read from the inside out. */
type Wrap = (type: CType) => CType;

interface Declarator {
  readonly wrap: Wrap;
  readonly name: Token | null;
}

const maximumDepth = 32;

/** Each set of basic specifiers (sorted) that C allows, and the spelling that hookgen prints. */
const specifierSpellings: ReadonlyMap<string, string> = new Map(
  [
    ["void"],
    ["bool"],
    ["char"],
    ["signed char"],
    ["unsigned char"],
    ["short", "signed short", "short int", "signed short int"],
    ["unsigned short", "unsigned short int"],
    ["int", "signed", "signed int"],
    ["unsigned int", "unsigned"],
    ["long", "signed long", "long int", "signed long int"],
    ["unsigned long", "unsigned long int"],
    ["long long", "signed long long", "long long int", "signed long long int"],
    ["unsigned long long", "unsigned long long int"],
    ["float"],
    ["double"],
    ["long double"],
  ].flatMap((spellings) =>
    spellings.map((spelling) => [sortWords(spelling.split(" ")), spellings[0] as string] as const),
  ),
);

const basicSpecifiers = new Set([...specifierSpellings.keys()].flatMap((key) => key.split(" ")));
const unsupportedSpecifiers = new Set([
  "auto",
  "extern",
  "inline",
  "register",
  "static",
  "typedef",
  "_Atomic",
  "_Complex",
  "_Thread_local",
  "__attribute__",
]);

class Parser {
  readonly #tokens: readonly Token[];
  readonly #end: number;
  #index = 0;
  #depth = 0;

  constructor(text: string) {
    this.#tokens = tokenize(text);
    this.#end = text.trimEnd().length;
  }

  declaration(): { type: CType; name: Token | null } {
    const specifier = this.#specifiers();
    const { wrap, name } = this.#declarator();
    return { type: wrap(specifier), name };
  }

  expectEnd(): void {
    const token = this.#peek();
    if (token === undefined) return;
    const before = this.#tokens[this.#index - 1]?.text ?? "";
    if (token.text === ")") this.#fail("this `)` has no `(` before it", token);
    if (token.text === "]") this.#fail("this `]` has no `[` before it", token);
    if (token.text === ",")
      this.#fail(
        "a comma has no place here",
        token,
        "write one type; each parameter of a hook is an item of its own",
      );
    if (token.text === "restrict")
      this.#fail("`restrict` is for pointers", token, "write it behind a `*`");
    if (isIdentifier(token.text) && isIdentifier(before))
      this.#fail(`\`${token.text}\` is a second name, behind \`${before}\``, token, "keep one");
    this.#fail(`unexpected \`${token.text}\` behind \`${before}\``, token);
  }

  #specifiers(): CType {
    const found: Qualifier[] = [];
    const basic: Token[] = [];
    let named: string | null = null;
    for (let token = this.#peek(); token !== undefined; token = this.#peek()) {
      const text = token.text;
      if (isQualifier(text) && text !== "restrict") {
        if (!found.includes(text)) found.push(text);
      } else if (unsupportedSpecifiers.has(text)) {
        this.#fail(
          `\`${text}\` has no place in the type of a parameter or result`,
          token,
          "leave it out",
        );
      } else if (text === "struct" || text === "union" || text === "enum") {
        if (named !== null || basic.length > 0) this.#failTwo(named ?? basic[0]?.text ?? "", token);
        this.#index++;
        named = `${text} ${this.#identifier(`a tag after \`${text}\``).text}`;
        continue;
      } else if (basicSpecifiers.has(text) || text === "_Bool") {
        if (named !== null) this.#failTwo(named, token);
        basic.push(text === "_Bool" ? { ...token, text: "bool" } : token);
      } else if (isIdentifier(text) && named === null && basic.length === 0) {
        named = text;
      } else {
        break;
      }
      this.#index++;
    }
    const name = named ?? this.#basicName(basic);
    return { kind: "named", name, qualifiers: found };
  }

  #basicName(words: readonly Token[]): string {
    const [first] = words;
    const last = words.at(-1);
    if (first === undefined || last === undefined)
      return this.#failHere("a type is missing", "it stands before the name, as in `int count`");
    const spelling = specifierSpellings.get(sortWords(words.map((word) => word.text)));
    if (spelling !== undefined) return spelling;
    const length = last.offset + last.text.length - first.offset;
    throw new SyntaxProblem({
      message: `\`${words.map((word) => word.text).join(" ")}\` is not a type of C`,
      offset: first.offset,
      length,
      help: "the types of C are `char`, `short`, `int`, `long`, `long long`, `float`, `double`, `bool`",
    });
  }

  #failTwo(first: string, second: Token): never {
    const meant = closestWord(first, [...basicSpecifiers, ...qualifiers, "struct"]);
    const start = this.#tokens.find(({ text }) => text === first) ?? second;
    if (meant !== null)
      this.#fail(`\`${first}\` is not a word of C`, start, `did you mean \`${meant}\`?`);
    this.#fail(`\`${first}\` and \`${second.text}\` are two types`, second, "keep one");
  }

  #declarator(): Declarator {
    if (++this.#depth > maximumDepth)
      this.#failHere("the type is nested too deeply", "declare a part of it in types.yaml");
    try {
      return this.#pointers();
    } finally {
      this.#depth--;
    }
  }

  #pointers(): Declarator {
    if (!this.#accept("*")) return this.#directDeclarator();
    const found: Qualifier[] = [];
    for (let text = this.#peek()?.text; isQualifier(text); text = this.#peek()?.text) {
      if (!found.includes(text)) found.push(text);
      this.#index++;
    }
    const inner = this.#declarator();
    return {
      name: inner.name,
      wrap: (type) => inner.wrap({ kind: "pointer", to: type, qualifiers: found }),
    };
  }

  #directDeclarator(): Declarator {
    let inner: Declarator = { name: null, wrap: (type) => type };
    const token = this.#peek();
    if (token?.text === "(" && this.#opensDeclarator()) {
      this.#index++;
      inner = this.#declarator();
      this.#expect(")");
    } else if (token !== undefined && isIdentifier(token.text) && !isQualifier(token.text)) {
      this.#index++;
      inner = { name: this.#notReserved(token), wrap: (type) => type };
    }
    const suffixes: Wrap[] = [];
    for (let suffix = this.#suffix(); suffix !== null; suffix = this.#suffix())
      suffixes.push(suffix);
    return {
      name: inner.name,
      wrap: (type) => inner.wrap(suffixes.reduceRight((wrapped, suffix) => suffix(wrapped), type)),
    };
  }

  /** A `(` opens a nested declarator before `*` or another `(`; otherwise a parameter list. */
  #opensDeclarator(): boolean {
    const next = this.#tokens[this.#index + 1]?.text;
    return next === "*" || next === "(";
  }

  #suffix(): Wrap | null {
    const open = this.#peek();
    if (open?.text === "[") {
      this.#index++;
      const size = this.#peek()?.text === "]" ? null : this.#arraySize();
      this.#expect("]", "an array's size is one whole number or constant");
      return (of) => {
        if (of.kind === "function") this.#fail("an array of functions is not a type of C", open);
        if (isVoid(of))
          this.#fail(
            "an array of `void` is not a type of C",
            open,
            "for bytes write `unsigned char`",
          );
        if (of.kind === "array" && of.size === null)
          this.#fail("only the first of two array sizes can be left out", open);
        return { kind: "array", of, size };
      };
    }
    if (open?.text === "(") {
      this.#index++;
      const { parameters, variadic } = this.#parameters();
      return (returns) => {
        if (returns.kind === "function" || returns.kind === "array")
          this.#fail(`a function cannot return ${withArticle(returns.kind)}`, open);
        return { kind: "function", returns, parameters, variadic };
      };
    }
    return null;
  }

  #arraySize(): string {
    const token = this.#peek();
    if (token === undefined) return this.#failHere("the array's `]` is missing");
    const isNumber = /^[1-9]\d*$/.test(token.text);
    if (/^0+$/.test(token.text)) this.#fail("an array needs at least one element", token);
    if (!(isNumber || isIdentifier(token.text)) || reservedInC.has(token.text))
      this.#fail("an array's size is a whole number or the name of a constant", token);
    this.#index++;
    return token.text;
  }

  #parameters(): { parameters: FunctionParameter[]; variadic: boolean } {
    const parameters: FunctionParameter[] = [];
    const names = new Set<string>();
    if (this.#accept(")")) return { parameters, variadic: false };
    for (;;) {
      const start = this.#peek();
      if (this.#accept("...")) {
        if (parameters.length === 0 && start)
          this.#fail("a parameter has to stand before `...`", start);
        const next = this.#peek();
        if (next?.text === ",") this.#fail("nothing can stand behind `...`", next);
        this.#expect(")");
        return { parameters, variadic: true };
      }
      const { type, name } = this.declaration();
      const next = this.#peek()?.text;
      if (isVoid(type) && start !== undefined) {
        if (parameters.length > 0 || next === "," || name !== null)
          this.#fail("a parameter cannot be `void`", start, "write `void *` for a pointer");
      } else {
        if (name !== null && names.has(name.text))
          this.#fail(`two parameters are called \`${name.text}\``, name);
        names.add(name?.text ?? "");
        parameters.push({ name: name?.text ?? null, type });
      }
      if (this.#accept(")")) return { parameters, variadic: false };
      this.#expect(",");
    }
  }

  #notReserved(token: Token): Token {
    const problem = wordOfC(token.text);
    if (problem !== null) this.#fail(problem, token);
    return token;
  }

  #identifier(what: string): Token {
    const token = this.#peek();
    if (token === undefined || !isIdentifier(token.text))
      return this.#failHere(`${what} is missing`, "a struct is named as in `struct timeval`");
    this.#index++;
    return this.#notReserved(token);
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#index];
  }

  #accept(text: string): boolean {
    if (this.#peek()?.text !== text) return false;
    this.#index++;
    return true;
  }

  #expect(text: string, help: string | null = null): void {
    if (this.#accept(text)) return;
    const token = this.#peek();
    if (token === undefined) this.#failHere(`a \`${text}\` is missing at the end`);
    this.#fail(`expected \`${text}\`, found \`${token.text}\``, token, help);
  }

  #failHere(message: string, help: string | null = null): never {
    const token = this.#peek();
    if (token !== undefined) return this.#fail(message, token, help);
    throw new SyntaxProblem({ message, offset: Math.max(0, this.#end - 1), length: 1, help });
  }

  #fail(message: string, token: Token, help: string | null = null): never {
    throw new SyntaxProblem({ message, offset: token.offset, length: token.text.length, help });
  }
}

/** What characters are for that have no place in a type of C, and what to write instead. */
const foreign: readonly [pattern: RegExp, help: string][] = [
  [/^&/, "C has no references: write a pointer, with `*`"],
  [/^(::|<|>)/, "it is C++: write a type of C"],
  [/^;/, "leave the semicolon out"],
  [/^=/, "parameters of C have no default: leave it out"],
  [/^[{}]/, "declare the struct in types.yaml, and write its name"],
  [/^\.\./, "for further arguments write `...`"],
  [/^\./, "a name has letters, digits and `_`"],
  [/^\/[*/]/, "write comments into `meaning`"],
  [/^[-+/%]/, "an array's size is a whole number or the name of a constant"],
  [/^\?/, "for a pointer that may be NULL write `nullable: true` below the type"],
  [/^:/, "in C the type stands before the name, as in `int count`"],
  [/^#/, "there is no preprocessor here; name headers in `includes`"],
];

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = /\s+|[A-Za-z_]\w*|-?\d\w*|\.\.\.|[*()[\],]/y;
  let offset = 0;
  while (offset < text.length) {
    pattern.lastIndex = offset;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) {
      const character = String.fromCodePoint(text.codePointAt(offset) as number);
      const message = `\`${character}\` has no place in a C type`;
      const help = foreign.find(([pattern]) => pattern.test(text.slice(offset)))?.[1] ?? null;
      throw new SyntaxProblem({ message, offset, length: character.length, help });
    }
    if (found.trim() !== "") tokens.push({ text: found, offset });
    offset += found.length;
  }
  return tokens;
}

function sortWords(words: readonly string[]): string {
  return [...words].sort().join(" ");
}

function withArticle(kind: string): string {
  return kind === "array" ? "an array" : `a ${kind}`;
}

function isIdentifier(text: string): boolean {
  return /^[A-Za-z_]\w*$/.test(text);
}

function isQualifier(text: string | undefined): text is Qualifier {
  return qualifiers.some((qualifier) => qualifier === text);
}

/** Why a name cannot be one in C or C++; `null` if it can. */
export function wordOfC(name: string): string | null {
  if (reservedInC.has(name)) return `\`${name}\` is a word of C or C++, and cannot be a name`;
  return libraryMacros.has(name) ? `\`${name}\` is a macro of the C library` : null;
}
