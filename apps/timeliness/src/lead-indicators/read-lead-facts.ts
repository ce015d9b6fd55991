import { dayNumberOfStep } from '@ehc/case-clocks';
import { type DayNumber, formatCivilDate } from '@ehc/statutory-clock';
import { assembleFacts } from '../facts/assemble-facts.js';
import { believedAt } from '../facts/believed-table.js';
import { caseDetailOf } from '../facts/case-details.js';
import { type DayCell, dayNumberOfCell } from '../facts/day-cell.js';
import type { DisputeDealing } from '../facts/case-with-disputes.js';
import type { ConsultationDealing, OrderDealing } from '../facts/dealings-fact.js';
import type { ReadModelQueries } from '../facts/index.js';
import { cellsOf, columnsOf, columnTypes } from '../facts/packed-columns.js';
import { CASE_COLUMNS, NEVER, PLAN_COLUMNS } from '../measures/index.js';
import type { AdviceBody, LeadAdvice, LeadCase, LeadConsultation } from './lead-case.js';
import type { LeadFacts } from './lead-facts.js';

export interface LeadFactsAsked {
  readonly authority: string;
  /** Facts as believed at this position. */
  readonly position: string;
  /** Cases that were over by this day are left out. */
  readonly since: DayNumber;
}

const CASE_CELLS = ['case_id', 'need', 'drafts', 'exceptions', ...Object.keys(columnTypes(CASE_COLUMNS))].join(', ');

/** Columns of what belongs to a case, by table. */
const CELLS_OF_CASE = {
  plan_fact: ['case_id', 'plan_id', ...Object.keys(columnTypes(PLAN_COLUMNS))].join(', '),
  advice_fact: 'case_id, advice_id, body, asked_on, received_on, answered_on',
  dealings_fact: 'case_id, route, responses, consultations, disputes, orders',
} as const;

/** A row as `row_to_json` gives it: days as civil dates, `-infinity` where a step was taken on a day not known. */
type JsonRow = Readonly<Record<string, unknown>>;

/**
 * The cases that were open at some time after a day, with all that tells their stage on any day, their duties, and who
 * held them.
 */
export const readLeadFacts = async (queries: ReadModelQueries, asked: LeadFactsAsked): Promise<LeadFacts> => {
  const cases = await readCases(queries, asked);
  const ids = cases.map((row) => row.case_id as string);
  const [plans, advice, dealings] = await Promise.all([
    readOfCases(queries, 'plan_fact', ids, asked),
    readOfCases(queries, 'advice_fact', ids, asked),
    readOfCases(queries, 'dealings_fact', ids, asked),
  ]);
  const [adviceOf, dealingsOf] = [byCase(advice), byCase(dealings)];
  const leadCases = cases.map((row) => {
    const id = row.case_id as string;
    return leadCaseOf(row, adviceOf.get(id) ?? [], dealingsOf.get(id)?.[0]);
  });
  return leadFactsOf(leadCases, plans);
};

/**
 * Left out: what is in no measure (reassessments, cases opened in error), and what had come to an end by `since` and was
 * never open again. Of those that are left, some are over as well; the stage of each says so.
 */
const readCases = async (
  queries: ReadModelQueries,
  { authority, position, since }: LeadFactsAsked,
): Promise<JsonRow[]> => {
  const rows = await queries.query<{ row: JsonRow }>(
    `SELECT row_to_json(f) AS row
       FROM ${believedAt('case_fact', CASE_CELLS, '$1', '$2')} f
      WHERE reassessment = 0 AND opened_in_error = 0 AND assessed_earlier = 0
        AND ${['request_withdrawn_on', 'assessment_withdrawn_on', 'moved_out_on', 'closed_on'].map(notBy).join(' AND ')}
        AND (${notBy('first_decided_on')} OR first_decision <> 2 OR refusal_reversed_on IS NOT NULL)
        AND (${notBy('no_plan_on')} OR no_plan_reversed_on IS NOT NULL)
        AND (${notBy('issued_on')} OR case_id IN (
              SELECT case_id FROM ${believedAt('plan_fact', 'case_id, started_on', '$1', '$2')} p
               WHERE started_on > $3 AND case_id IS NOT NULL))`,
    [authority, position, formatCivilDate(since)],
  );
  return rows.map(({ row }) => row);
};

/** SQL: not by the day from which cases are looked at, as far as is known. */
const notBy = (column: string): string => `(${column} IS NULL OR ${column} > $3)`;

const readOfCases = async (
  queries: ReadModelQueries,
  table: keyof typeof CELLS_OF_CASE,
  cases: readonly string[],
  { authority, position }: LeadFactsAsked,
): Promise<JsonRow[]> => {
  const rows = await queries.query<{ row: JsonRow }>(
    `SELECT row_to_json(f) AS row FROM ${believedAt(table, CELLS_OF_CASE[table], '$1', '$2')} f
      WHERE case_id = ANY ($3::uuid[])`,
    [authority, position, cases],
  );
  return rows.map(({ row }) => row);
};

const byCase = (rows: readonly JsonRow[]): Map<string, JsonRow[]> => {
  const found = new Map<string, JsonRow[]>();
  for (const row of rows) {
    const id = row.case_id as string;
    const ofCase = found.get(id);
    if (ofCase) ofCase.push(row);
    else found.set(id, [row]);
  }
  return found;
};

/** Cases and the rows of their plans, joined. */
export const leadFactsOf = (cases: readonly LeadCase[], plans: readonly JsonRow[]): LeadFacts => ({
  cases,
  facts: assembleFacts({
    cases: {
      keys: cases.map(({ id }) => id),
      columns: columnsOf(
        CASE_COLUMNS,
        cases.map(({ cells }) => cells),
      ),
      details: new Map(
        cases.map(({ id, drafts, exceptions, advice }) => [
          id,
          {
            drafts,
            exceptions,
            advice: advice.map(({ askedOn, answeredOn }) => [askedOn, answeredOn] as const),
          },
        ]),
      ),
    },
    plans: {
      keys: plans.map((row) => row.plan_id as string),
      caseKeys: plans.map((row) => row.case_id as string),
      columns: columnsOf(
        PLAN_COLUMNS,
        plans.map((row) => cellsOf(PLAN_COLUMNS, row)),
      ),
      reviewCounts: new Int32Array(plans.length),
      reviews: { meetingOn: new Int32Array(0), decidedOn: new Int32Array(0) },
    },
    census: {
      planKeys: [],
      columns: { censusOn: new Int32Array(0), meetingOn: new Int32Array(0), decidedOn: new Int32Array(0) },
    },
    importedReturns: false,
  }),
});

/** A case of the rows that tell of it. Without a database: of rows that follow from its streams. */
export const leadCaseOf = (row: JsonRow, advice: readonly JsonRow[], dealings: JsonRow | undefined): LeadCase => {
  const { drafts = [], exceptions = [] } = caseDetailOf({
    drafts: row.drafts as readonly string[] | null,
    exceptions: row.exceptions,
  });
  return {
    id: row.case_id as string,
    need: row.need as string | null,
    cells: cellsOf(CASE_COLUMNS, row),
    isDetainee: dealings?.route === 'detainee_released',
    drafts,
    exceptions,
    recordedExceptions: (row.exceptions ?? []) as LeadCase['recordedExceptions'],
    advice: advice.map(adviceOfRow),
    consultations: ((dealings?.consultations ?? []) as readonly ConsultationDealing[]).map(consultationOf),
    responses: ((dealings?.responses ?? []) as readonly string[]).map(dayNumberOfCell),
    disputes: ((dealings?.disputes ?? []) as readonly DisputeDealing[]).map((dispute) => ({
      ...dispute,
      on: dayNumberOfStep(dispute),
    })),
    orders: (dealings?.orders ?? []) as readonly OrderDealing[],
  };
};

const adviceOfRow = ({ advice_id, body, asked_on, received_on, answered_on }: JsonRow): LeadAdvice => {
  const askedOn = dayNumberOfCell(asked_on as DayCell);
  return {
    id: advice_id as string,
    body: (body ?? 'other') as AdviceBody,
    askedOn,
    startsOn: received_on === null ? askedOn : dayNumberOfCell(received_on as DayCell),
    answeredOn: dayNumberOfCell(answered_on as DayCell),
  };
};

const consultationOf = ({ id, on, receivedOn, repliedOn, reply }: ConsultationDealing): LeadConsultation => ({
  id,
  consultedOn: dayNumberOfStep({ on }),
  startsOn: dayNumberOfStep({ on: receivedOn ?? on }),
  repliedOn: reply === null ? NEVER : dayNumberOfStep({ on: repliedOn }),
  reply,
});
