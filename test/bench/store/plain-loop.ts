import type { NewEvent } from '@ehc/event-store';
import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** What an append is measured against: one row a transaction into a table of the same columns, with nothing checked. */
export interface PlainLoop {
  /** Rows a second. */
  run(forMs: number): Promise<number>;
  close(): Promise<void>;
}

const CONNECTIONS = 32;

const COLUMNS = `stream, revision, id, type, schema_version, authority, child, happened_on, actor, role, agency, verified,
  correlation_id, causation_id, command_id, source, payload, key_id, sealed, sealed_digest`;

/** SQL of the table, which `pgbench` fills too; its indexes are those of the log. */
export const PLAIN_TABLE = `
  CREATE SCHEMA bench;
  CREATE TABLE bench.plain (LIKE events.event INCLUDING ALL);
  ALTER TABLE bench.plain ALTER COLUMN position ADD GENERATED ALWAYS AS IDENTITY;
  ALTER TABLE bench.plain ALTER COLUMN recorded_at SET DEFAULT clock_timestamp()`;

/** The same as `pgbench` says it, with the values of an event that stay the same. */
export const pgbenchScript = (event: NewEvent): string => {
  const bytes = (value: Uint8Array | null): string => `'\\x${Buffer.from(value!).toString('hex')}'`;
  return `INSERT INTO bench.plain (${COLUMNS.replaceAll(/\s+/g, ' ')}) VALUES (
    'case-' || gen_random_uuid(), 0, gen_random_uuid(), '${event.type}', 1, '${event.authority}', '${event.child}',
    '${event.happenedOn}', '${event.actor}', '${event.role}', NULL, false, '${event.correlationId}', NULL,
    '${event.commandId}', '${event.source}', '${JSON.stringify(event.payload)}', '${event.keyId}',
    ${bytes(event.sealed)}, ${bytes(event.sealedDigest)});`.replaceAll(/\s*\n\s*/g, ' ');
};

/** Opens the connections, each of which inserts again as soon as it is answered. */
export const openPlainLoop = async (url: string, event: NewEvent): Promise<PlainLoop> => {
  const clients = Array.from({ length: CONNECTIONS }, () => new pg.Client({ connectionString: url }));
  await Promise.all(clients.map((client) => client.connect()));
  let stream = 0;
  const insert = (client: pg.Client) =>
    client.query({
      name: 'plain',
      text: `INSERT INTO bench.plain (${COLUMNS}) VALUES (${Array.from({ length: 20 }, (_, index) => `$${index + 1}`).join(', ')})`,
      values: [
        `case-${stream++}`, 0, randomUUID(), event.type, event.schemaVersion, event.authority, event.child,
        event.happenedOn, event.actor, event.role, event.agency, event.verified, event.correlationId,
        event.causationId, event.commandId, event.source, event.payload, event.keyId, event.sealed, event.sealedDigest,
      ], // prettier-ignore
    });
  return {
    run: async (forMs) => {
      const begun = performance.now();
      let rows = 0;
      await Promise.all(
        clients.map(async (client) => {
          while (performance.now() - begun < forMs) {
            await insert(client);
            rows++;
          }
        }),
      );
      return (rows * 1_000) / (performance.now() - begun);
    },
    close: async () => {
      await Promise.all(clients.map((client) => client.end()));
    },
  };
};
