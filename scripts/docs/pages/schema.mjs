/** JSON Schemas of events in words. */
import { code, codes } from './markdown.mjs';

const PATTERNS = new Map([
  ['^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$', 'UUID'],
  ['^\\d{4}-\\d{2}-\\d{2}$', 'civil date'],
  ['^\\d{3}$', 'DfE code of an authority'],
  ['^\\d{6}$', '6 digits'],
  ['^1\\d{7}$', '8 digits, the first a 1'],
]);

const range = ({ minimum, maximum }) => {
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`;
  return minimum === undefined ? '' : `, ${minimum} or more`;
};

/** Pieces of which many events are made: described once on the page, and named elsewhere. */
export const PIECES = [
  { name: 'setting', says: 'Where a child is or will be taught.', is: ({ urn, ukprn }) => urn && ukprn },
  { name: 'need', says: 'A special educational need and its rank.', is: ({ type, rank }) => type && rank },
];

/** What a value of a schema looks like. */
export const inWords = (schema) => {
  if (schema.anyOf) return anyOf(schema.anyOf);
  if (schema.const !== undefined) return code(schema.const);
  switch (schema.type) {
    case 'string':
      if (schema.pattern) return PATTERNS.get(schema.pattern) ?? `text of the form ${code(schema.pattern)}`;
      return schema.maxLength ? `text of up to ${schema.maxLength.toLocaleString('en-GB')} characters` : 'text';
    case 'integer':
      return `whole number${range(schema)}`;
    case 'number':
      return `number${range(schema)}`;
    case 'boolean':
      return 'true or false';
    case 'null':
      return 'null';
    case 'array':
      return `list: ${inWords(schema.items)}`;
    case 'object':
      return object(schema);
    default:
      return Object.keys(schema).length === 0 ? 'any value' : JSON.stringify(schema);
  }
};

const anyOf = (choices) => {
  const literals = choices.filter(({ const: value }) => value !== undefined);
  const others = choices.filter(({ const: value }) => value === undefined);
  return [...(literals.length > 0 ? [`one of ${codes(literals.map((one) => one.const))}`] : []), ...others.map(inWords)]
    .join(', or ')
    .replace('one of `true`, `false`', 'true or false');
};

const object = ({ properties, patternProperties, required = [] }) => {
  const piece = PIECES.find(({ is }) => is(properties ?? {}));
  if (piece) return `[${piece.name}](#${piece.name})`;
  if (patternProperties) return `names, each with ${Object.values(patternProperties).map(inWords).join(' or ')}`;
  const fields = Object.entries(properties ?? {}).map(
    ([name, schema]) => `${code(required.includes(name) ? name : `${name}?`)} (${inWords(schema)})`,
  );
  if (fields.length > 4) return `object of ${codes(Object.keys(properties))}, each as here`;
  return fields.length === 0 ? 'empty' : `object of ${fields.join(', ')}`;
};

const objectsIn = (schema) => [
  ...(schema.properties ? [schema] : []),
  ...[
    ...Object.values(schema.properties ?? {}),
    ...(schema.anyOf ?? []),
    ...(schema.items ? [schema.items] : []),
  ].flatMap(objectsIn),
];

/** The schema of each piece, as it stands in these schemas. */
export const piecesIn = (schemas) =>
  PIECES.map((piece) => ({
    ...piece,
    schema: schemas.flatMap(objectsIn).find(({ properties }) => piece.is(properties)),
  }));

/** Rows of a table of an object's fields. */
export const fieldRows = ({ properties, required = [] }) =>
  Object.entries(properties).map(([name, schema]) => [
    code(name),
    required.includes(name) ? 'yes' : 'no',
    inWords(schema),
  ]);
