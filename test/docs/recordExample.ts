import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

/** Expects that a record with comments is JSON without them, and that the schema knows each of its keys. */
export function expectRecord(text: string): void {
  const schema: Schema = JSON.parse(readFileSync('src/report/json/record.schema.json', 'utf8'));
  // A comment stands behind a blank: the slashes of an address do not.
  const record = JSON.parse(text.replaceAll(/ +\/\/ .*$/gm, ''));
  expect(unknownKeys(record, schema, schema)).toEqual([]);
}

function unknownKeys(value: unknown, schema: Schema, whole: Schema): string[] {
  const named =
    schema.$ref === undefined ? schema : (whole.definitions?.[schema.$ref.split('/').at(-1) ?? ''] ?? {});
  if (Array.isArray(value)) return value.flatMap((one) => unknownKeys(one, named.items ?? {}, whole));
  const { properties } = named;
  if (typeof value !== 'object' || value === null || properties === undefined) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const known = properties[key];
    return known === undefined ? [key] : unknownKeys(inner, known, whole);
  });
}
