import type { ClientBase } from 'pg';

/** A log of `size` events, and two positions well within it, the first before the second. */
export interface Places {
  readonly size: number;
  readonly first: number;
  readonly second: number;
}

/** Something that whoever rules the database may do to the log behind the service's back. */
export interface Tampering {
  readonly name: string;
  /** As superuser, the trigger out of the way. */
  readonly statements: (places: Places) => readonly string[];
  /** What must be found: a kind, and the positions that must be named. */
  readonly finds: (places: Places) => { readonly kind: string; readonly positions: { from: number; to: number } };
}

const COLUMNS = `type, schema_version, authority, child, happened_on, recorded_at, actor, role, agency, verified,
  correlation_id, causation_id, command_id, source, payload, key_id, sealed, sealed_digest`;

const insertAt = (position: number, like: number): string =>
  `INSERT INTO events.event (position, stream, revision, id, ${COLUMNS})
   SELECT ${position}, 'case-' || gen_random_uuid(), 0, gen_random_uuid(), ${COLUMNS}
   FROM events.event WHERE position = ${like}`;

/** By way of negative positions, since no two rows may share one. */
const pushOn = (from: number): string[] => [
  `UPDATE events.event SET position = -position WHERE position >= ${from}`,
  'UPDATE events.event SET position = 1 - position WHERE position < 0',
];

/** How each column may be changed: all that an event is, save its place. */
export const CHANGES: Readonly<Record<string, string>> = {
  'the open payload': `payload = payload || '{"requester": "school"}'`,
  'the day on which it happened': 'happened_on = happened_on - 1',
  'the instant of recording': `recorded_at = recorded_at - interval '1 microsecond'`,
  'the ciphertext': 'sealed = set_byte(sealed, 20, (get_byte(sealed, 20) + 1) % 256)',
  'the digest of what is sealed': 'sealed_digest = set_byte(sealed_digest, 0, (get_byte(sealed_digest, 0) + 1) % 256)',
  'the key of the child': 'key_id = gen_random_uuid()',
  'who did it': `actor = 'somebody.else'`,
  'in which role': `role = 'manager'`,
  'for which agency': `agency = 'another'`,
  'whether they were verified': 'verified = NOT verified',
  'the type': `type = 'DecidedNotToAssess'`,
  'the version of the schema': 'schema_version = schema_version + 1',
  'the source': `source = CASE source WHEN 'imported' THEN 'entered' ELSE 'imported' END`,
  'the authority': `authority = '999'`,
  'the child': 'child = gen_random_uuid()',
  'the id': 'id = gen_random_uuid()',
  'the stream': `stream = 'case-' || gen_random_uuid()`,
  'the correlation': `correlation_id = 'another'`,
  'the cause': `causation_id = 'another'`,
  'the command': `command_id = 'another'`,
};

export const changeAt = (position: number, how: string): string =>
  `UPDATE events.event SET ${how} WHERE position = ${position}`;

/** Rows removed, inserted and put in another order. */
export const TAMPERINGS: readonly Tampering[] = [
  {
    name: 'a row removed',
    statements: ({ first }) => [`DELETE FROM events.event WHERE position = ${first}`],
    finds: ({ first }) => ({ kind: 'missing', positions: { from: first, to: first } }),
  },
  {
    name: 'a row removed, and those behind it moved up',
    statements: ({ first }) => [
      `DELETE FROM events.event WHERE position = ${first}`,
      `UPDATE events.event SET position = -position WHERE position > ${first}`,
      'UPDATE events.event SET position = -position - 1 WHERE position < 0',
    ],
    finds: ({ first }) => ({ kind: 'missing', positions: { from: first, to: first } }),
  },
  {
    name: 'the last three rows removed',
    statements: ({ size }) => [`DELETE FROM events.event WHERE position > ${size - 3}`],
    finds: ({ size }) => ({ kind: 'missing', positions: { from: size - 2, to: size } }),
  },
  {
    name: 'a row inserted, and those behind it pushed on',
    statements: ({ first, second }) => [...pushOn(first), insertAt(first, second)],
    finds: ({ first }) => ({ kind: 'inserted', positions: { from: first, to: first } }),
  },
  {
    name: 'a row inserted before all others',
    statements: ({ first }) => [insertAt(0, first)],
    finds: () => ({ kind: 'inserted', positions: { from: 0, to: 0 } }),
  },
  {
    name: 'two rows swapped',
    statements: ({ first, second }) => [
      `UPDATE events.event SET position = -1 WHERE position = ${first}`,
      `UPDATE events.event SET position = ${first} WHERE position = ${second}`,
      `UPDATE events.event SET position = ${second} WHERE position = -1`,
    ],
    finds: ({ first }) => ({ kind: 'moved', positions: { from: first, to: first } }),
  },
];

const EVENTS = ['event_is_never_changed ON events.event'];
const SEALED = ['leaf', 'node', 'head'].map((table) => `${table}_is_never_changed ON tamper_evidence.${table}`);

/** Runs statements with the triggers that refuse changes out of the way, and puts those back. */
export const tamper = async (client: ClientBase, statements: readonly string[]): Promise<void> => {
  const triggers = async (how: 'DISABLE' | 'ENABLE'): Promise<void> => {
    for (const trigger of [...EVENTS, ...SEALED]) {
      const [name, table] = trigger.split(' ON ');
      await client.query(`ALTER TABLE IF EXISTS ${table} ${how} TRIGGER ${name}`);
    }
  };
  await triggers('DISABLE');
  for (const statement of statements) await client.query(statement);
  await triggers('ENABLE');
};

/** Takes away everything that was sealed, with how far sealing has come, so that all is sealed anew. */
export const FORGET_SEALS = [
  'TRUNCATE tamper_evidence.leaf, tamper_evidence.node, tamper_evidence.head',
  `DELETE FROM projections.build WHERE name = 'tamper_evidence'`,
];

/** Cuts both the log and what seals it off after a position, as if no more had ever been. */
export const cutOffAfter = (position: number): string[] => [
  `DELETE FROM events.event WHERE position > ${position}`,
  `DELETE FROM tamper_evidence.leaf WHERE position > ${position}`,
  `DELETE FROM tamper_evidence.node WHERE (index + 1) * 2 ^ level > ${position}`,
  `DELETE FROM tamper_evidence.head WHERE size > ${position}`,
  `UPDATE projections.build SET position = ${position} WHERE name = 'tamper_evidence'`,
];
