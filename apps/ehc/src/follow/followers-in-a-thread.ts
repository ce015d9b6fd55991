import type { Position } from '@ehc/event-store';
import type { LogLevel } from '@ehc/platform';
import type { ProjectionStatus } from '@ehc/projections';
import type { SealingStatus } from '@ehc/tamper-evidence';
import { Worker } from 'node:worker_threads';
import type { Installation } from '../installation/open-installation.js';
import type { Followers } from './followers.js';

/**
 * Room for what is made and thrown away again, in megabytes: a batch of rows outlives many small collections, each of
 * which copies it.
 */
const YOUNG = 96;

/** How a thread of followers is begun. */
export interface ThreadData {
  readonly dataDir: string;
  /** Of the database. */
  readonly url: string;
  readonly logLevel: LogLevel;
}

/** A method of its followers that is asked for. */
export interface Asked {
  readonly id: number;
  readonly question: keyof Followers;
}

/** What the thread is told: what it shall do, or how far the log has come. */
export type Told = Asked | { readonly head: Position };

/** What it answers. */
export type Answered =
  { readonly id: number; readonly answer: unknown } | { readonly id: number; readonly refusal: string };

/**
 * Followers in a thread of their own, so that who records a step does not wait for rows to be made of the steps before.
 * The two threads share the database and the key file, as two processes would; the thread also hears at once of what
 * this one appends.
 *
 * Where the thread fails, so does the process: a service whose figures stand still must not look well.
 */
export const openFollowersInAThread = (
  { dataDir, postgres, store }: Pick<Installation, 'dataDir' | 'postgres' | 'store'>,
  logLevel: LogLevel,
): Followers => {
  const workerData: ThreadData = { dataDir, url: postgres.url, logLevel };
  const thread = new Worker(new URL('./follower-thread.js', import.meta.url), {
    workerData,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG },
  });
  const waiting = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();
  let asked = 0;
  let begun = false;
  let stopping = false;
  let failure: Error | null = null;

  const failed = (error: Error): void => {
    failure ??= error;
    for (const { reject } of waiting.values()) reject(failure);
    waiting.clear();
    // Where it could not even begin, whoever began it has been told.
    if (begun && !stopping) throw failure;
  };
  thread.on('error', failed);
  const ended = new Promise<void>((resolve) => {
    thread.once('exit', () => {
      resolve();
      failed(new Error('The thread that follows the log has ended.'));
    });
  });
  thread.on('message', (answered: Answered) => {
    const { resolve, reject } = waiting.get(answered.id)!;
    waiting.delete(answered.id);
    if ('refusal' in answered) reject(new Error(answered.refusal));
    else resolve(answered.answer);
  });
  const tell = (told: Told): void => thread.postMessage(told);
  const ask = (question: Asked['question']): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (failure) return reject(failure);
      waiting.set(++asked, { resolve, reject });
      tell({ id: asked, question });
    });
  const endNews = store.onNews((head) => tell({ head }));

  return {
    fillReadModels: async () => {
      await ask('fillReadModels');
      begun = true;
    },
    seal: async () => void (await ask('seal')),
    readModels: async () => (await ask('readModels')) as readonly ProjectionStatus[],
    sealing: async () => (await ask('sealing')) as SealingStatus,
    stop: async () => {
      stopping = true;
      endNews();
      if (!failure) await ask('stop');
      await ended;
    },
  };
};
