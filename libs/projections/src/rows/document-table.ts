import { defineTable } from './table.js';

/**
 * A table that keeps one document for each stream. The column is `json`, not `jsonb`, because the latter reorders keys:
 * what reads a document then sees it as it was written.
 */
export const documentTable = (name: string) =>
  defineTable({
    name,
    columns: { id: 'text not null', authority: 'text not null', state: 'json not null' },
    key: ['id'],
  });
