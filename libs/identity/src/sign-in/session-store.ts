import type { Clock } from '@ehc/platform';
import session, { type SessionData } from 'express-session';
import { createHash } from 'node:crypto';
import type { Pool } from 'pg';

/** How long a session lasts, in milliseconds. */
export interface SessionLimits {
  /** Without a request. */
  readonly idleMs: number;
  /** Altogether. */
  readonly wholeMs: number;
}

/** A session is written again for a request only after so many milliseconds: else each request would write. */
const SEEN_EVERY = 60_000;

type Done = (error?: unknown) => void;

/**
 * Sessions in PostgreSQL. The database has of each only the digest of its name, so that whoever reads the database, or a
 * copy of it, can use none. Times are those of our clock.
 */
export class PostgresSessionStore extends session.Store {
  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
    private readonly limits: SessionLimits,
  ) {
    super();
  }

  override get(name: string, done: (error: unknown, found?: SessionData | null) => void): void {
    this.#query(
      `SELECT content, seen_at FROM identity.session WHERE digest = $1 AND seen_at > $2 AND begun_at > $3`,
      [digestOf(name), ...this.#oldest()],
      (error, rows = []) => {
        const [row] = rows as { content: SessionData; seen_at: Date }[];
        done(error, row ? { ...row.content, seenAt: row.seen_at.getTime() } : null);
      },
    );
  }

  override set(name: string, { seenAt: _, ...content }: SessionData, done?: Done): void {
    this.#query(
      `WITH ended AS (DELETE FROM identity.session WHERE seen_at <= $4 OR begun_at <= $5)
       INSERT INTO identity.session (digest, content, begun_at, seen_at) VALUES ($1, $2, $3, $3)
       ON CONFLICT (digest) DO UPDATE SET content = excluded.content, seen_at = excluded.seen_at`,
      [digestOf(name), content, this.clock.now(), ...this.#oldest()],
      done,
    );
  }

  /** Says that the session is in use. One that was ended meanwhile stays ended. */
  override touch(name: string, { seenAt = 0 }: SessionData, done: Done = () => undefined): void {
    const now = this.clock.now();
    if (now.getTime() - seenAt < SEEN_EVERY) done();
    else this.#query(`UPDATE identity.session SET seen_at = $2 WHERE digest = $1`, [digestOf(name), now], done);
  }

  override destroy(name: string, done?: Done): void {
    this.#query(`DELETE FROM identity.session WHERE digest = $1`, [digestOf(name)], done);
  }

  /** Before when a session must have been seen, and begun, to have ended. */
  #oldest(): [Date, Date] {
    const now = this.clock.now().getTime();
    return [new Date(now - this.limits.idleMs), new Date(now - this.limits.wholeMs)];
  }

  #query(sql: string, values: unknown[], done: (error: unknown, rows?: unknown[]) => void = () => undefined): void {
    this.pool.query(sql, values, (error, result) => done(error ?? null, result?.rows));
  }
}

const digestOf = (name: string): Buffer => createHash('sha256').update(name).digest();
