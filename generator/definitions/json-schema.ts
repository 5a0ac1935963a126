import { type JsonSchema, toJsonSchema } from "@valibot/to-json-schema";
import type * as v from "valibot";
import {
  constantsSchema,
  groupsSchema,
  hookSchema,
  packageSchema,
  removedSchema,
  scopesSchema,
  typesSchema,
} from "./schema.js";

/** The schemas for editors: the file's name, what it describes, and the source. */
const published: readonly (readonly [string, string, v.GenericSchema])[] = [
  ["hook.schema.json", "Hook", hookSchema],
  ["types.schema.json", "C types", typesSchema],
  ["constants.schema.json", "Constants", constantsSchema],
  ["scopes.schema.json", "Scopes", scopesSchema],
  ["groups.schema.json", "Groups", groupsSchema],
  ["package.schema.json", "Package", packageSchema],
  ["removed.schema.json", "Removed hooks", removedSchema],
];

/** The text of each JSON Schema that editors check and complete definitions with, by file name. */
export function jsonSchemas(): Map<string, string> {
  return new Map(
    published.map(([name, title, schema]) => {
      const { $schema, ...shape } = toJsonSchema(schema, {
        overrideAction,
        ignoreActions: ["check"],
      });
      return [name, `${JSON.stringify({ $schema, title, ...shape }, null, 2)}\n`];
    }),
  );
}

type Override = NonNullable<NonNullable<Parameters<typeof toJsonSchema>[1]>["overrideAction"]>;

/** What editors need beyond the standard: descriptions as Markdown, and YAML's null. */
const overrideAction: Override = ({ valibotAction, jsonSchema }) => {
  if (valibotAction.type === "description")
    return { ...jsonSchema, markdownDescription: jsonSchema.description };
  return jsonSchema.enum?.includes("null") ? withNull(jsonSchema) : jsonSchema;
};

/** The word `null` of a choice is YAML's null to an editor; in quotes it is accepted, not offered. */
function withNull(choice: JsonSchema): JsonSchema {
  const words = choice.enum?.map((word) => (word === "null" ? null : word)) ?? [];
  const quoted: JsonSchema = { type: "string", pattern: "^null$" };
  return { anyOf: [{ ...choice, type: ["string", "null"], enum: words }, quoted] };
}
