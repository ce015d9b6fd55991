import type { Query } from '../sealed-log/sealed-rows.js';
import type { SignedHead } from './signed-head.js';

interface HeadRow {
  readonly size: string;
  readonly root: Buffer;
  readonly time: string;
  readonly key_id: string;
  readonly signature: Buffer;
}

/** An instant as it stands in a head: all six digits, whatever the session's time zone. */
const inHeads = (instant: string): string =>
  `to_char(${instant} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS time`;

const COLUMNS = `size, root, ${inHeads('signed_at')}, key_id, signature`;

const toHead = ({ size, root, time, key_id, signature }: HeadRow): SignedHead => ({
  form: 'ehc-sealed-head/1',
  size: Number(size),
  root: root.toString('hex'),
  time,
  keyId: key_id,
  signature: signature.toString('base64'),
});

/** The time by the clock by which events are recorded: the database's. */
export const databaseTime = async (query: Query): Promise<string> =>
  (await query<{ time: string }>(`SELECT ${inHeads('clock_timestamp()')}`))[0]!.time;

/** The head over the most events; null where none has been signed. */
export const newestHead = async (query: Query): Promise<SignedHead | null> => {
  const [row] = await query<HeadRow>(`SELECT ${COLUMNS} FROM tamper_evidence.head ORDER BY size DESC LIMIT 1`);
  return row ? toHead(row) : null;
};

/** The heads of more than `after` events, up to and with `upTo`, in order of size. */
export const readHeads = async (query: Query, after: number, upTo: number): Promise<SignedHead[]> => {
  const rows = await query<HeadRow>(
    `SELECT ${COLUMNS} FROM tamper_evidence.head h WHERE h.size > $1 AND h.size <= $2 ORDER BY h.size`,
    [after, upTo],
  );
  return rows.map(toHead);
};

/** Adds a head; where another process has signed one of the same size, that one stays. */
export const addHead = async (query: Query, { size, root, time, keyId, signature }: SignedHead): Promise<void> => {
  await query(
    `INSERT INTO tamper_evidence.head (size, root, signed_at, key_id, signature) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (size) DO NOTHING`,
    [size, Buffer.from(root, 'hex'), time, keyId, Buffer.from(signature, 'base64')],
  );
};
