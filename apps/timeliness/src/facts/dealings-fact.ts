import { type CaseState, effectiveHistory, foldCase, type PathwayEvent, type Payload } from '@ehc/pathway';
import type { RowOf } from '@ehc/projections';
import { defineBelievedTable } from './believed-table.js';
import { caseCounts } from './case-fact.js';
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
export type ConsultationDealing = CaseState['consultations'][number];

/** A step of an appeal or of a mediation. */
export interface DisputeDealing {
  readonly before: 'tribunal' | 'mediation';
  readonly about: Payload<'AppealRecorded'>['about'];
  readonly step: Payload<'AppealRecorded'>['step'] | Payload<'MediationRecorded'>['step'];
  readonly on: string | null;
}

/** An order, a concession or an agreement, with what it asks for. */
export type OrderDealing = Pick<CaseState['orders'][number], 'event' | 'on' | 'made' | 'payload'>;

/** The folded case keeps of a dispute only that there was one; who held the case needs its steps. */
const disputesOf = (events: readonly PathwayEvent[]): DisputeDealing[] =>
  effectiveHistory(events).flatMap((event): DisputeDealing[] => {
    switch (event.type) {
      case 'AppealRecorded':
        return [disputeOf('tribunal', event.payload, event.happenedOn)];
      case 'MediationRecorded':
        return [disputeOf('mediation', event.payload, event.happenedOn)];
      default:
        return [];
    }
  });

const disputeOf = (
  before: DisputeDealing['before'],
  { about, step }: Pick<DisputeDealing, 'about' | 'step'>,
  on: string | null,
): DisputeDealing => ({ before, about, step, on });

const orderOf = ({ event, on, made, payload }: CaseState['orders'][number]): OrderDealing => ({
  event,
  on,
  made,
  payload,
});

const filled = <T>(list: readonly T[]): readonly T[] | null => (list.length === 0 ? null : list);

const dealingsOf = (state: CaseState, disputes: readonly DisputeDealing[]): Omit<RowOf<typeof columns>, 'case_id'> => ({
  route: state.route === 'detainee_released' ? state.route : null,
  responses: filled(state.responses.map((response) => dayOf(response)!)),
  consultations: filled(state.consultations),
  disputes: filled(disputes),
  orders: filled(state.orders.map(orderOf)),
});

/**
 * What went between the authority and others on a case: answers of the family, settings consulted, disputes and what
 * came of them. Cases without any have no row.
 */
export const DEALINGS_FACT: FactOfStream<typeof columns> = {
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
  rows: (id, events) => {
    const state = foldCase(events);
    if (!caseCounts(state)) return [];
    const dealings = dealingsOf(state, disputesOf(events));
    return Object.values(dealings).some((value) => value !== null) ? [{ case_id: id, ...dealings }] : [];
  },
};
