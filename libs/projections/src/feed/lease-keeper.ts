import type { Pool } from 'pg';
import type { ProjectionLogger } from '../logger.js';
import { CHECKPOINT_COLUMNS, checkpointOf, type CheckpointRow } from './checkpoint.js';
import type { Lease } from './lease.js';

/** How often a lease is renewed within its life. */
const RENEWALS = 3;

/** Takes, renews and gives back the leases of one process. By the database's clock only. */
export class LeaseKeeper {
  readonly #held = new Set<Lease>();
  #timer: NodeJS.Timeout | undefined;
  #renewing = false;

  /** @param milliseconds how long a lease lives if it is not renewed, as when its process is killed */
  constructor(
    private readonly pool: Pool,
    readonly owner: string,
    readonly milliseconds: number,
    private readonly logger: ProjectionLogger,
  ) {}

  /** Takes over a build that nobody feeds; null while another holds it, or it is retired. */
  async acquire(build: string): Promise<Lease | null> {
    // SKIP LOCKED: a row that somebody verifies or switches just now is not waited for, but asked for again later.
    const { rows } = await this.pool.query<CheckpointRow & { token: string }>(
      `UPDATE projections.build
          SET lease_owner = $2, lease_token = lease_token + 1, updated_at = clock_timestamp(),
              lease_until = clock_timestamp() + $3::double precision * interval '1 ms'
        WHERE id = (SELECT id FROM projections.build
                     WHERE id = $1 AND stage IN ('building', 'live')
                       AND (lease_until IS NULL OR lease_until < clock_timestamp())
                       FOR UPDATE SKIP LOCKED)
        RETURNING lease_token AS token, ${CHECKPOINT_COLUMNS}`,
      [build, this.owner, this.milliseconds],
    );
    const row = rows[0];
    if (!row) return null;
    return this.adopt({ build, token: row.token, checkpoint: checkpointOf(row), loss: new AbortController() });
  }

  /** Renews from now on a lease that was taken elsewhere (with a new build, say). */
  adopt(lease: Lease): Lease {
    this.#held.add(lease);
    this.#timer ??= setInterval(() => void this.renew(), this.milliseconds / RENEWALS).unref();
    return lease;
  }

  /** Gives a lease back, so that the next one need not wait until it expires. */
  async release(lease: Lease): Promise<void> {
    this.#held.delete(lease);
    if (this.#held.size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
    await this.pool.query(
      `UPDATE projections.build SET lease_owner = NULL, lease_until = NULL WHERE id = $1 AND lease_token = $2`,
      [lease.build, lease.token],
    );
  }

  /** Gives every lease back, though work under them may not have ended: it is fenced off as soon as another takes over. */
  async releaseAll(): Promise<void> {
    await Promise.all([...this.#held].map((lease) => this.release(lease)));
  }

  /** Renews every lease, and finds out which are lost. */
  async renew(): Promise<void> {
    if (this.#renewing) return;
    this.#renewing = true;
    try {
      const leases = [...this.#held];
      // A locked row is being written by our own batch, which renews as it commits, or by one who keeps others away too.
      const { rows } = await this.pool.query<{ id: string; mine: boolean }>(
        `WITH held AS (SELECT * FROM unnest($1::bigint[], $2::bigint[]) AS h (id, token)),
              free AS (SELECT b.id FROM projections.build b JOIN held h ON h.id = b.id AND h.token = b.lease_token
                          FOR UPDATE OF b SKIP LOCKED),
              renewed AS (UPDATE projections.build b
                             SET lease_until = clock_timestamp() + $3::double precision * interval '1 ms'
                            FROM free WHERE b.id = free.id)
         SELECT h.id, b.id IS NOT NULL AS mine
           FROM held h LEFT JOIN projections.build b ON b.id = h.id AND b.lease_token = h.token AND b.stage <> 'retired'`,
        [leases.map(({ build }) => build), leases.map(({ token }) => token), this.milliseconds],
      );
      const lost = new Set(rows.filter(({ mine }) => !mine).map(({ id }) => id));
      for (const lease of leases.filter(({ build }) => lost.has(build))) {
        this.#held.delete(lease);
        lease.loss.abort();
      }
    } catch (error) {
      this.logger.warn({ code: (error as { code?: unknown }).code }, 'leases of read models could not be renewed');
    } finally {
      this.#renewing = false;
    }
  }
}
