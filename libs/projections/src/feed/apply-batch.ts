import type { Position } from '@ehc/event-store';
import type { ClientBase, Pool } from 'pg';
import type { Build } from '../builds/build.js';
import { Fenced } from '../errors.js';
import { type FeedingMoment, gaps } from '../gaps.js';
import type { Projection } from '../projection.js';
import { inTransaction } from '../sql/in-transaction.js';
import { projectionTransaction } from '../sql/projection-transaction.js';
import type { Batch } from './batch.js';
import type { Lease } from './lease.js';

export interface Application {
  readonly projection: Projection;
  readonly build: Build;
  readonly lease: Lease;
  /** How long the lease lives from now on, in milliseconds. */
  readonly leaseMs: number;
  /** Where the tables stand. */
  readonly from: Position;
  readonly batch: Batch;
}

/**
 * Settings of the transaction that writes a batch. Read models can be thrown away, and checkpoint and rows are lost
 * together or not at all, so a commit need not wait for the disk. A process that is paused inside the transaction must
 * not keep its rows locked from the one that takes over: the server ends its session after the life of a lease.
 */
const begin = (leaseMs: number): string => `BEGIN;
  SET LOCAL synchronous_commit = off;
  SET LOCAL timezone = 'UTC';
  SET LOCAL bytea_output = 'hex';
  SET LOCAL idle_in_transaction_session_timeout = ${Math.ceil(leaseMs)}`;

/** Moves the checkpoint, provided that it is where we left it and the lease is still ours; that is the fence. */
const moveCheckpoint = async (client: ClientBase, application: Application): Promise<boolean> => {
  const { build, lease, leaseMs, from, batch } = application;
  const { rowCount } = await client.query(
    `UPDATE projections.build
        SET position = $4, recorded_at = coalesce($5, recorded_at), updated_at = clock_timestamp(),
            lease_until = clock_timestamp() + $6::double precision * interval '1 ms',
            error = NULL, error_position = NULL, error_at = NULL
      WHERE id = $1 AND lease_token = $2 AND position = $3 AND stage IN ('building', 'live')`,
    [build.id, lease.token, from, batch.upTo, batch.events.at(-1)?.recordedAt ?? null, leaseMs],
  );
  return rowCount === 1;
};

/**
 * Writes a batch into the tables of a build and moves its checkpoint, in one transaction.
 * @throws Fenced when another process has moved the checkpoint, taken the lease or retired the build; nothing is written
 */
export const applyBatch = async (pool: Pool, application: Application): Promise<void> => {
  const { projection, build, batch, leaseMs } = application;
  const moment: FeedingMoment = { projection: projection.name, events: batch.events.length };
  await inTransaction(
    pool,
    async (client) => {
      gaps.begun.publish(moment);
      if (batch.events.length > 0) {
        await projection.handle(batch.events, projectionTransaction(client), build.schema);
      }
      gaps.written.publish(moment);
      if (!(await moveCheckpoint(client, application))) throw new Fenced(projection.name);
      gaps.moved.publish(moment);
    },
    begin(leaseMs),
  );
  gaps.committed.publish(moment);
};

/** Whether the fence would still let us through: tells an error of the event from that of a build taken from us. */
export const stillOurs = async (pool: Pool, { build, lease, from }: Application): Promise<boolean> => {
  const { rowCount } = await pool.query(
    `SELECT FROM projections.build
      WHERE id = $1 AND lease_token = $2 AND position = $3 AND stage IN ('building', 'live')`,
    [build.id, lease.token, from],
  );
  return rowCount === 1;
};
