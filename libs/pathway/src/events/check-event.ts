import { type TypeCheck, TypeCompiler } from '@sinclair/typebox/compiler';
import type { TObject } from '@sinclair/typebox';
import { definitionOf } from './catalogue.js';

/** An event whose payload is not what its schema says: a fault of ours, or a log that was tampered with. */
export class EventMalformed extends Error {
  override readonly name = 'EventMalformed';
  /** Names the fields, never their values. */
  constructor(
    readonly type: string,
    readonly part: 'open' | 'sealed',
    readonly paths: readonly string[],
  ) {
    super(`The ${part} payload of an event ${type} is not as its schema says, at ${paths.join(', ')}.`);
  }
}

const compiled = new WeakMap<TObject, TypeCheck<TObject>>();

const checkOf = (schema: TObject): TypeCheck<TObject> => {
  let check = compiled.get(schema);
  if (!check) compiled.set(schema, (check = TypeCompiler.Compile(schema)));
  return check;
};

const checkPart = (type: string, part: 'open' | 'sealed', schema: TObject, value: unknown): void => {
  const check = checkOf(schema);
  if (check.Check(value)) return;
  const paths = [...check.Errors(value)].map((error) => error.path || '/');
  throw new EventMalformed(type, part, [...new Set(paths)]);
};

/**
 * Checks an event's payload against the schema of its type: on append, and again on read. A type that this version
 * does not know passes: newer software may have written it, and folds pass over it.
 *
 * @param sealed the sealed payload in plain, where there is one and it is at hand
 * @throws EventMalformed
 */
export const checkEvent = (type: string, open: unknown, sealed: unknown = null): void => {
  const definition = definitionOf(type);
  if (!definition) return;
  checkPart(type, 'open', definition.open, open);
  if (sealed === null || sealed === undefined) return;
  if (!definition.sealed) throw new EventMalformed(type, 'sealed', ['/']);
  checkPart(type, 'sealed', definition.sealed, sealed);
};
