import type pg from 'pg';
import { type Bench, figure, percentile } from './bench.js';
import { type Acknowledged, takeSteadily } from './over-http/load.js';
import { checkRecordedOnce, startServiceWithCases } from './over-http/service-with-cases.js';
import { stepsOn } from './over-http/steps.js';
import { ReadModelWatch } from './over-http/watch-read-models.js';

const PER_SECOND = 200;
const SECONDS = 20;
const CASES = 4_000;
const ROUNDS = 5;

export const bench: Bench = {
  name: 'freshness',
  about: `From the answer over HTTP to visible in every read model, at ${PER_SECOND} events/s for ${SECONDS} s a round.`,
  run: async (say) => {
    say(`${CASES.toLocaleString('en-GB')} cases are made up …`);
    const { cases, service, database, stop } = await startServiceWithCases(CASES, 64);
    const gave = { p50: [], p99: [], answered: [], inserted: [] } as Record<
      'p50' | 'p99' | 'answered' | 'inserted',
      number[]
    >;
    const models = new Map<string, number[]>();
    const recorded: Acknowledged[] = [];
    try {
      for (let round = 0; round <= ROUNDS; round++) {
        const answered: Acknowledged[] = [];
        const watch = new ReadModelWatch(database);
        await takeSteadily(service, stepsOn(cases, PER_SECOND * SECONDS), PER_SECOND, (acknowledged) => {
          answered.push(acknowledged);
          watch.expect(acknowledged);
        });
        await watch.stop();
        recorded.push(...answered);
        const { slowest, byModel } = watch.delays();
        say(`round ${round || 'to warm up'}: p99 ${Math.round(percentile(slowest, 0.99))} ms`);
        if (round === 0) continue;
        gave.p50.push(percentile(slowest, 0.5));
        gave.p99.push(percentile(slowest, 0.99));
        for (const [model, delays] of byModel) {
          models.set(model, [...(models.get(model) ?? []), percentile(delays, 0.99)]);
        }
        gave.answered.push(
          percentile(
            answered.map(({ ms }) => ms),
            0.99,
          ),
        );
        gave.inserted.push(percentile(await insertAndFind(database), 0.99));
      }
      await checkRecordedOnce(database, recorded);
    } finally {
      await stop();
    }
    return [
      figure('visible.p50', 'ms', gave.p50),
      figure('visible.p99', 'ms', gave.p99, {
        target: { below: 200 },
        note: 'Of the slowest read model for each event, seen by looking every 5 ms.',
      }),
      ...[...models].map(([model, rounds]) => figure(`visible.${model}.p99`, 'ms', rounds)),
      figure('answered.p99', 'ms', gave.answered, { note: 'From sending the request to its answer.' }),
      figure('inserted.p99', 'ms', gave.inserted, {
        note: 'Baseline: a plain row inserted, committed, and found by SELECT on another connection.',
      }),
    ];
  },
};

/** Milliseconds from a committed INSERT to a SELECT that finds it, of 200. */
const insertAndFind = async (database: pg.Pool): Promise<number[]> => {
  const [writer, reader] = [await database.connect(), await database.connect()];
  try {
    await writer.query('CREATE TABLE IF NOT EXISTS plain_row (id integer PRIMARY KEY)');
    await writer.query('TRUNCATE plain_row');
    const took: number[] = [];
    for (let id = 0; id < 200; id++) {
      const started = performance.now();
      await writer.query('INSERT INTO plain_row VALUES ($1)', [id]);
      await reader.query('SELECT FROM plain_row WHERE id = $1', [id]);
      took.push(performance.now() - started);
    }
    return took;
  } finally {
    writer.release();
    reader.release();
  }
};
