import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Editor, startEditor } from "./support/language-server.js";
import { root } from "./support/tools.js";

/*
 * What somebody who writes a definition in VS Code gets: the server behind its YAML extension, driven
 * over LSP. A `|` stands for the cursor.
 */
let editor: Editor;
beforeAll(async () => {
  editor = await startEditor(root);
});
afterAll(() => editor.close());

const schema = "# yaml-language-server: $schema=../hook.schema.json\n";

/** Each text is a file of its own, so that no answer is about an older one. */
let files = 0;
const newFile = () => `definitions/core/new_${++files}.yaml`;

const complete = async (text: string) => {
  const items = await editor.complete(newFile(), `${schema}${text}`);
  return items.map(({ label }) => label);
};
const hover = (text: string) => editor.hover(newFile(), `${schema}${text}`);
const diagnose = async (text: string) => {
  const found = await editor.diagnose(newFile(), `${schema}${text}`);
  const lines = text.split("\n");
  return found.map(({ message, range: { start, end } }) => {
    return [lines[start.line - 1]?.slice(start.character, end.character), message];
  });
};

describe("completion", () => {
  test("offers the fields of a hook", async () => {
    const offered = await complete("summary: It has happened.\n|");
    expect(offered).toEqual(
      expect.arrayContaining(["returns", "parameters", "threading", "see_also", "updated"]),
    );
    expect(offered).not.toContain("summary");
  });

  test("offers the fields of a parameter, of the result and of a stop rule", async () => {
    const parameter = await complete("parameters:\n  - name: dr\n    |");
    expect(parameter).toEqual(["type", "meaning", "direction", "nullable", "length", "values"]);
    const result = await complete("returns:\n  type: int\n  |");
    expect(result).toEqual(["meaning", "values", "stop", "default", "chain"]);
    expect(await complete("returns:\n  type: int\n  stop:\n    |")).toEqual(["equals", "not"]);
  });

  test.each([
    ["threading: |", ["any", "scheduler", "unspecified"]],
    ["parameters:\n  - name: dr\n    direction: |", ["in", "out", "inout"]],
    [
      "returns:\n  type: int\n  stop: |",
      ["never", "nonzero", "zero", "null", "nonnull", "unspecified"],
    ],
    ["closure: |", ["true", "false"]],
  ])("offers the words of %j", async (text, words) => {
    expect(await complete(text)).toEqual(words);
  });

  test("says what an offered field and word mean", async () => {
    const fields = await editor.complete(newFile(), `${schema}|`);
    const threading = fields.find(({ label }) => label === "threading");
    expect(threading?.documentation).toMatchObject({
      value: "The thread that calls providers; `unspecified` if left out.",
    });
    const [any] = await editor.complete(newFile(), `${schema}threading: |`);
    expect(any?.documentation).toBe("Any thread calls providers.");
  });

  test("knows the shared files", async () => {
    const text = readFileSync(join(root, "definitions/types.yaml"), "utf8");
    const items = await editor.complete("definitions/types.yaml", `${text}new_type:\n  |`);
    expect(items.map(({ label }) => label)).toEqual(
      expect.arrayContaining(["summary", "header", "typescript_name"]),
    );
  });
});

describe("hover", () => {
  test.each([
    ["thread|ing: any", "The thread that calls providers; `unspecified` if left out."],
    ["threading: any|", "`any`: Any thread calls providers."],
    ["parameters:\n  - name: dr\n    null|able: true", "Whether NULL may be passed."],
    ["returns:\n  type: int\n  st|op: nonzero", "`nonzero`: A result other than 0 ends the call."],
    ["returns:\n  type: char *\n  st|op: null", "`null`: NULL ends the call."],
  ])("over %j", async (text, shown) => expect(await hover(text)).toContain(shown));
});

describe("diagnostics", () => {
  test("mark an unknown field", async () => {
    const found = await diagnose("summary: It is.\nreturns: void\nthreads: any\n");
    expect(found).toEqual([["threads", "Property threads is not allowed."]]);
  });

  test("mark wrong words, each where it is", async () => {
    const found = await diagnose(
      "summary: It is.\nreturns: { type: int, stop: nonzro }\nthreading: sometimes\n",
    );
    expect(found).toEqual([
      ["nonzro", expect.stringContaining('"nonzero"')],
      ["sometimes", expect.stringContaining('"any", "scheduler", "unspecified"')],
    ]);
  });

  test("mark what is missing and what has the wrong shape", async () => {
    expect(await diagnose("returns: void\n")).toEqual([
      [expect.anything(), 'Missing property "summary".'],
    ]);
    const found = await diagnose("summary: It is.\nreturns: void\nsee_also: core/log_error\n");
    expect(found).toEqual([["core/log_error", expect.stringContaining("array")]]);
  });

  test("leave numbers and NULL alone", async () => {
    const returns =
      "{ type: int, default: 0, stop: null, values: { 0: No., NULL: None., 3.10: 4 } }";
    expect(await diagnose(`summary: It is.\nreturns: ${returns}\nsince: 3.10\n`)).toEqual([]);
  });

  test.each([
    "core/log_error.yaml",
    "core/generate_soft_bounce_message.yaml",
    "core/config_get_host_failure_retry.yaml",
    "types.yaml",
    "constants.yaml",
    "scopes.yaml",
    "groups.yaml",
    "package.yaml",
  ])("find nothing in definitions/%s", async (path) => {
    const shown = `definitions/${path}`;
    expect(await editor.diagnose(shown, readFileSync(join(root, shown), "utf8"))).toEqual([]);
  });
});
