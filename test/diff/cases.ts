import { readFileSync } from "node:fs";

/** What a tool says that is not what `hookgen diff` says, and why both are right. */
export interface Differences {
  readonly abidiff?: string;
  readonly gcc?: string;
  readonly tsc?: string;
}

/** A change of the definitions in `definitions/`, and what the tools think of it. */
export interface DiffCase {
  readonly name: string;
  /** In the file: the text that goes, and what comes in its place. Without a text, the whole file. */
  readonly edits: readonly (readonly [file: string, from: string | null, to: string | null])[];
  /** More C that a program written for the old definitions may have. */
  readonly c?: string;
  readonly differs?: Differences;
}

const point = "demo/point.yaml";
const old = "demo/old.yaml";
/** Why abidiff sees nothing where the runtime keeps modules apart. */
export const byText =
  "the machine does not notice, but the prototype has another text, and the runtime refuses it";
const compiledIn = "numbers of constants are compiled into modules; no function's type has them";

const pointText = readFileSync(new URL("definitions/demo/point.yaml", import.meta.url), "utf8");

const level = "  - name: level\n    type: int\n    meaning: How high it is.\n";
const text = "  - name: text\n    type: char *\n    meaning: What is said.\n";
const extra = "  - name: extra\n    type: int\n    meaning: One more.\n";

/** Every kind of change that the rules know. */
export const cases: readonly DiffCase[] = [
  { name: "nothing", edits: [] },
  { name: "hook-removed", edits: [[point, null, null]] },
  {
    name: "hook-removed-on-purpose",
    edits: [
      [point, null, null],
      ["removed.yaml", null, "demo/point:\n  reason: Nobody has called it since 3.0.\n"],
    ],
  },
  {
    name: "hook-added",
    edits: [["demo/more.yaml", null, "summary: There is more.\nreturns: void\n"]],
  },
  {
    name: "hook-renamed",
    edits: [
      [point, null, null],
      ["demo/spot.yaml", null, pointText],
    ],
  },
  {
    name: "hook-moved-to-another-scope",
    edits: [
      [point, null, null],
      ["stage/point.yaml", null, pointText],
    ],
  },
  {
    name: "hook-replaced-by-a-next-version",
    edits: [
      [point, null, `${pointText}deprecated:\n  replacement: demo/point_v1\n`],
      [
        "demo/point_v1.yaml",
        null,
        pointText.replace("type: int\n    meaning", "type: long\n    meaning"),
      ],
    ],
  },
  { name: "header-moved", edits: [[point, "threading:", "header: demo/elsewhere.h\nthreading:"]] },
  {
    name: "includes-changed",
    edits: [[point, "threading:", "includes:\n  - <stdio.h>\nthreading:"]],
    differs: { gcc: "a header that every system has is found; one of the SDK's need not be" },
  },
  { name: "parameter-added-last", edits: [[point, "threading:", `${extra}threading:`]] },
  { name: "parameter-added-first", edits: [[point, level, extra + level]] },
  { name: "parameter-removed", edits: [[point, level, ""]] },
  {
    name: "parameters-shifted-unseen",
    edits: [
      [point, "  - name: from\n    type: const char *\n    meaning: Where it comes from.\n", ""],
      [
        point,
        "threading:",
        "  - name: via\n    type: const char *\n    meaning: The way.\nthreading:",
      ],
    ],
  },
  { name: "parameters-reordered", edits: [[point, level + text, text + level]] },
  {
    name: "parameters-swapped",
    edits: [
      [point, "name: from", "name: TO"],
      [point, "name: to", "name: from"],
      [point, "name: TO", "name: to"],
    ],
  },
  { name: "parameter-renamed", edits: [[point, "name: level", "name: height"]] },
  {
    name: "parameter-repurposed",
    edits: [[point, level, level.replace("level", "depth").replace("high it is", "deep it lies")]],
  },
  {
    name: "int-to-long",
    edits: [[point, level, level.replace("int", "long")]],
  },
  {
    name: "int-to-unsigned",
    edits: [[point, level, level.replace("int", "unsigned")]],
  },
  {
    name: "text-to-const-text",
    edits: [[point, "type: char *", "type: const char *"]],
    differs: { abidiff: byText },
  },
  { name: "pointer-to-another-pointer", edits: [[point, "type: host *", "type: guest *"]] },
  {
    name: "pointer-to-pointer-to-pointer",
    edits: [[point, "type: host *", "type: host **"]],
  },
  {
    name: "array-to-pointer",
    edits: [[point, "type: const char *[]", "type: const char **"]],
    differs: { abidiff: byText },
  },
  {
    name: "int-to-a-typedef-of-int",
    edits: [[point, level, level.replace("int", "number")]],
    differs: { abidiff: byText },
  },
  {
    name: "a-typedef-written-out",
    edits: [[point, "type: slot", "type: int"]],
    differs: { abidiff: byText },
  },
  {
    name: "a-typedef-to-another-of-the-same-type",
    edits: [[point, "type: slot", "type: number"]],
    differs: { abidiff: byText },
  },
  {
    name: "int-spelled-in-full",
    edits: [[point, level, level.replace("int", "signed int")]],
  },
  {
    name: "return-type-to-long",
    edits: [[point, "  type: int\n  meaning", "  type: long\n  meaning"]],
  },
  {
    name: "return-type-to-void",
    edits: [
      [
        point,
        "returns:\n  type: int\n  meaning: How it went.\n  stop: nonzero\n  default: 0\n  values:\n    STATE_OK: It went well.\n    STATE_BAD: It did not.\n",
        "returns: void\n",
      ],
    ],
  },
  { name: "closure-gone", edits: [[point, "threading:", "closure: false\nthreading:"]] },
  {
    name: "direction-changed",
    edits: [[point, "What is said.\n", "What is said.\n    direction: out\n"]],
  },
  {
    name: "direction-changed-of-a-handle",
    edits: [[point, "nullable: false\n", "nullable: false\n    direction: inout\n"]],
  },
  {
    name: "length-given",
    edits: [[point, "What it is called.\n", "What it is called.\n    length: level\n"]],
  },
  { name: "null-allowed", edits: [[point, "nullable: false", "nullable: true"]] },
  { name: "null-open", edits: [[point, "    nullable: false\n", ""]] },
  {
    name: "null-clarified",
    edits: [[point, "What is said.\n", "What is said.\n    nullable: false\n"]],
  },
  { name: "threading-widened", edits: [[point, "threading: scheduler", "threading: any"]] },
  { name: "threading-open", edits: [[point, "threading: scheduler\n", ""]] },
  {
    name: "threading-clarified",
    edits: [["demo/quiet.yaml", "returns: void", "returns: void\nthreading: any"]],
  },
  { name: "stop-changed", edits: [[point, "stop: nonzero", "stop:\n    equals: STATE_BAD"]] },
  { name: "default-changed", edits: [[point, "default: 0", "default: 1"]] },
  { name: "default-clarified", edits: [[point, "  default: 0\n", ""]] },
  {
    name: "chain-changed",
    edits: [[point, "default: 0", "default: 0\n  chain: level"]],
  },
  { name: "values-changed", edits: [[point, "    STATE_BAD: It did not.\n", ""]] },
  { name: "deprecated", edits: [[point, "threading:", "deprecated: {}\nthreading:"]] },
  {
    name: "documentation-changed",
    edits: [
      [point, "Called at the point.", "Called when the point is reached."],
      [point, "Who owns it.", "Whose it is."],
    ],
  },
  { name: "page-moved", edits: [[point, "threading:", "page: demo-point\nthreading:"]] },
  {
    name: "type-added",
    edits: [["types.yaml", "size_t:", "cat:\n  summary: A cat.\n  struct: _cat\nsize_t:"]],
  },
  {
    name: "type-redeclared",
    edits: [["types.yaml", "typedef int slot;", "typedef long slot;"]],
    c: "int provider_of_ints(void *, int, char *, host *, const char *[], int, const char *, const char *);\nvoid register_ints(void);\nvoid register_ints(void) { register_demo_point_hook_last(provider_of_ints, NULL); }",
  },
  {
    name: "type-redeclared-in-other-words",
    edits: [["types.yaml", "typedef int slot;", "typedef  signed slot; /* a place */"]],
  },
  {
    name: "type-retagged",
    edits: [["types.yaml", "struct: _guest", "struct: guest"]],
    c: "guest *same_guest(struct _guest *one);\nguest *same_guest(struct _guest *one) { return one; }",
    differs: { abidiff: "the tag is another one, but nobody sees more than a pointer" },
  },
  {
    name: "type-comes-from-another-header",
    edits: [["types.yaml", "header: host.h", "header: dns.h"]],
    differs: { gcc: "without the SDK its headers are not included" },
  },
  {
    name: "type-in-typescript-changed",
    edits: [["types.yaml", "  struct: _guest\n", "  struct: _guest\n  typescript: string\n"]],
  },
  {
    name: "type-in-lua-renamed",
    edits: [["types.yaml", "  struct: _guest\n", "  struct: _guest\n  lua_name: visitor\n"]],
  },
  {
    name: "constant-renumbered",
    edits: [["constants.yaml", "value: 1", "value: 2"]],
    differs: { abidiff: compiledIn },
  },
  {
    name: "constant-removed",
    edits: [
      ["constants.yaml", "    STATE_BAD:\n      summary: Not well.\n      value: 1\n", ""],
      [point, "    STATE_BAD: It did not.\n", ""],
    ],
  },
  {
    name: "constant-added",
    edits: [
      [
        "constants.yaml",
        "    STATE_BAD:",
        "    STATE_FINE:\n      summary: Fine.\n      value: 2\n    STATE_BAD:",
      ],
    ],
  },
  {
    name: "accepted",
    edits: [
      [point, level, level.replace("int", "long")],
      [
        point,
        "threading:",
        "accept:\n  - rule: parameter-retyped\n    reason: No module uses it yet.\nthreading:",
      ],
    ],
  },
  {
    name: "accepted-without-a-change",
    edits: [
      [
        point,
        "threading:",
        "accept:\n  - rule: parameter-retyped\n    reason: No module uses it yet.\nthreading:",
      ],
    ],
  },
  { name: "hook-left-c", edits: [[old, "threading:", "lua_only: true\nthreading:"]] },
  { name: "hook-entered-c", edits: [["demo/scripted.yaml", "lua_only: true\n", ""]] },
  {
    name: "parameter-added-in-lua-alone",
    edits: [["demo/scripted.yaml", "threading:", `${extra}threading:`]],
  },
  {
    name: "return-type-to-a-typedef-of-the-same-type",
    edits: [[old, "type: slot", "type: number"]],
    differs: { abidiff: byText },
  },
  { name: "null-forbidden", edits: [[old, "nullable: true", "nullable: false"]] },
  { name: "threading-narrowed", edits: [[old, "threading: any", "threading: scheduler"]] },
  { name: "stop-clarified", edits: [[old, "  stop: never\n", ""]] },
  { name: "deprecation-changed", edits: [[old, "It is old.", "It is very old."]] },
  { name: "deprecation-lifted", edits: [[old, "deprecated:\n  reason: It is old.\n", ""]] },
  {
    name: "type-removed",
    edits: [
      [
        "types.yaml",
        "number:\n  summary: A number.\n  declaration: typedef int number; /* how many */\n  typescript: number\n",
        "",
      ],
    ],
    c: '#include "hook-types/number.h"\nnumber count(void);\nnumber count(void) { return 0; }',
  },
  {
    name: "several-at-once",
    edits: [
      [point, level, level.replace("int", "long")],
      [point, "threading: scheduler", "threading: any"],
      [point, "Who owns it.", "Whose it is."],
      ["demo/quiet.yaml", null, null],
      ["demo/more.yaml", null, "summary: There is more.\nreturns: void\n"],
    ],
  },
];
