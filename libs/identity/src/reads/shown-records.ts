import type { RecordKind } from '../access/reach.js';

/** Fields that name a record by its id, in what is asked and in what is answered; those that name several, in a list. */
const FIELDS: Readonly<Record<string, RecordKind>> = {
  case: 'case',
  caseId: 'case',
  cases: 'case',
  plan: 'plan',
  planId: 'plan',
  plans: 'plan',
  previousPlan: 'plan',
  advice: 'advice',
  adviceId: 'advice',
  child: 'child',
  childId: 'child',
  children: 'child',
};

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const STREAM = /^(?:case|plan|advice|child)-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Every record that an answer, or any other value, names somewhere in it, as its stream is named; each once. Whatever is
 * answered is looked at, so that no route can forget to say what it shows.
 */
export const recordsIn = (...values: readonly unknown[]): string[] => {
  const found = new Set<string>();
  for (const value of values) collect(value, found);
  return [...found];
};

const collect = (value: unknown, found: Set<string>): void => {
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object') collect(item, found);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const name in value) {
    const field = (value as Record<string, unknown>)[name];
    if (typeof field === 'object') {
      const kind = FIELDS[name];
      if (kind !== undefined && Array.isArray(field)) for (const id of field) add(kind, id, found);
      collect(field, found);
    } else if (typeof field === 'string') {
      const kind = FIELDS[name];
      if (kind !== undefined) add(kind, field, found);
      else if (name === 'stream' && STREAM.test(field)) found.add(field);
    }
  }
};

const add = (kind: RecordKind, id: unknown, found: Set<string>): void => {
  if (typeof id === 'string' && ID.test(id)) found.add(`${kind}-${id.toLowerCase()}`);
};
