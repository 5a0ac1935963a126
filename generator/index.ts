export type { Code } from "./diagnostics/catalogue.js";
export type { Diagnostic, Location, Position } from "./diagnostics/diagnostic.js";
export { formatDiagnostics } from "./diagnostics/text.js";
export {
  type GeneratedFile,
  type GenerateOptions,
  type GenerateResult,
  generate,
} from "./generate.js";
