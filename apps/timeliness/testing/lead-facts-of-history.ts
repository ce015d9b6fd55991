import type { PathwayEvent } from '@ehc/pathway';
import type { Columns } from '@ehc/projections';
import { ADVICE_FACT } from '../src/facts/advice-fact.js';
import { CASE_FACT } from '../src/facts/case-fact.js';
import { DEALINGS_FACT } from '../src/facts/dealings-fact.js';
import { type FactOfStream, rowsOfHistory } from '../src/facts/fact-of-stream.js';
import { PLAN_FACT } from '../src/facts/plan-fact.js';
import type { LeadFacts } from '../src/lead-indicators/lead-facts.js';
import { leadCaseOf, leadFactsOf } from '../src/lead-indicators/read-lead-facts.js';

type Row = Readonly<Record<string, unknown>>;

/** What lead indicators are worked out from, as it follows from whole streams without a database. */
export const leadFactsOfHistory = (streams: ReadonlyMap<string, readonly PathwayEvent[]>): LeadFacts => {
  const rows = <State, C extends Columns>(fact: FactOfStream<State, C>): Row[] => {
    const { kind } = fact;
    return [...streams].flatMap(([stream, events]) =>
      stream.startsWith(`${kind}-`) ? rowsOfHistory(fact, stream.slice(kind.length + 1), events) : [],
    );
  };
  const [advice, dealings] = [rows(ADVICE_FACT), rows(DEALINGS_FACT)];
  const cases = rows(CASE_FACT).map((row) => {
    const ofCase = (one: Row): boolean => one.case_id === row.case_id;
    return leadCaseOf(row, advice.filter(ofCase), dealings.find(ofCase));
  });
  return leadFactsOf(cases, rows(PLAN_FACT));
};
