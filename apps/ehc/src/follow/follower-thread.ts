// What runs in the thread of `openFollowersInAThread`.
import { FileKeyStore, openPostgresEventStore, Sealer } from '@ehc/event-store';
import { createLogger } from '@ehc/platform';
import { parentPort, workerData } from 'node:worker_threads';
import { configuredMasterKey } from '../installation/master-key.js';
import { openPool } from '../installation/open-pool.js';
import type { Answered, Asked, ThreadData, Told } from './followers-in-a-thread.js';
import { openFollowers } from './followers.js';

const { dataDir, url, logLevel } = workerData as ThreadData;
const service = parentPort!;
// How each read model is built is of interest only where something is wrong.
const logger = createLogger(logLevel).child({}, { level: 'warn' });

const store = await openPostgresEventStore({ url });
const keyStore = await FileKeyStore.open({ dataDir, masterKey: configuredMasterKey(process.env) });
const pool = openPool(url, 'ehc followers', 10, logger);
const followers = await openFollowers({ dataDir, store, pool, keyStore, sealer: new Sealer(keyStore) }, logger);

const stop = async (): Promise<void> => {
  await followers.stop();
  await pool.end();
  await keyStore.close();
  await store.close();
};

const answerTo = async ({ id, question }: Asked): Promise<Answered> => {
  try {
    return { id, answer: await (question === 'stop' ? stop() : followers[question]()) };
  } catch (error) {
    return { id, refusal: error instanceof Error ? error.message : String(error) };
  }
};

const answer = async (told: Asked): Promise<void> => {
  service.postMessage(await answerTo(told));
  // Nothing is heard any more, and so the thread ends.
  if (told.question === 'stop') service.close();
};

service.on('message', (told: Told) => {
  if ('head' in told) store.announce(told.head);
  else void answer(told);
});
