import { startEmbeddedPostgres } from '@ehc/platform';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TemporaryPostgres {
  /** The service's data folder: beside the database it takes the keys. */
  readonly dataDir: string;
  readonly url: string;
}

/** An embedded PostgreSQL with the service's own settings in a folder of its own, both removed afterwards. */
export const withTemporaryPostgres = async <Answer>(
  use: (postgres: TemporaryPostgres) => Promise<Answer>,
): Promise<Answer> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'ehc-bench-'));
  try {
    const server = await startEmbeddedPostgres({ dataDir });
    try {
      return await use({ dataDir, url: server.url });
    } finally {
      await server.stop();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
};
