import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import Handlebars from "handlebars";

/** Handlebars templates as compiled functions, so that its compiler is not needed to run. */
export const precompile = {
  name: "precompile",
  setup({ onLoad }) {
    onLoad({ filter: /\.hbs$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8").replaceAll("\r\n", "\n");
      const options = { noEscape: true, strict: true, srcName: basename(path) };
      const { code } = Handlebars.precompile(text, options);
      return { contents: `export default ${code};` };
    });
  },
};

/** `import text from "…?text"`: files that are emitted as they are. */
export const verbatim = {
  name: "verbatim",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\?text$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.slice(0, -"?text".length)),
      namespace: "text",
    }));
    onLoad({ filter: /.*/, namespace: "text" }, ({ path }) => {
      const contents = readFileSync(path, "utf8").replaceAll("\r\n", "\n");
      return { contents, loader: "text" };
    });
  },
};
