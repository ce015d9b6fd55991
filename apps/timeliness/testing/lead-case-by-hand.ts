import { id } from '@ehc/pathway/testing';
import {
  type ClockSettings,
  DEFAULT_SETTINGS,
  type GivenException,
  formatCivilDate,
  parseCivilDate,
} from '@ehc/statutory-clock';
import type { DisputeDealing } from '../src/facts/case-with-disputes.js';
import type { OrderDealing } from '../src/facts/dealings-fact.js';
import { type Cells, columnTypes } from '../src/facts/packed-columns.js';
import { calculateLeadIndicators, type OpenCase } from '../src/lead-indicators/calculate-lead-indicators.js';
import type { AdviceBody, LeadCase } from '../src/lead-indicators/lead-case.js';
import { leadCaseOf, leadFactsOf } from '../src/lead-indicators/read-lead-facts.js';
import { CASE_COLUMNS, type CaseColumn } from '../src/measures/index.js';

/** A case by hand: days are civil dates, whatever is left out did not happen. */
export interface LeadCaseByHand extends Omit<Partial<Cells<CaseColumn>>, 'disputes'> {
  readonly number?: number;
  readonly drafts?: readonly string[];
  readonly exceptions?: readonly (Omit<GivenException, 'from' | 'to'> & {
    readonly from?: string;
    readonly to?: string;
  })[];
  readonly advice?: readonly {
    readonly body: AdviceBody;
    readonly askedOn: string;
    readonly receivedOn?: string;
    readonly answeredOn?: string;
  }[];
  readonly consultations?: readonly {
    readonly consultedOn: string;
    readonly repliedOn?: string;
    readonly reply?: string;
  }[];
  readonly responses?: readonly string[];
  readonly disputes?: readonly DisputeDealing[];
  readonly orders?: readonly OrderDealing[];
  readonly route?: string;
}

const snakeNames = Object.keys(columnTypes(CASE_COLUMNS));

export const leadCaseByHand = ({ disputes, ...made }: LeadCaseByHand): LeadCase => {
  const given: Partial<Cells<CaseColumn>> = made;
  const caseId = id(made.number ?? 1);
  const cells = Object.fromEntries(
    CASE_COLUMNS.map((name, index) => [snakeNames[index]!, given[name] ?? (name.endsWith('On') ? null : 0)]),
  );
  return leadCaseOf(
    { ...cells, case_id: caseId, need: null, drafts: made.drafts ?? null, exceptions: made.exceptions ?? null },
    (made.advice ?? []).map(({ body, askedOn, receivedOn, answeredOn }, index) => ({
      advice_id: id(100 + index),
      body,
      asked_on: askedOn,
      received_on: receivedOn ?? null,
      answered_on: answeredOn ?? null,
    })),
    {
      route: made.route ?? null,
      responses: made.responses ?? null,
      consultations: (made.consultations ?? []).map(({ consultedOn, repliedOn, reply }, index) => ({
        id: id(200 + index),
        on: consultedOn,
        receivedOn: null,
        repliedOn: repliedOn ?? null,
        reply: reply ?? null,
      })),
      disputes: disputes ?? null,
      orders: made.orders ?? null,
    },
  );
};

/** Lead indicators of cases made by hand. */
export const indicatorsByHand = (
  made: readonly LeadCaseByHand[],
  today: string,
  settings: Readonly<ClockSettings> = DEFAULT_SETTINGS,
) =>
  calculateLeadIndicators(
    leadFactsOf(
      made.map((one, index) => leadCaseByHand({ number: index + 1, ...one })),
      [],
    ),
    parseCivilDate(today),
    settings,
  );

/** One open case made by hand, as lead indicators show it. */
export const openByHand = (
  made: LeadCaseByHand,
  today: string,
  settings: Readonly<ClockSettings> = DEFAULT_SETTINGS,
): OpenCase => {
  const [open] = indicatorsByHand([made], today, settings).open;
  if (open === undefined) throw new Error('The case is not open.');
  return open;
};

/** The day so many days after another. */
export const dayAfter = (day: string, days: number): string => formatCivilDate(parseCivilDate(day) + days);
