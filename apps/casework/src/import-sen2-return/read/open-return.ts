import type { PoolClient } from 'pg';
import type { ModuleName } from './modules.js';
import { PostgresStaging } from './postgres-staging.js';
import { readReturn } from './read-return.js';
import type { Sen2Return } from './sen2-return.js';

export interface ReadProgress {
  /** check: bytes looked at for encoding and digest; stage: rows read; join: rows put together; persons: handed on. */
  readonly step: 'check' | 'stage' | 'join' | 'persons';
  readonly file: ModuleName | null;
  readonly done: number;
  /** null where it is not known beforehand. */
  readonly total: number | null;
}

export interface ReadOptions {
  /** Folder with the nine files. */
  readonly folder: string;
  /** Three-digit code of the authority whose return this must be. */
  readonly authority: string;
  /** Makes the content digest a keyed one, so that it says nothing about a return that others might guess. */
  readonly contentKey?: Uint8Array;
  readonly onProgress?: (progress: ReadProgress) => void;
  /** For tests: the size from which a file is refused. */
  readonly maxFileBytes?: number;
}

export interface OpenReturnOptions extends ReadOptions {
  /**
   * A connection that is kept until `close()`: the staged rows are temporary tables of its session. Between two persons
   * it is free for other statements.
   */
  readonly client: PoolClient;
}

/**
 * Reads a COLLECT "Blade" export into staging and joins it. Throws `ReturnRefused`, with every fault found, where a
 * file as a whole cannot be used; nothing is left behind then.
 */
export async function openReturn({ client, ...options }: OpenReturnOptions): Promise<Sen2Return> {
  return readReturn(options, await PostgresStaging.create(client));
}
