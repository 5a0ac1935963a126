import { printType } from "../ctype/print.js";
import type { CType } from "../ctype/type.js";
import type { Hook } from "./catalog.js";

/** What a type is called in the prototype that modules meet by; `?` where none is published. */
export function typeText(type: CType): string {
  return type.kind === "unknown" ? "?" : printType(type);
}

/** The types that a provider takes, the closure first. */
export function providerTypes({ closure, parameters }: Hook): string[] {
  const own = parameters.map(({ type }) => typeText(type));
  return closure ? ["void *", ...own] : own;
}

/**
 * The prototype of a provider as text, as `#` of the preprocessor prints it: `void (void *, int)`.
 * With the hook's name it is what modules meet by at run time.
 */
export function prototypeText(hook: Hook): string {
  return `${typeText(hook.returns.type)} (${providerTypes(hook).join(", ") || "void"})`;
}
