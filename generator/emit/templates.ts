import type HandlebarsApi from "handlebars";
import runtime from "handlebars/runtime.js";
import cmakeLists from "../../templates/c/CMakeLists.txt?text";
import constantsHeader from "../../templates/c/constants.h.hbs";
import hookHeader from "../../templates/c/hook.h.hbs";
import runtimeSource from "../../templates/c/module-hooks.c?text";
import runtimeHeader from "../../templates/c/module-hooks.h?text";
import pkgConfig from "../../templates/c/module-hooks.pc.in?text";
import cmakeConfig from "../../templates/c/module-hooks-config.cmake?text";
import typeHeader from "../../templates/c/type.h.hbs";
import diagnosticsPage from "../../templates/docs/diagnostics.md.hbs";
import hookPage from "../../templates/docs/hook.md.hbs";
import indexPage from "../../templates/docs/index.md.hbs";
import lifeOfAHook from "../../templates/docs/life-of-a-hook.md?text";
import scopePage from "../../templates/docs/scope.md.hbs";
import luaHook from "../../templates/lua/hook.lua.hbs";
import luaPolicy from "../../templates/lua/policy.lua.hbs";
import luaTypes from "../../templates/lua/types.lua.hbs";
import momentumHeader from "../../templates/momentum/hook.h.hbs";
import packageReadme from "../../templates/typescript/README.md.hbs";
import typescriptRuntime from "../../templates/typescript/runtime.ts?text";
import typescriptProject from "../../templates/typescript/tsconfig.json?text";

// Its own types leave out that it has the whole interface but the compiler.
const engine = (runtime as unknown as typeof HandlebarsApi).create();

/** A Handlebars template as a function; a name that the view lacks is a bug and throws. */
function template(specification: TemplateSpecification): (view: object) => string {
  const fill = engine.template(specification);
  return (view) => fill(view);
}

/** The templates of `templates/`, compiled when the generator is bundled. */
export const templates = {
  constantsHeader: template(constantsHeader),
  diagnosticsPage: template(diagnosticsPage),
  hookHeader: template(hookHeader),
  hookPage: template(hookPage),
  indexPage: template(indexPage),
  luaHook: template(luaHook),
  luaPolicy: template(luaPolicy),
  luaTypes: template(luaTypes),
  momentumHeader: template(momentumHeader),
  packageReadme: template(packageReadme),
  scopePage: template(scopePage),
  typeHeader: template(typeHeader),
};

/** The files of `templates/` that are emitted as they are. */
export const verbatim = {
  cmakeConfig,
  cmakeLists,
  lifeOfAHook,
  pkgConfig,
  runtimeHeader,
  runtimeSource,
  typescriptProject,
  typescriptRuntime,
};
