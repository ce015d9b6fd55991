import type { CaseState } from '@ehc/pathway';
import type { RowOf } from '@ehc/projections';
import { defineBelievedTable } from './believed-table.js';
import { caseCounts } from './case-fact.js';
import { type CaseWithDisputes, foldCaseWithDisputes } from './case-with-disputes.js';
import { dayOf } from './day-cell.js';
import type { FactOfStream } from './fact-of-stream.js';

const columns = {
  case_id: 'uuid not null',
  /** How the request came, where other limits follow from it (a release from detention). */
  route: 'text',
  /** Days on which the family answered a draft. */
  responses: 'date[]',
  /** `ConsultationDealing[]`. */
  consultations: 'json',
  /** `DisputeDealing[]`. */
  disputes: 'json',
  /** `OrderDealing[]`. */
  orders: 'json',
} as const;

/** A setting that was consulted: civil dates, null where not known or not yet. */
export type ConsultationDealing = Omit<CaseState['consultations'][number], 'setting'>;

/** An order, a concession or an agreement, with what it asks for. */
export type OrderDealing = Pick<CaseState['orders'][number], 'event' | 'on' | 'made' | 'payload'>;

const consultationOf = ({ setting: _, ...dealing }: CaseState['consultations'][number]): ConsultationDealing => dealing;

const orderOf = ({ event, on, made, payload }: CaseState['orders'][number]): OrderDealing => ({
  event,
  on,
  made,
  payload,
});

/** A list of its own, since the state's may grow; null where it is empty. */
const filled = <T>(list: readonly T[]): readonly T[] | null => (list.length === 0 ? null : [...list]);

const dealingsOf = (state: CaseWithDisputes): Omit<RowOf<typeof columns>, 'case_id'> => ({
  route: state.route === 'detainee_released' ? state.route : null,
  responses: filled(state.responses.map((response) => dayOf(response)!)),
  consultations: filled(state.consultations.map(consultationOf)),
  disputes: filled(state.disputes),
  orders: filled(state.orders.map(orderOf)),
});

/**
 * What went between the authority and others on a case: answers of the family, settings consulted, disputes and what
 * came of them. Cases without any have no row.
 */
export const DEALINGS_FACT: FactOfStream<CaseWithDisputes, typeof columns> = {
  kind: 'case',
  table: defineBelievedTable({ name: 'dealings_fact', columns, key: ['case_id'] }),
  types: [
    'AssessmentRequested',
    'FamilyResponded',
    'SettingConsulted',
    'SettingReplied',
    'MediationRecorded',
    'AppealRecorded',
    'OrderMade',
    'ConcessionMade',
    'AgreementReached',
    'RemovedFromReturn',
    'ShownInReturn',
  ],
  fold: foldCaseWithDisputes,
  rows: (id, state) => {
    if (!caseCounts(state)) return [];
    const dealings = dealingsOf(state);
    return Object.values(dealings).some((value) => value !== null) ? [{ case_id: id, ...dealings }] : [];
  },
};
