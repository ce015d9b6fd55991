import type { Pool } from 'pg';
import { migrateSchema } from './migrate-schema.js';

/** Brings the schema `projections` up to date. */
export const migrateProjections = (pool: Pool): Promise<void> =>
  migrateSchema(pool, {
    schema: 'projections',
    folder: new URL('./', import.meta.url),
    files: ['001-builds.sql', '002-filling-by-stream.sql'],
  });
