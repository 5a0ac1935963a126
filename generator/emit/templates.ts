import { readFileSync } from "node:fs";
import Handlebars from "handlebars";

const folder = new URL("../templates/", import.meta.url);
const engine = Handlebars.create();
const compiled = new Map<string, Handlebars.TemplateDelegate>();

/** The text of the file `name` of `templates/`. */
export function readTemplate(name: string): string {
  return readFileSync(new URL(name, folder), "utf8").replaceAll("\r\n", "\n");
}

/** Fills the Handlebars template `name` with `view`; a name that the view lacks is a bug and throws. */
export function renderTemplate(name: string, view: object): string {
  let template = compiled.get(name);
  if (template === undefined) {
    template = engine.compile(readTemplate(name), { noEscape: true, strict: true });
    compiled.set(name, template);
  }
  return template(view);
}
