import { randomUUID } from 'node:crypto';
import { isId, type Schema } from './described-routes.js';

/** A value of the form that a schema describes: well formed, and no more than that. */
export const sample = (schema: Schema, today: string): unknown => {
  const { type, format, anyOf, enum: codes, items, required = [], properties = {} } = schema;
  if (schema.const !== undefined) return schema.const;
  if (codes) return codes[0];
  if (anyOf) return sample(anyOf[0]!, today);
  if (format === 'date') return today;
  if (isId(schema)) return randomUUID();
  if (schema.example !== undefined) return schema.example;
  switch (type) {
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return true;
    case 'array':
      return items ? [sample(items, today)] : [];
    case 'string':
      return 'text';
    default:
      return Object.fromEntries(required.map((name) => [name, sample(properties[name] ?? {}, today)]));
  }
};

/** A copy of a body with a value at a path; what leads there is made where it is missing. */
export const withValue = (body: unknown, [name, ...rest]: readonly string[], value: unknown): unknown => {
  if (name === undefined) return value;
  const inner = (before: unknown): unknown => withValue(before, rest, value);
  if (name === '0') return [inner(Array.isArray(body) ? body[0] : undefined)];
  const before = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  return { ...before, [name]: inner(before[name]) };
};
