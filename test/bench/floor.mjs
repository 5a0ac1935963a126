/*
 * The floor that the command is measured against: parses the YAML files below the folder `definitions`
 * with the library that hookgen uses, and writes the texts of `outputs.json` into `floor`.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { globSync } from "tinyglobby";
import { parse } from "yaml";

const [cwd = "."] = process.argv.slice(2);
for (const path of globSync("definitions/**/*.yaml", { cwd }))
  parse(readFileSync(join(cwd, path), "utf8"));
const outputs = JSON.parse(readFileSync(join(cwd, "outputs.json"), "utf8"));
const made = new Set();
for (const [path, text] of Object.entries(outputs)) {
  const file = join(cwd, "floor", path);
  const folder = dirname(file);
  if (!made.has(folder)) mkdirSync(folder, { recursive: true });
  made.add(folder);
  writeFileSync(file, text);
}
