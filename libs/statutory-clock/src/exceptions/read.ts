import { ClockError } from '../clock-error.js';
import { readDate, readObject } from '../facts.js';
import type { ClockSettings } from '../settings.js';
import type { GivenException } from './exception.js';
import { DATES_OF_KIND, judgedAs } from './judge.js';

/** An exception as it came, beside what was read of it. */
export interface ReadException {
  given: Record<string, unknown>;
  exception: GivenException;
}

/**
 * The exceptions of a request; absent is none. Only the dates that its kind has are read, and `null` is absent.
 * @throws {ClockError} `invalid_value` or `invalid_date` with the path `exceptions[n].<name>`.
 */
export function readExceptions(given: unknown, settings: Readonly<ClockSettings>): readonly ReadException[] {
  if (given === undefined || given === null) return [];
  if (!Array.isArray(given)) {
    throw new ClockError('invalid_value', 'exceptions must be a list.', 'exceptions');
  }
  return given.map((one, index) => readException(one, `exceptions[${index}]`, settings));
}

function readException(given: unknown, path: string, settings: Readonly<ClockSettings>): ReadException {
  if (given === null) throw new ClockError('invalid_value', `${path} must be an object.`, path);
  const source = readObject(given, path);
  const { kind } = source;
  if (typeof kind !== 'string') {
    throw new ClockError('invalid_value', `${path}.kind must be a text.`, `${path}.kind`);
  }
  const exception: GivenException = { kind };
  const { impractical } = source;
  if (impractical !== undefined && impractical !== null) {
    if (typeof impractical !== 'boolean') {
      throw new ClockError('invalid_value', `${path}.impractical must be true or false.`, `${path}.impractical`);
    }
    exception.impractical = impractical;
  }
  const as = judgedAs(kind, settings);
  if (!Object.hasOwn(DATES_OF_KIND, as)) return { given: source, exception };
  const { needed, optional } = DATES_OF_KIND[as]!;
  for (const name of [...needed, ...optional]) {
    const date = source[name];
    if (date !== undefined && date !== null) exception[name] = readDate(date, `${path}.${name}`);
  }
  if (exception.to !== undefined && exception.from !== undefined && exception.to < exception.from) {
    throw new ClockError('invalid_value', `${path}.to must not be before ${path}.from.`, `${path}.to`);
  }
  if (as === 'X5' && source.body !== undefined && source.body !== null) {
    if (typeof source.body !== 'string') {
      throw new ClockError('invalid_value', `${path}.body must be a text.`, `${path}.body`);
    }
    exception.body = source.body;
  }
  return { given: source, exception };
}
