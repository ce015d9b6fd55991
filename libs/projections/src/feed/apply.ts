import { type ClientBase, escapeLiteral, type Pool, type QueryResult } from 'pg';
import type { Build } from '../builds/build.js';
import { Fenced } from '../errors.js';
import { type FeedingMoment, gaps } from '../gaps.js';
import type { Projection, ProjectionTransaction } from '../projection.js';
import { inTransaction } from '../sql/in-transaction.js';
import { projectionTransaction } from '../sql/projection-transaction.js';
import type { Checkpoint } from './checkpoint.js';
import type { Lease } from './lease.js';

/** A stretch of the way: rows, and the checkpoint that goes with them. */
export interface Application {
  readonly projection: Projection;
  readonly build: Build;
  readonly lease: Lease;
  /** How long the lease lives from now on, in milliseconds. */
  readonly leaseMs: number;
  /** Where the tables stand. */
  readonly from: Checkpoint;
  readonly to: Checkpoint;
  /** How many events are new in it. */
  readonly events: number;
  /** When the last event of the stretch was recorded; null where that is not known. */
  readonly recordedAt: string | null;
  /** Writes the rows into the build's schema. */
  readonly write: (transaction: ProjectionTransaction, schema: string) => Promise<void>;
  /** What brings the tables to `from`, where that is still under way: the checkpoint waits for it, and so does every query. */
  readonly after?: () => Promise<void>;
}

/**
 * Settings of the transaction that writes rows. Read models can be thrown away, and checkpoint and rows are lost
 * together or not at all, so a commit need not wait for the disk. A process that is paused inside the transaction must
 * not keep its rows locked from the one that takes over: the server ends its session after the life of a lease.
 */
const begin = (leaseMs: number): string => `BEGIN;
  SET LOCAL synchronous_commit = off;
  SET LOCAL timezone = 'UTC';
  SET LOCAL bytea_output = 'hex';
  SET LOCAL idle_in_transaction_session_timeout = ${Math.ceil(leaseMs)}`;

/** Rebuilds and scratch builds end with their maker. */
export const neverTakenOver = ({ purpose, stage }: Build): boolean => purpose !== 'release' && stage === 'building';

/** The fence: the checkpoint is where we left it, and the lease still ours. */
const STILL_OURS = `id = $1 AND lease_token = $2 AND position = $3 AND filled_to IS NOT DISTINCT FROM $4::text
  AND stage IN ('building', 'live')`;

const fence = ({ build, lease, from }: Application): unknown[] => [
  build.id,
  lease.token,
  from.position,
  from.filling?.stream ?? null,
];

const MOVE = `UPDATE projections.build
   SET position = $5, filled_to = $6, fill_until = $7, recorded_at = coalesce($8, recorded_at),
       updated_at = clock_timestamp(), lease_until = clock_timestamp() + $9::double precision * interval '1 ms',
       error = NULL, error_position = NULL, error_at = NULL
 WHERE ${STILL_OURS}`;

const moveValues = (application: Application): unknown[] => {
  const { leaseMs, to, recordedAt } = application;
  return [
    ...fence(application),
    to.position,
    to.filling?.stream ?? null,
    to.filling?.upTo ?? null,
    recordedAt,
    leaseMs,
  ];
};

const moveCheckpoint = async (client: ClientBase, application: Application): Promise<boolean> => {
  const { rowCount } = await client.query(MOVE, moveValues(application));
  return rowCount === 1;
};

/**
 * Writes rows into the tables of a build and moves its checkpoint, in one transaction.
 * @throws Fenced when another process has moved the checkpoint, taken the lease or retired the build; nothing is written
 */
export const apply = async (pool: Pool, application: Application): Promise<void> => {
  const { projection, build, leaseMs, from, events, write, after } = application;
  const moment: FeedingMoment = { projection: projection.name, events, filling: from.filling !== null };
  await inTransaction(
    pool,
    async (client) => {
      gaps.begun.publish(moment);
      await write(projectionTransaction(client, neverTakenOver(build), after), build.schema);
      gaps.written.publish(moment);
      await after?.();
      if (!(await moveCheckpoint(client, application))) throw new Fenced(projection.name);
      gaps.moved.publish(moment);
    },
    begin(leaseMs),
  );
  gaps.committed.publish(moment);
};

/**
 * Moves the checkpoint of a build past events that it does not follow, in one round trip: most of what is recorded is
 * followed by some and passed by most.
 * @throws Fenced as `apply`
 */
export const passBy = async (pool: Pool, application: Application): Promise<void> => {
  const values = moveValues(application).map((value) => (value === null ? 'NULL' : escapeLiteral(String(value))));
  const move = MOVE.replaceAll(/\$(\d)/g, (_, place: string) => values[Number(place) - 1]!);
  // Several statements are answered by as many results.
  const answers: unknown = await pool.query(`${begin(application.leaseMs)};\n${move};\nCOMMIT`);
  const moved = (answers as readonly QueryResult[]).find(({ command }) => command === 'UPDATE');
  if (moved?.rowCount !== 1) throw new Fenced(application.projection.name);
};

/** Whether the fence would still let us through: tells an error of the event from that of a build taken from us. */
export const stillOurs = async (pool: Pool, application: Application): Promise<boolean> => {
  const { rowCount } = await pool.query(`SELECT FROM projections.build WHERE ${STILL_OURS}`, fence(application));
  return rowCount === 1;
};

/** Whether writing fails; what it writes is undone. */
export const fails = async (pool: Pool, { build, leaseMs, write }: Application): Promise<boolean> => {
  try {
    await inTransaction(
      pool,
      async (client) => {
        await write(projectionTransaction(client), build.schema);
        throw new Undone();
      },
      begin(leaseMs),
    );
  } catch (error) {
    return !(error instanceof Undone);
  }
  return false;
};

class Undone extends Error {}
