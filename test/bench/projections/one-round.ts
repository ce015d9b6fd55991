// One measurement in a process of its own: `one-round.js read|rebuild <data folder>` prints what it took as JSON.
import { START } from '@ehc/event-store';
import { readEvent } from '@ehc/pathway';
import { ProjectionOperations } from '@ehc/projections';
import { readFileSync } from 'node:fs';
import { type Installation, openInstallation } from '../../../apps/ehc/src/installation/open-installation.js';
import { readModels } from '../../../apps/ehc/src/installation/read-models.js';

/** What a round found. */
export interface Round {
  readonly events: number;
  readonly milliseconds: number;
  /** Most memory that the process ever held, in MB. */
  readonly megabytes: number;
  readonly readModels: readonly string[];
}

/** Events in a page. */
const PAGE = 5_000;

const readAndParse = async ({ store }: Installation): Promise<void> => {
  let after = START;
  for (;;) {
    const events = await store.readAll(after, PAGE);
    for (const event of events) readEvent(event);
    if (events.length < PAGE) return;
    after = events.at(-1)!.position;
  }
};

const [what, dataDir] = process.argv.slice(2) as ['read' | 'rebuild', string];
const installation = await openInstallation(dataDir);
const projections = readModels(installation);
const { pool, store } = installation;
// As `ehc rebuild` does it.
const operations = new ProjectionOperations({ pool, store, projections });
const head = await store.head();
const begun = performance.now();
if (what === 'read') await readAndParse(installation);
else await operations.rebuild();
const milliseconds = performance.now() - begun;
const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))!;
const round: Round = {
  events: Number(head),
  milliseconds,
  megabytes: Number(kilobytes) / 1_024,
  readModels: what === 'read' ? [] : projections.map(({ name }) => name),
};
process.stdout.write(`${JSON.stringify(round)}\n`);
await installation.close();
