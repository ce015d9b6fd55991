import { join } from 'node:path';
import type pg from 'pg';
import { type Bench, figure, percentile } from './bench.js';
import type { Service } from './over-http/load.js';
import type { MadeUpCase } from './over-http/made-up-cases.js';
import { allCaughtUp, startServiceWithCases } from './over-http/service-with-cases.js';

const CLIENTS = 64;
const CASES = 1_000;
const PAIRS = 20;
/** Parts of a run, which alternate with those of the other run of its pair: what else the machine does meets both. */
const PARTS = 3;
/** Reads of one part. */
const READS = 300;

/** Of Student's distribution with 19 degrees of freedom: what 95 % lie below. */
const T_95 = 1.729;

export const bench: Bench = {
  name: 'reads',
  about: `What it costs to record who reads: ${PAIRS} pairs of runs of ${READS * PARTS} reads with ${CLIENTS} clients, recorded and not.`,
  run: async (say) => {
    const { cases, service, database, stop } = await startServiceWithCases(CASES, CLIENTS, [
      join(import.meta.dirname, 'over-http/unrecorded-reads.js'),
    ]);
    const gave = { recorded: [] as Run[], unrecorded: [] as Run[] };
    try {
      await allCaughtUp(database);
      for (let pair = 0; pair <= PAIRS; pair++) {
        const runs = { recorded: new Run(), unrecorded: new Run() };
        for (let part = 0; part < PARTS; part++) {
          // Whichever comes second may profit from the first, so they take turns.
          const order = (pair + part) % 2 === 0 ? KINDS : KINDS.toReversed();
          const from = (pair * PARTS + part) * READS;
          for (const kind of order) await runs[kind].readAll(service, cases, from, kind === 'recorded');
        }
        if (pair > 0) for (const kind of KINDS) gave[kind].push(runs[kind]);
      }
      await checkRecorded(database, (PAIRS + 1) * PARTS * READS);
    } finally {
      await stop();
    }
    const losses = gave.recorded.map(({ rate }, pair) => (1 - rate / gave.unrecorded[pair]!.rate) * 100);
    const { mean, bound } = upperBound(losses);
    say(`loss of each pair: ${losses.map((loss) => `${loss.toFixed(1)} %`).join(', ')}`);
    const of = (kind: Kind, what: 'rate' | 'p50' | 'p99') => gave[kind].map((run) => run[what]);
    return [
      figure('reads.loss.bound', '%', [bound], {
        target: { below: 10 },
        note: 'Of the mean loss of throughput: the one-sided upper bound of 95 % confidence over the pairs.',
      }),
      figure('reads.loss.mean', '%', [mean]),
      figure('reads.loss', '%', losses, { note: 'Of each pair.' }),
      figure('reads.recorded.rate', 'reads/s', of('recorded', 'rate')),
      figure('reads.unrecorded.rate', 'reads/s', of('unrecorded', 'rate')),
      figure('reads.recorded.p50', 'ms', of('recorded', 'p50')),
      figure('reads.unrecorded.p50', 'ms', of('unrecorded', 'p50')),
      figure('reads.recorded.p99', 'ms', of('recorded', 'p99')),
      figure('reads.unrecorded.p99', 'ms', of('unrecorded', 'p99')),
    ];
  },
};

const KINDS = ['recorded', 'unrecorded'] as const;
type Kind = (typeof KINDS)[number];

type Asked = Parameters<Service['request']>[0];

/** Ten reads as an office makes them: six cases, three timelines, one search. */
const readOn = ({ id }: MadeUpCase, number: number): Asked => {
  if (number % 10 === 9) {
    const body = JSON.stringify({ name: `Robin${number % CASES} Millmade` });
    return { method: 'POST', path: '/api/casework/search', body, headers: { 'content-type': 'application/json' } };
  }
  return { method: 'GET', path: `/api/casework/cases/${id}${number % 10 > 5 ? '/timeline' : ''}` };
};

/** What was read in one run. */
class Run {
  readonly #times: number[] = [];
  #took = 0;

  /** Answers a second. */
  get rate(): number {
    return (this.#times.length * 1_000) / this.#took;
  }

  /** Milliseconds to an answer. */
  get p50(): number {
    return percentile(this.#times, 0.5);
  }

  get p99(): number {
    return percentile(this.#times, 0.99);
  }

  /** Each client sends its next read as soon as its last one is answered. */
  async readAll(service: Service, cases: readonly MadeUpCase[], from: number, recorded: boolean): Promise<void> {
    let next = from;
    const client = async (): Promise<void> => {
      while (next < from + READS) {
        const number = next++;
        const asked = readOn(cases[number % cases.length]!, number);
        const sent = performance.now();
        const headers = { ...(asked.headers as object), ...(!recorded && { 'x-bench-unrecorded': 'yes' }) };
        const { statusCode, body } = await service.request({ ...asked, headers });
        const answer = await body.text();
        if (statusCode !== 200) throw new Error(`${asked.path} was answered ${statusCode}: ${answer}`);
        this.#times.push(performance.now() - sent);
      }
    };
    const started = performance.now();
    await Promise.all(Array.from({ length: CLIENTS }, client));
    this.#took += performance.now() - started;
  }
}

const upperBound = (values: readonly number[]): { mean: number; bound: number } => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, bound: mean + T_95 * Math.sqrt(variance / values.length) };
};

/** @throws Error unless each recorded read is in the record, and no other */
const checkRecorded = async (database: pg.Pool, reads: number): Promise<void> => {
  const { rows } = await database.query<{ count: string }>('SELECT count(*) FROM audit.read');
  if (Number(rows[0]!.count) !== reads) {
    throw new Error(`${reads} reads were to be recorded, but ${rows[0]!.count} are.`);
  }
};
