import { whoSawWhat } from '@ehc/casework';
import { prepareReads, type RecordedRead } from '@ehc/identity';
import { AUTHORITY_SETTING } from '@ehc/projections';
import { withInstallation } from '../installation/with-installation.js';

export interface ReadsOptions {
  readonly dataDir: string;
  readonly authority: string;
  readonly child?: string;
  readonly case?: string;
  readonly person?: string;
  readonly since?: string;
  readonly until?: string;
  readonly limit: number;
  readonly json?: boolean;
}

/** `ehc reads`: who was shown the records of which children of an authority, the newest first. */
export const reads = ({ dataDir, json, ...asked }: ReadsOptions): Promise<number> =>
  withInstallation(dataDir, async ({ pool, sealer, caughtUp }) => {
    await prepareReads(pool, (message) => process.emitWarning(message));
    await caughtUp();
    const client = await pool.connect();
    try {
      await client.query('BEGIN READ ONLY');
      await client.query('SELECT set_config($1, $2, true)', [AUTHORITY_SETTING, asked.authority]);
      const queries = {
        query: async <Row>(sql: string, parameters?: unknown[]) => (await client.query(sql, parameters)).rows as Row[],
      };
      const answer = await whoSawWhat(queries, sealer, asked);
      await client.query('COMMIT');
      process.stdout.write(json ? `${JSON.stringify(answer)}\n` : answer.reads.map(lineOf).join(''));
      return 0;
    } finally {
      client.release(true);
    }
  });

const lineOf = ({ at, person, route, shown, restricted, reason }: RecordedRead): string => {
  const why = restricted.length === 0 ? '' : ` restricted: ${reason ?? 'no reason kept'}`;
  return `${at}  ${person.name} (${person.role.replaceAll('_', ' ')})  ${route}  ${summaryOf(shown)}${why}\n`;
};

/** The records by name where they are few. */
const summaryOf = (shown: RecordedRead['shown']): string => {
  const named = shown.map(({ kind, id }) => `${kind} ${id}`);
  return named.length <= 4 ? named.join(', ') : `${named.slice(0, 3).join(', ')} and ${named.length - 3} more`;
};
