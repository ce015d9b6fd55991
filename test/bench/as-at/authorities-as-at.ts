import { ProjectionRunner } from '@ehc/projections';
import { timelinessProjections } from '@ehc/timeliness';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Installation, openInstallation } from '../../../apps/ehc/src/installation/open-installation.js';
import { giveRoles } from '../../harness/access.js';
import { MANAGER } from './manager.js';
import type { LiveHistories } from './live-histories.js';
import { recordHistories } from './record-histories.js';

/** Longest that a read model may take to be built, in milliseconds. */
const PATIENCE = 3_600_000;

/** An installation with authorities in it, and the service that answers for them. */
export interface AuthoritiesAsAt {
  readonly installation: Installation;
  /** Events in its log. */
  readonly events: number;
  /** Where the service listens. */
  readonly address: string;
  /** Of somebody who may ask for every authority. */
  readonly token: string;
  stop(): Promise<void>;
}

/** Records authorities by the bulk path, has their read model built, and starts the service. */
export const startAuthorities = async (authorities: readonly LiveHistories[]): Promise<AuthoritiesAsAt> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'ehc-bench-measures-'));
  const ends: (() => Promise<unknown> | void)[] = [() => rmSync(dataDir, { recursive: true, force: true })];
  const stop = async (): Promise<void> => {
    for (const end of ends.reverse()) await end();
  };
  try {
    const installation = await openInstallation(dataDir);
    ends.push(() => installation.close());
    const events = await recordHistories(installation.store, authorities);
    await giveRoles(
      installation.store,
      authorities.map(({ authority }) => ({ subject: MANAGER, role: 'team_manager', authority })),
    );
    await buildReadModels(installation);
    const service = spawn(process.execPath, [join(import.meta.dirname, 'service.js'), dataDir], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, DATABASE_URL: '' },
    });
    ends.push(() => ended(service));
    const [address, token] = (await firstLineOf(service)).split(' ') as [string, string];
    return { installation, events, address, token, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

const buildReadModels = async ({ store, pool }: Installation): Promise<void> => {
  const runner = new ProjectionRunner({ store, pool, projections: timelinessProjections() });
  await runner.start();
  try {
    await runner.waitFor(await store.head(), 'all', PATIENCE);
  } finally {
    await runner.stop();
  }
};

const firstLineOf = async (service: ChildProcess): Promise<string> => {
  const told = once(service.stdout!, 'data').then(([line]) => String(line).trim());
  const failed = once(service, 'close').then(([status]) => {
    throw new Error(`The service ended with ${status} before it listened.`);
  });
  return Promise.race([told, failed]);
};

const ended = async (service: ChildProcess): Promise<void> => {
  if (service.exitCode !== null) return;
  const closed = once(service, 'close');
  service.stdin!.end();
  await closed;
};
