import { startEmbeddedPostgres } from '@ehc/platform';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openInstallation } from '../../apps/ehc/src/installation/open-installation.js';
import { type Bench, type Figure, figure, median } from './bench.js';
import type { Round } from './projections/one-round.js';
import { recordLives } from './projections/record-lives.js';

/** Sizes of the logs, in events, and how many rounds are measured with each; `EHC_BENCH_EVENTS` names others. */
const SIZES = (process.env['EHC_BENCH_EVENTS'] ?? '200000,2000000').split(',').map(Number);
const ROUNDS = Number(process.env['EHC_BENCH_ROUNDS'] ?? 5);

const run = promisify(execFile);
const program = join(import.meta.dirname, 'projections/one-round.js');

/** One measurement in a process of its own, with the settings that the service has. */
const roundOf = async (what: 'read' | 'rebuild', dataDir: string): Promise<Round> =>
  JSON.parse((await run(process.execPath, [program, what, dataDir])).stdout) as Round;

const rateOf = ({ events, milliseconds }: Round): number => (events * 1_000) / milliseconds;

interface Measured {
  readonly read: readonly Round[];
  readonly rebuild: readonly Round[];
}

/** Interleaved rounds over a log of so many events. */
const measure = async (count: number, say: (line: string) => void): Promise<Measured> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'ehc-bench-'));
  // Held here, so that no round pays for a server that starts.
  const server = await startEmbeddedPostgres({ dataDir });
  try {
    say(`recording ${count} events …`);
    const installation = await openInstallation(dataDir);
    await recordLives(installation, count);
    await installation.pool.query('VACUUM ANALYZE events.event');
    await installation.close();
    const [read, rebuild]: [Round[], Round[]] = [[], []];
    for (let round = 1; round <= ROUNDS; round++) {
      read.push(await roundOf('read', dataDir));
      rebuild.push(await roundOf('rebuild', dataDir));
      const rates = [read, rebuild].map((rounds) => Math.round(rateOf(rounds.at(-1)!)));
      say(`round ${round} of ${ROUNDS}: read ${rates[0]}, rebuilt ${rates[1]} events/s`);
    }
    return { read, rebuild };
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
};

const figuresOf = (count: number, { read, rebuild }: Measured): Figure[] => {
  const at = `at-${count}`;
  const ratios = rebuild.map((round, index) => rateOf(round) / rateOf(read[index]!));
  const names = rebuild[0]!.readModels.join(', ');
  return [
    figure(`rebuild.rate.${at}`, 'events/s', rebuild.map(rateOf), { note: `Every read model: ${names}.` }),
    figure(`read.rate.${at}`, 'events/s', read.map(rateOf), {
      note: 'Baseline: reading the same log in pages of 5,000, and each event as read models see it.',
    }),
    figure(`rebuild.ratio.${at}`, 'ratio', ratios, { target: { atLeast: 0.25 } }),
    figure(
      `rebuild.memory.${at}`,
      'MB',
      rebuild.map(({ megabytes }) => megabytes),
      {
        target: { below: 512 },
        note: 'Most that the rebuilding process ever held.',
      },
    ),
  ];
};

export const bench: Bench = {
  name: 'projections',
  about: `Every read model rebuilt from a log as live traffic leaves it, of ${SIZES.join(' and ')} events.`,
  run: async (say) => {
    const measured: (readonly [number, Measured])[] = [];
    for (const count of SIZES) measured.push([count, await measure(count, say)]);
    const figures = measured.flatMap(([count, rounds]) => figuresOf(count, rounds));
    const [small, large] = [measured[0]![1].rebuild, measured.at(-1)![1].rebuild];
    if (measured.length === 1) return figures;
    const base = median(small.map(rateOf));
    const growth = large.map((round) => rateOf(round) / base);
    return [...figures, figure('rebuild.growth', 'ratio', growth, { target: { atLeast: 0.8 } })];
  },
};
