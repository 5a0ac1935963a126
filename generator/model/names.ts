/** Every name that a hook has in every language, derived in this one place. */
export interface HookNames {
  /** `core_post_initiate_connection_smtp`: the hook's name at run time, and of a provider in Lua. */
  readonly full: string;
  readonly c: CNames;
  readonly typescript: TypeScriptNames;
  /** The page's file name without its ending. */
  readonly page: string;
  /** The page's anchor. */
  readonly anchor: string;
}

/** The functions of a hook, in whatever language. */
export interface FunctionNames {
  readonly has: string;
  readonly hasTxn: string;
  readonly registerFirst: string;
  readonly registerLast: string;
  readonly call: string;
  readonly callTxn: string;
}

/** The published C names (shared/momentum/README.md, Anatomy), and the one of ours: `point`. */
export interface CNames extends FunctionNames {
  readonly type: string;
  readonly point: string;
}

export interface TypeScriptNames extends FunctionNames {
  readonly provider: string;
  /** The hook as a value: what is known of it, and its functions. */
  readonly hook: string;
}

/** Derives all names of the hook `scope`/`name`; `page` where its page is not named after it. */
export function hookNames(scope: string, name: string, page?: string): HookNames {
  const full = `${scope}_${name}`;
  const pascal = pascalCase(full);
  return {
    full,
    c: {
      type: `ec_hook_${full}_func_t`,
      has: `has_${full}_hook`,
      hasTxn: `has_${full}_hook_txn`,
      registerFirst: `register_${full}_hook_first`,
      registerLast: `register_${full}_hook_last`,
      call: `call_${full}_hook`,
      callTxn: `call_${full}_hook_txn`,
      point: `ec_hook_${full}_point`,
    },
    typescript: {
      provider: `${pascal}Provider`,
      hook: `${camelCase(full)}Hook`,
      has: `has${pascal}Hook`,
      hasTxn: `has${pascal}HookTxn`,
      registerFirst: `register${pascal}HookFirst`,
      registerLast: `register${pascal}HookLast`,
      call: `call${pascal}Hook`,
      callTxn: `call${pascal}HookTxn`,
    },
    page: page ?? `hooks-${kebabCase(full)}`,
    anchor: `hooks.${scope}.${name}`,
  };
}

/** `conn_fd` → `connFd`; letters that are capital stay so. */
export function camelCase(name: string): string {
  const pascal = pascalCase(name);
  return pascal.charAt(0).toLowerCase() + pascal.slice(1);
}

/** `domain_record` → `DomainRecord`, `dns_get_As` → `DnsGetAs`. */
export function pascalCase(name: string): string {
  return name
    .split(/[_\s]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

/**
 * The words of `name` in lower case, joined by `-`. A word ends where letters turn into digits and
 * before the last capital of a run: `dns_get_MXs` → `dns-get-m-xs`, `log_attempt_v1` →
 * `log-attempt-v-1`, which are the names of the published pages.
 */
export function kebabCase(name: string): string {
  const words = name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[A-Z]|\d+/g) ?? [];
  return words.map((word) => word.toLowerCase()).join("-");
}

/** The include guard of the header at `path`: `HOOKS_CORE_LOG_ERROR_H`. */
export function includeGuard(path: string): string {
  return path.toUpperCase().replace(/[^A-Z0-9]/g, "_");
}

/** The header, below an include folder, that stands in for the SDK's declaration of a C type. */
export function typeHeaderPath(type: string): string {
  return `hook-types/${type.replaceAll(" ", "_")}.h`;
}

/** The header, below an include folder, that has a group of constants. */
export function constantsHeaderPath(group: string): string {
  return `hook-constants/${group}.h`;
}

/** Whether a header is named in angle brackets. */
export function isSystemHeader(header: string): boolean {
  return header.startsWith("<");
}

/** `name`, or `name` with underscores behind it until nothing else is called so. */
export function freshName(name: string, taken: ReadonlySet<string>): string {
  return taken.has(name) ? freshName(`${name}_`, taken) : name;
}

/** Keywords of C up to C23 and of C++ up to C++20, and macros of the C library that act like them. */
const cKeywords = `alignas alignof and and_eq asm auto bitand bitor bool break case catch char
  char16_t char32_t char8_t class co_await co_return co_yield compl concept const const_cast
  consteval constexpr constinit continue decltype default delete do double dynamic_cast else enum
  explicit export extern false float for friend goto if inline int long mutable namespace new
  noexcept not not_eq nullptr operator or or_eq private protected public register reinterpret_cast
  requires restrict return short signed sizeof static static_assert static_cast struct switch
  template this thread_local throw true try typedef typeid typename typeof typeof_unqual union
  unsigned using virtual void volatile wchar_t while xor xor_eq NULL errno`;

const typeScriptKeywords = `arguments await break case catch class const continue debugger default
  delete do else enum eval export extends false finally for function if implements import in
  instanceof interface let new null package private protected public return static super switch
  this throw true try typeof undefined var void while with yield`;

/** Keywords of Lua up to 5.4, and the name of a policy's own table. */
const luaKeywords = `and break do else elseif end false for function goto if in local nil not or
  repeat return self then true until while`;

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** Names that are macros where the headers of the C library are included. */
export const libraryMacros = words(`assert errno EOF INFINITY linux NAN NULL offsetof stderr stdin
  stdout unix va_arg va_copy va_end va_start`);

/** What the package exports beside types, constants and what is of one hook. */
export const packageNames = words(`DescribedHook Handle Hook HookArguments HookDescription HookName
  HookProvider HookResult Hooks ParameterDescription Providers Ref Registration Transaction Unregister
  commitTransaction createHook createTransaction currentTransaction hooks`);

/** Whether the C runtime declares the name, or keeps it for what is generated. */
export function isRuntimeName(name: string): boolean {
  return /^(module_hooks?_|module_(add|get)_hook|ec_hook_|ec_declare_|ec_ptr_array$|ec_config_(header|fetch_globalconf|release_scope_instance)$)/i.test(
    name,
  );
}

/** Whether a name can stand in a TypeScript module. */
export function isTypeScriptName(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name) && !reservedInTypeScript.has(name);
}

/** Words that no parameter can be called in C or C++. */
export const reservedInC = words(cKeywords);
/** Words that no parameter can be called in a TypeScript module. */
export const reservedInTypeScript = words(typeScriptKeywords);
/** Words that no parameter can be called in Lua. */
export const reservedInLua = words(luaKeywords);

/** Whether text has the form of a hook's id: `<scope>/<name>`. */
export function isHookId(text: string): boolean {
  return /^[A-Za-z_]\w*\/[A-Za-z_]\w*$/.test(text);
}
