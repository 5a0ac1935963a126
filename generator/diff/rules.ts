/** Whom a change hurts, and how. */
export const categories = [
  "ABI",
  "SOURCE_C",
  "SOURCE_TS",
  "SOURCE_LUA",
  "BEHAVIOUR",
  "DOCS",
] as const;
export type Category = (typeof categories)[number];

/** What each category says, for those who read a report. */
export const categoryTitles: Readonly<Record<Category, string>> = {
  ABI: "a module compiled before",
  SOURCE_C: "C source",
  SOURCE_TS: "TypeScript source",
  SOURCE_LUA: "Lua policies",
  BEHAVIOUR: "what happens at run time",
  DOCS: "words only",
};

/** The part of a report that a finding belongs to. */
export type Section = "breaks" | "behaviour" | "new" | "words";

/** A kind of change. What it breaks in a given case is worked out there (compare.ts). */
export interface ChangeRule {
  /** What it is, in a few words. */
  readonly summary: string;
  readonly severity: "error" | "warning" | "note";
  readonly section: Section;
  /** What it means, for each category that a finding of this rule may have. */
  readonly means: Readonly<Partial<Record<Category, string>>>;
  /**
   * What to do instead, or now. `{hook}` is the hook; `{next}` the name of its next version;
   * `{is}` what it is now.
   */
  readonly advice: string;
}

/*
 * Why a change of the prototype is ABI even where the machine would not notice: modules meet at run
 * time by the hook's name and the prototype as text. The reference runtime compares the text, and
 * refuses whoever comes with another one (module_get_hook_head: EINVAL). So `int` that becomes a
 * typedef of `int` keeps a module's code right, and still keeps it out.
 */
const refused = "the runtime refuses it: it comes with another prototype for the same name";
const keepSignature =
  "A published signature never changes. Leave {hook} as it is and make its next version: `hookgen new {next} --from {hook}`.";
const fixSignature = "providers and calls that were written against the old signature do not fit";

const changed = (c: string): ChangeRule["means"] => ({
  ABI: refused,
  SOURCE_C: `${fixSignature}: ${c}`,
  SOURCE_TS: `${fixSignature} the new types`,
  SOURCE_LUA: "a policy gets other arguments than it was written for",
  BEHAVIOUR: "everything still compiles and binds, and values arrive in other places than before",
});

/** Every kind of change, by its stable id. */
export const changeRules = {
  "hook-removed": {
    summary: "a hook is gone",
    severity: "error",
    section: "breaks",
    means: {
      ABI: "it loads and registers, and is never called again",
      SOURCE_C: "the header and its functions are gone",
      SOURCE_TS: "the module and its functions are gone",
      SOURCE_LUA: "the policy's function is never called again",
    },
    advice:
      "Keep {hook} and mark it `deprecated`, with its `replacement`. If it has to go, enter it in definitions/removed.yaml with the reason.",
  },
  "hook-renamed": {
    summary: "a hook has another name",
    severity: "error",
    section: "breaks",
    means: {
      ABI: "it registers under the old name, which nobody calls",
      SOURCE_C: "the functions of the old name are gone",
      SOURCE_TS: "the functions of the old name are gone",
      SOURCE_LUA: "the policy's function has the old name, and is never called again",
    },
    advice:
      "Keep the old name as a hook of its own, `deprecated` with the new one as `replacement`, and have both called. If it has to go, enter it in definitions/removed.yaml with the reason.",
  },
  "hook-moved": {
    summary: "a hook is in another scope",
    severity: "error",
    section: "breaks",
    means: {
      ABI: "it registers under the old name, which nobody calls: the scope is part of the name",
      SOURCE_C: "the functions of the old name are gone",
      SOURCE_TS: "the functions of the old name are gone",
      SOURCE_LUA: "the policy's function has the old name, and is never called again",
    },
    advice:
      "Keep the hook in its old scope, `deprecated` with the new one as `replacement`. If it has to go, enter it in definitions/removed.yaml with the reason.",
  },
  "hook-added": {
    summary: "a hook is new",
    severity: "note",
    section: "new",
    means: {},
    advice: "Look at it well: once it is published, its signature never changes.",
  },
  "hook-left-c": {
    summary: "a hook is for Lua alone now",
    severity: "error",
    section: "breaks",
    means: {
      ABI: "it registers at a hook that C no longer calls",
      SOURCE_C: "the header and its functions are gone",
      SOURCE_TS: "the module and its functions are gone",
    },
    advice: "Keep the hook in C, or make the one for Lua a hook of its own.",
  },
  "hook-entered-c": {
    summary: "a hook that Lua alone knew is in C now",
    severity: "note",
    section: "new",
    means: {},
    advice: "Look at its signature well: once it is published, it never changes.",
  },
  "header-moved": {
    summary: "a hook's header has another path",
    severity: "error",
    section: "breaks",
    means: { SOURCE_C: "`#include` of the old path no longer finds the hook" },
    advice: "Leave `header` as it was. Compiled modules are not affected.",
  },
  "includes-changed": {
    summary: "a hook's header includes other headers",
    severity: "warning",
    section: "breaks",
    means: {
      SOURCE_C:
        "a source that relied on a header that is gone, or a build that lacks a new one, no longer compiles",
    },
    advice:
      "Keep headers that sources may rely on; what is new has to be where every build finds it.",
  },
  "parameter-added": {
    summary: "a hook has one more parameter",
    severity: "error",
    section: "breaks",
    means: changed("providers take too few arguments, calls pass too few"),
    advice: keepSignature,
  },
  "parameter-removed": {
    summary: "a hook has one parameter less",
    severity: "error",
    section: "breaks",
    means: changed("providers take too many arguments, calls pass too many"),
    advice: keepSignature,
  },
  "parameters-reordered": {
    summary: "a hook's parameters are in another order",
    severity: "error",
    section: "breaks",
    means: changed("the types at some places differ"),
    advice: keepSignature,
  },
  "parameters-swapped": {
    summary: "parameters of the same type have changed places",
    severity: "error",
    section: "behaviour",
    means: {
      BEHAVIOUR:
        "everything still compiles and binds, and providers take one value for the other: no tool will notice",
    },
    advice: `If only the names were wrong before, accept it with that reason. Otherwise: ${keepSignature}`,
  },
  "parameter-renamed": {
    summary: "a parameter has another name",
    severity: "note",
    section: "words",
    means: { DOCS: "arguments go by place in C, TypeScript and Lua: nothing breaks" },
    advice: "Make sure that it means what it meant before.",
  },
  "parameter-repurposed": {
    summary: "a parameter has another name and another meaning",
    severity: "warning",
    section: "behaviour",
    means: {
      BEHAVIOUR:
        "everything still compiles and binds, and providers take the new value for the old one if it is another",
    },
    advice: `If it is the same value in better words, accept it with that reason. Otherwise: ${keepSignature}`,
  },
  "parameter-retyped": {
    summary: "a parameter has another type",
    severity: "error",
    section: "breaks",
    means: changed("the types are not compatible"),
    advice: keepSignature,
  },
  "parameter-respelled": {
    summary: "a parameter has the same type under another name",
    severity: "error",
    section: "breaks",
    means: {
      SOURCE_C: "the hook's header no longer declares the name of the old type",
      SOURCE_TS: "a list is one in TypeScript by how C writes it: the types do not fit",
      ABI: "its code would fit, but the prototype is compared as text, and the runtime refuses it",
    },
    advice: "Write the type as before. The spelling is part of what modules meet by.",
  },
  "return-retyped": {
    summary: "a hook returns another type",
    severity: "error",
    section: "breaks",
    means: {
      ...changed("providers return another type than is expected, calls get another one"),
      SOURCE_LUA: "a policy returns something else than is expected",
    },
    advice: keepSignature,
  },
  "return-respelled": {
    summary: "a hook returns the same type under another name",
    severity: "error",
    section: "breaks",
    means: {
      SOURCE_C: "the hook's header no longer declares the name of the old type",
      ABI: "its code would fit, but the prototype is compared as text, and the runtime refuses it",
    },
    advice: "Write the type as before. The spelling is part of what modules meet by.",
  },
  "closure-changed": {
    summary: "providers get a closure, or no longer do",
    severity: "error",
    section: "breaks",
    means: changed("the closure is the first argument of a provider, and one of its registration"),
    advice: keepSignature,
  },
  "direction-changed": {
    summary: "a parameter goes in another direction",
    severity: "error",
    section: "behaviour",
    means: {
      BEHAVIOUR: "a provider now has to set what it was given to read, or the reverse",
      SOURCE_TS: "text that a provider fills is bytes in TypeScript: the types do not fit",
    },
    advice: `If the definition was wrong before, accept it with that reason. Otherwise: ${keepSignature}`,
  },
  "length-changed": {
    summary: "another parameter holds a parameter's length",
    severity: "warning",
    section: "behaviour",
    means: {
      BEHAVIOUR: "providers took another value for the length, or none",
      SOURCE_TS: "what has a length is a list or bytes in TypeScript: the types do not fit",
    },
    advice: "If the definition was wrong before, accept it with that reason.",
  },
  "null-allowed": {
    summary: "NULL may be passed where it was not said to be",
    severity: "error",
    section: "behaviour",
    means: {
      BEHAVIOUR: "a provider that does not ask for NULL crashes",
      SOURCE_TS: "providers do not expect `null`",
    },
    advice: "Keep NULL out, or make a next version: `hookgen new {next} --from {hook}`.",
  },
  "null-forbidden": {
    summary: "NULL may no longer be passed",
    severity: "warning",
    section: "behaviour",
    means: {
      BEHAVIOUR: "callers that pass NULL break providers; providers are not affected",
      SOURCE_TS: "calls that pass `null` do not fit",
    },
    advice: "Look at every caller of {hook}.",
  },
  "null-open": {
    summary: "whether NULL may be passed is no longer said",
    severity: "warning",
    section: "behaviour",
    means: {
      BEHAVIOUR: "providers that relied on what was said have to expect NULL",
      SOURCE_TS: "`null` is no longer part of the type",
    },
    advice: "Leave what was promised in the definition.",
  },
  "null-clarified": {
    summary: "that NULL is never passed is now said",
    severity: "note",
    section: "words",
    means: { DOCS: "nothing was known before: providers may now rely on it" },
    advice: "Make sure that no caller passes NULL.",
  },
  "threading-widened": {
    summary: "providers may be called from any thread",
    severity: "error",
    section: "behaviour",
    means: {
      BEHAVIOUR: "a provider that relied on the scheduler thread is called from others: races",
    },
    advice:
      "Keep the hook in the scheduler thread, or make a next version: `hookgen new {next} --from {hook}`.",
  },
  "threading-narrowed": {
    summary: "providers are called from the scheduler thread alone",
    severity: "warning",
    section: "behaviour",
    means: { BEHAVIOUR: "callers in other threads may no longer call; providers are not affected" },
    advice: "Look at every caller of {hook}.",
  },
  "threading-open": {
    summary: "the thread that calls providers is no longer said",
    severity: "warning",
    section: "behaviour",
    means: { BEHAVIOUR: "providers that relied on what was said have to expect any thread" },
    advice: "Leave what was promised in the definition.",
  },
  "threading-clarified": {
    summary: "the thread that calls providers is now said",
    severity: "note",
    section: "words",
    means: { DOCS: "nothing was known before, so providers had to expect any thread" },
    advice: "Make sure that every caller keeps to it.",
  },
  "stop-changed": {
    summary: "another result ends a call",
    severity: "error",
    section: "behaviour",
    means: {
      BEHAVIOUR:
        "providers that ran no longer do, or the reverse; the rule is compiled into callers, so that old ones keep the old rule",
    },
    advice: `If the definition was wrong before, accept it with that reason. Otherwise: ${keepSignature}`,
  },
  "stop-clarified": {
    summary: "the same stop rule in other words",
    severity: "note",
    section: "words",
    means: { DOCS: "calls run as before: every provider is called" },
    advice: "Nothing to do.",
  },
  "default-changed": {
    summary: "a call without providers has another result",
    severity: "warning",
    section: "behaviour",
    means: {
      BEHAVIOUR:
        "callers that do not ask `has` first get another result; it is compiled into them, so that old ones keep the old one",
    },
    advice: "Look at every caller of {hook}.",
  },
  "default-clarified": {
    summary: "the same result without providers in other words",
    severity: "note",
    section: "words",
    means: { DOCS: "a call without providers returns what it did here" },
    advice: "Nothing to do.",
  },
  "chain-changed": {
    summary: "results are handed on in another way",
    severity: "error",
    section: "behaviour",
    means: { BEHAVIOUR: "a provider gets another value than before where one ran ahead of it" },
    advice: `If the definition was wrong before, accept it with that reason. Otherwise: ${keepSignature}`,
  },
  "values-changed": {
    summary: "other values are listed",
    severity: "warning",
    section: "behaviour",
    means: { BEHAVIOUR: "providers or callers meet values that they do not know, or miss some" },
    advice: "Make sure that code which does not know a new value does something sensible with it.",
  },
  "hook-deprecated": {
    summary: "a hook is deprecated",
    severity: "warning",
    section: "words",
    means: {
      DOCS: "everything works on; C and TypeScript tools warn of its registration, which stops C builds with -Werror that lack -Wno-error=deprecated-declarations",
    },
    advice: "Move to what replaces it.",
  },
  "deprecation-changed": {
    summary: "a deprecation says something else",
    severity: "note",
    section: "words",
    means: { DOCS: "only the words of the warning change" },
    advice: "Nothing to do.",
  },
  "deprecation-lifted": {
    summary: "a hook is no longer deprecated",
    severity: "note",
    section: "words",
    means: { DOCS: "tools no longer warn of its registration" },
    advice: "Nothing to do.",
  },
  "page-moved": {
    summary: "a hook's page has another name",
    severity: "warning",
    section: "words",
    means: { DOCS: "links to the old page lead nowhere" },
    advice: "Leave `page` as it was, or redirect the old name.",
  },
  "documentation-changed": {
    summary: "documentation alone has changed",
    severity: "note",
    section: "words",
    means: { DOCS: "words only" },
    advice: "Read them.",
  },
  "type-added": {
    summary: "a type is new",
    severity: "note",
    section: "new",
    means: {},
    advice: "Make sure that the SDK declares it the same way.",
  },
  "type-removed": {
    summary: "a type is no longer declared",
    severity: "error",
    section: "breaks",
    means: {
      SOURCE_C: "its header in hook-types/ is gone",
      SOURCE_TS: "its name is no longer exported",
    },
    advice: "Leave the type in definitions/types.yaml while anybody may use it.",
  },
  "type-redeclared": {
    summary: "a type is declared as another one",
    severity: "error",
    section: "breaks",
    means: {
      ABI: "it binds, for the prototype has the same text, and takes the type for another one: this crashes",
      SOURCE_C: "code that relied on what the type is does not fit",
    },
    advice: "Give the new type a name of its own, and the hooks that use it a next version.",
  },
  "type-retagged": {
    summary: "a type that is known by its name alone has another tag",
    severity: "warning",
    section: "breaks",
    means: {
      SOURCE_C: "code that names the struct by its tag does not fit; pointers stay pointers",
    },
    advice: "If the tag was wrong before, accept it with that reason.",
  },
  "type-header-moved": {
    summary: "a type comes from another header of the SDK",
    severity: "warning",
    section: "breaks",
    means: { SOURCE_C: "builds with the SDK include another header, which has to exist there" },
    advice: "Make sure that every SDK in use has the new header.",
  },
  "type-in-typescript-changed": {
    summary: "a type is another one in TypeScript",
    severity: "error",
    section: "breaks",
    means: { SOURCE_TS: "values of the old type do not fit the new one, or its name is gone" },
    advice: "Leave `typescript` and `typescript_name` as they were.",
  },
  "type-in-lua-renamed": {
    summary: "a type has another name in Lua annotations",
    severity: "warning",
    section: "breaks",
    means: {
      SOURCE_LUA: "annotations that name the old class are no longer understood; policies run on",
    },
    advice: "Leave `lua_name` as it was.",
  },
  "constant-added": {
    summary: "a constant is new",
    severity: "note",
    section: "new",
    means: {},
    advice: "Make sure that code which does not know it does something sensible with its value.",
  },
  "constant-removed": {
    summary: "a constant is gone",
    severity: "error",
    section: "breaks",
    means: {
      SOURCE_C: "its name is no longer declared",
      SOURCE_TS: "its name is no longer exported",
    },
    advice: "Leave the constant in definitions/constants.yaml while anybody may use it.",
  },
  "constant-renumbered": {
    summary: "a constant has another number",
    severity: "error",
    section: "breaks",
    means: { ABI: "it has the old number compiled in, and is misunderstood without a word" },
    advice: "Leave the number, and give the new one a name of its own.",
  },
  "acceptance-without-change": {
    summary: "a change is accepted that is not there",
    severity: "warning",
    section: "words",
    means: {},
    advice: "Take the acceptance out: the change has landed, or never happened.",
  },
} as const satisfies Record<string, ChangeRule>;

export type RuleId = keyof typeof changeRules;

/** The rules whose findings a definition can accept. */
export const acceptableRules = (Object.keys(changeRules) as RuleId[]).filter(
  (id) => changeRules[id].severity !== "note" && id !== "acceptance-without-change",
);
