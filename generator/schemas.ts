/* Writes the JSON Schemas into definitions/: `npm run schemas`, in the root of the repository. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { jsonSchemas } from "./definitions/json-schema.js";

for (const [name, text] of jsonSchemas()) writeFileSync(join("definitions", name), text);
