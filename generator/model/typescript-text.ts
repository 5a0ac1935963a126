/**
 * Why a text is no type of TypeScript; `null` if it is one. It goes into a module as it is, so only
 * what is sure to be understood is taken: values, lists, objects, functions and unions of these.
 */
export function typeScriptProblem(text: string): string | null {
  const tokens = text.match(/\s+|[A-Za-z_$][\w$]*|\d+|"[^"\\]*"|=>|[^\s]/g) ?? [];
  const reader = new Reader(tokens.filter((token) => token.trim() !== ""));
  try {
    reader.type();
    reader.end();
    return null;
  } catch (error) {
    if (error instanceof Problem) return error.message;
    throw error;
  }
}

/** The types of the language that can be used in place: what `typescript` may name. */
export const inlineTypes: ReadonlySet<string> = new Set([
  "bigint",
  "boolean",
  "number",
  "string",
  "unknown",
]);

const names = new Set([...inlineTypes, "null", "undefined", "true", "false", "Uint8Array"]);

const deepest = 16;

class Problem extends Error {}

class Reader {
  #index = 0;
  #depth = 0;

  constructor(readonly tokens: readonly string[]) {}

  /** Types joined by `|` or by `&`. */
  type(): void {
    if (++this.#depth > deepest) throw new Problem("the type is nested too deeply");
    this.#list();
    for (const sign of ["|", "&"]) while (this.#accept(sign)) this.#list();
    this.#depth--;
  }

  end(): void {
    if (this.#index < this.tokens.length) this.#fail();
  }

  #list(): void {
    const isReadonly = this.#accept("readonly");
    this.#single();
    let brackets = 0;
    for (; this.#accept("["); brackets++) this.#expect("]");
    if (isReadonly && brackets === 0) throw new Problem("`readonly` stands before a list");
  }

  #single(): void {
    if (this.#accept("{")) this.#members();
    else if (this.#accept("(")) this.#parenthesis();
    else this.#word();
  }

  #word(): void {
    const token = this.tokens[this.#index] ?? "";
    if (!names.has(token) && !/^(\d{1,9}|"[^"]*")$/.test(token)) this.#fail();
    if (/^0\d/.test(token)) this.#fail();
    this.#index++;
  }

  /** A function, or a type in parentheses. */
  #parenthesis(): void {
    const next = this.tokens[this.#index];
    const isFunction = next === ")" || this.tokens[this.#index + 1] === ":";
    if (!isFunction) {
      this.type();
      this.#expect(")");
      return;
    }
    const seen = new Set<string>();
    while (!this.#accept(")")) {
      if (seen.size > 0) this.#expect(",");
      this.#name(seen);
      this.#expect(":");
      this.type();
    }
    this.#expect("=>");
    if (!this.#accept("void")) this.type();
  }

  #members(): void {
    const seen = new Set<string>();
    while (!this.#accept("}")) {
      if (seen.size > 0 && !this.#accept(";") && !this.#accept(",")) this.#fail();
      if (this.#accept("}")) return;
      if (this.tokens[this.#index + 1] !== ":") this.#accept("readonly");
      this.#name(seen);
      this.#accept("?");
      this.#expect(":");
      this.type();
    }
  }

  #name(seen: Set<string>): void {
    const name = this.tokens[this.#index] ?? "";
    if (!/^[a-z]\w*$/.test(name) || reserved.has(name) || seen.has(name)) this.#fail();
    seen.add(name);
    this.#index++;
  }

  #accept(token: string): boolean {
    if (this.tokens[this.#index] !== token) return false;
    this.#index++;
    return true;
  }

  #expect(token: string): void {
    if (!this.#accept(token)) this.#fail();
  }

  #fail(): never {
    const token = this.tokens[this.#index];
    throw new Problem(
      token === undefined ? "the type is not complete" : `\`${token}\` has no place here`,
    );
  }
}

const reserved = new Set(["constructor", "this", "new", "readonly", "function", "enum"]);
