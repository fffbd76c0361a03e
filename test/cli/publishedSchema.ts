import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

type Schema = { [key: string]: unknown };

/**
 * The check of a schema that the package has. The schemas let readers of a later version's records pass; this check
 * does not, so that no key is printed that its schema does not tell of.
 * In: the schema's name, as in dist/schemas/record.schema.json.
 */
export function publishedSchema(name: string): ValidateFunction {
  const url = new URL(`../../dist/schemas/${name}.schema.json`, import.meta.url);
  const schema = JSON.parse(readFileSync(url, 'utf8'));
  return new Ajv2020({ strict: false, formats: { 'date-time': true } }).compile(closed(schema) as Schema);
}

/** Objects whose own keys a schema tells in part, because the others are told elsewhere, stay open. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const made = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  const { properties, required = [] } = schema as { properties?: Schema; required?: string[] };
  const isWhole = properties !== undefined && required.every((key) => key in properties);
  return isWhole && !('additionalProperties' in schema) ? { ...made, additionalProperties: false } : made;
}
