import { migrateSchema } from '@ehc/projections';
import type { Pool } from 'pg';

/** Brings the schema `tamper_evidence` up to date. */
export const migrateSealedLog = (pool: Pool): Promise<void> =>
  migrateSchema(pool, {
    schema: 'tamper_evidence',
    folder: new URL('./', import.meta.url),
    files: ['001-sealed-log.sql'],
  });
