import { cell, code, table } from './markdown.mjs';

/** The reference of suites, from their schema. Out: pages in Markdown by their paths. */
export function suiteReference(schema) {
  const { definitions } = schema;
  const parts = [
    '# What a suite may hold\n\nEvery key, made from the schema. [Suites](../suites.md) tells how they are used.\n',
  ];
  parts.push(`## The file\n\n${keys(schema, definitions)}`);
  const shown = Object.entries(definitions).flatMap(([name, definition]) =>
    objectsIn(definition).map((object) => [name, object]),
  );
  for (const [name, object] of shown)
    parts.push(`## ${name}\n\n${describeObject(object)}${keys(object, definitions)}`);
  return { 'suite.md': parts.join('\n') };
}

function describeObject({ description }) {
  return description === undefined ? '' : `${description}\n\n`;
}

/** The objects with keys that a definition allows: itself, or some of its alternatives. */
function objectsIn(definition) {
  if (definition.properties !== undefined) return [definition];
  return (definition.anyOf ?? []).filter(({ properties }) => properties !== undefined);
}

function keys({ properties, required = [] }, definitions) {
  const rows = Object.entries(properties).map(([name, schema]) => [
    code(name),
    cell(typeOf(schema, definitions)),
    cell(`${required.includes(name) ? 'Needed. ' : ''}${descriptionOf(schema, definitions)}`),
  ]);
  return table(['key', 'takes', ''], rows);
}

function descriptionOf(schema, definitions) {
  return (
    schema.description ??
    (schema.$ref === undefined ? '' : descriptionOf(target(schema, definitions), definitions))
  );
}

function target({ $ref }, definitions) {
  return definitions[$ref.split('/').at(-1)];
}

/** What a value may be, in words. */
function typeOf(schema, definitions, depth = 0) {
  if (schema.enum !== undefined) return schema.enum.join(', ');
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1);
    if (name === 'text' || name === 'filled') return 'text';
    const definition = target(schema, definitions);
    return objectsIn(definition).length > 0 || depth > 2 ? name : typeOf(definition, definitions, depth + 1);
  }
  const alternatives = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (alternatives !== undefined)
    return [...new Set(alternatives.map((one) => typeOf(one, definitions, depth + 1)))].join(', or ');
  if (schema.type === 'array')
    return schema.items === undefined ? 'list' : `list of ${typeOf(schema.items, definitions, depth + 1)}`;
  if (schema.type === 'object')
    return schema.properties === undefined ? 'map' : `map of ${Object.keys(schema.properties).join(', ')}`;
  return [schema.type ?? 'anything'].flat().join(' or ');
}
