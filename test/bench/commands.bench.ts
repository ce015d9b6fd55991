import { type Bench, figure, percentile } from './bench.js';
import { type Acknowledged, takeAll } from './over-http/load.js';
import { allCaughtUp, checkRecordedOnce, startServiceWithCases } from './over-http/service-with-cases.js';
import { emptyStepsOn, stepsOn } from './over-http/steps.js';

const CLIENTS = 64;
const CASES = 4_000;
const STEPS = 5_000;
const ROUNDS = 5;

export const bench: Bench = {
  name: 'commands',
  about: `Recording ${STEPS.toLocaleString('en-GB')} steps a round over HTTP with ${CLIENTS} clients, read models and policies running.`,
  run: async (say) => {
    say(`${CASES.toLocaleString('en-GB')} cases are made up …`);
    const { cases, service, database, stop } = await startServiceWithCases(CASES, CLIENTS);
    const gave = { rate: [], p50: [], p99: [], behind: [], empty: [], emptyP99: [], ratio: [] } as Record<
      'rate' | 'p50' | 'p99' | 'behind' | 'empty' | 'emptyP99' | 'ratio',
      number[]
    >;
    const recorded: Acknowledged[] = [];
    const undecided = cases.filter(({ stage }) => stage === 'request');
    try {
      for (let round = 0; round <= ROUNDS; round++) {
        const steps = await takeAll(service, stepsOn(cases, STEPS, undecided), CLIENTS);
        const behind = await allCaughtUp(database);
        const empty = await takeAll(service, emptyStepsOn(cases, STEPS), CLIENTS);
        recorded.push(...steps.acknowledged);
        say(`round ${round || 'to warm up'}: ${Math.round(steps.rate)} steps/s, ${Math.round(empty.rate)} empty/s`);
        if (round === 0) continue;
        gave.rate.push(steps.rate);
        gave.p50.push(percentile(times(steps.acknowledged), 0.5));
        gave.p99.push(percentile(times(steps.acknowledged), 0.99));
        gave.behind.push(behind);
        gave.empty.push(empty.rate);
        gave.emptyP99.push(percentile(times(empty.acknowledged), 0.99));
        gave.ratio.push(steps.rate / empty.rate);
      }
      await checkRecordedOnce(database, recorded);
    } finally {
      await stop();
    }
    return [
      figure('steps.rate', 'steps/s', gave.rate, { target: { atLeast: 1_000 } }),
      figure('steps.p50', 'ms', gave.p50),
      figure('steps.p99', 'ms', gave.p99, { target: { below: 100 } }),
      figure('steps.behind', 'ms', gave.behind, {
        note: 'How long the last read model or policy took to catch up after the last answer of a round.',
      }),
      figure('empty.rate', 'requests/s', gave.empty, {
        note: 'Baseline: a handler that does nothing, in the same service, behind the same pipes and guards.',
      }),
      figure('empty.p99', 'ms', gave.emptyP99),
      figure('steps.ratio', 'ratio', gave.ratio, { note: 'Of the rate of the empty handler.' }),
    ];
  },
};

const times = (acknowledged: readonly Acknowledged[]): number[] => acknowledged.map(({ ms }) => ms);
