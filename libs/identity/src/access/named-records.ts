import type { NamedRecord, RecordKind } from './reach.js';

/** The parameters of paths that name a record. */
const PARAMETERS: Readonly<Record<string, RecordKind>> = {
  caseId: 'case',
  planId: 'plan',
  adviceId: 'advice',
  childId: 'child',
};

/** The fields of bodies that name one. */
const FIELDS: Readonly<Record<string, RecordKind>> = {
  case: 'case',
  plan: 'plan',
  previousPlan: 'plan',
  advice: 'advice',
  child: 'child',
};

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export interface AskedFor {
  readonly params: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** Every record that a request names, in its path and its body. What is no id is left for the route to refuse. */
export const namedRecords = ({ params, body }: AskedFor): NamedRecord[] => [
  ...recordsIn(params, PARAMETERS).map((record) =>
    record.kind === 'case' ? { ...record, consultation: idOf(params['consultationId']) } : record,
  ),
  ...recordsIn(isObject(body) ? body : {}, FIELDS),
];

const recordsIn = (values: Readonly<Record<string, unknown>>, kinds: Readonly<Record<string, RecordKind>>) =>
  Object.entries(kinds).flatMap(([name, kind]): NamedRecord[] => {
    const id = idOf(Object.hasOwn(values, name) ? values[name] : undefined);
    return id === undefined ? [] : [{ kind, id }];
  });

const idOf = (value: unknown): string | undefined =>
  typeof value === 'string' && UUID.test(value) ? value.toLowerCase() : undefined;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
