import { setImmediate as turn, setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { prepareReads } from './prepare-reads.js';
import type { ReadRecord } from './read-record.js';

/** Most reads that are recorded by one statement. */
const MOST = 1_000;

/**
 * Least time from the beginning of one statement to that of the next, in milliseconds: in busy times those who come
 * meanwhile share one, which costs less; a read that comes by itself waits for nobody.
 */
const STRIDE_MS = 10;

/** How long a read waits to be recorded before it is refused, in milliseconds. */
const PATIENCE_MS = 5_000;

interface Waiting {
  readonly read: ReadRecord;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export interface ReadRecorderOptions {
  /** `postgres://…` */
  readonly url: string;
  /** The role to write as; null to stay the user that signs in. */
  readonly role: string | null;
}

/**
 * Records who was shown what. Reads that come while others are being recorded wait for the next statement, and share it:
 * with many clients, one commit records dozens of them.
 */
export class ReadRecorder {
  readonly #pool: pg.Pool;
  #waiting: Waiting[] = [];
  #running: Promise<void> | null = null;
  #begun = -Infinity;

  constructor({ url, role }: ReadRecorderOptions) {
    this.#pool = new pg.Pool({
      connectionString: url,
      max: 1,
      application_name: 'ehc reads',
      keepAlive: true,
      connectionTimeoutMillis: PATIENCE_MS,
      query_timeout: PATIENCE_MS,
      onConnect: async (client) => {
        if (role !== null) await client.query(`SET ROLE ${role}`);
      },
    });
    this.#pool.on('error', () => {}); // an idle connection was ended; the pool opens another when it needs one
  }

  /** Resolves when the read is on disk. @throws Error where it could not be recorded: then nothing may be shown */
  record(read: ReadRecord): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ read, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Records what is under way, and lets go of the connection. */
  async close(): Promise<void> {
    await this.#running;
    await this.#pool.end();
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const early = this.#begun + STRIDE_MS - performance.now();
      await (early > 0 ? setTimeout(early) : turn());
      this.#begun = performance.now();
      const together = this.#waiting.slice(0, MOST);
      this.#waiting = this.#waiting.slice(MOST);
      await this.#write(together);
    }
    this.#running = null;
  }

  async #write(together: readonly Waiting[]): Promise<void> {
    try {
      await this.#pool.query({ name: 'record-reads', text: RECORD, values: [JSON.stringify(together.map(rowOf))] });
      for (const { resolve } of together) resolve();
    } catch (error) {
      for (const { reject } of together) reject(error);
    }
  }
}

/** Makes the table where it is missing, and opens the recorder. */
export const openReadRecorder = async (
  { pool, url }: { readonly pool: pg.Pool; readonly url: string },
  warn: (message: string) => void,
): Promise<ReadRecorder> => new ReadRecorder({ url, role: await prepareReads(pool, warn) });

const COLUMNS = [
  'id',
  'actor',
  'name',
  'role',
  'access',
  'authority',
  'agency',
  'request',
  'route',
  'permission',
  'asked_by',
  'shown',
  'restricted',
  'key_id',
  'sealed',
] as const satisfies (keyof ReadRecord)[];

const RECORD = `INSERT INTO audit.read (${COLUMNS.join(', ')})
  SELECT ${COLUMNS.join(', ')} FROM json_populate_recordset(NULL::audit.read, $1)`;

const rowOf = ({ read }: Waiting): object => ({
  ...read,
  sealed: read.sealed && `\\x${read.sealed.toString('hex')}`,
});
