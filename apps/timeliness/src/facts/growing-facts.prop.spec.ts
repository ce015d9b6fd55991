import { expect, test } from '@jest/globals';
import { GrowingState } from '@ehc/pathway';
import fc from 'fast-check';
import { longMadeUpLog, streamsUpTo } from '../../testing/made-up-log.js';
import { ADVICE_FACT } from './advice-fact.js';
import { AUTHORITY_FACT } from './authority-fact.js';
import { CASE_FACT } from './case-fact.js';
import { CENSUS_FACT } from './census-fact.js';
import { CHILD_FACT } from './child-fact.js';
import { DEALINGS_FACT } from './dealings-fact.js';
import { type FactOfStream, rowsOfHistory } from './fact-of-stream.js';
import { PLAN_FACT } from './plan-fact.js';

const FACTS = [
  CASE_FACT,
  DEALINGS_FACT,
  PLAN_FACT,
  CENSUS_FACT,
  CHILD_FACT,
  ADVICE_FACT,
  AUTHORITY_FACT,
] as unknown as readonly FactOfStream<unknown>[];

test('the rows of each moment are those of the history up to it, also when more has been recorded since', () => {
  fc.assert(
    fc.property(longMadeUpLog, (log) => {
      const streams = streamsUpTo(log, log.at(-1)!.position);
      for (const fact of FACTS) {
        for (const [stream, events] of streams) {
          if (!stream.startsWith(`${fact.kind}-`)) continue;
          const growing = new GrowingState(fact.fold);
          const rows = events.map((event) => fact.rows(stream, growing.add([event])));
          expect(rows).toEqual(events.map((_, last) => rowsOfHistory(fact, stream, events.slice(0, last + 1))));
        }
      }
    }),
    { numRuns: 300 },
  );
});
