import { type CaseState, foldCase, type Fold, foldOf, type PathwayEvent, type Payload } from '@ehc/pathway';

/** A step of an appeal or of a mediation. */
export interface DisputeDealing {
  readonly before: 'tribunal' | 'mediation';
  readonly about: Payload<'AppealRecorded'>['about'];
  readonly step: Payload<'AppealRecorded'>['step'] | Payload<'MediationRecorded'>['step'];
  readonly on: string | null;
}

/** The folded case keeps of a dispute only that there was one; who held the case needs its steps. */
export interface CaseWithDisputes extends CaseState {
  readonly disputes: DisputeDealing[];
}

const disputeOf = (
  before: DisputeDealing['before'],
  { about, step }: Pick<DisputeDealing, 'about' | 'step'>,
  on: string | null,
): DisputeDealing => ({ before, about, step, on });

const begin = (): CaseWithDisputes => Object.assign(foldCase.begin(), { disputes: [] });

const apply = (state: CaseWithDisputes, event: PathwayEvent): void => {
  foldCase.apply(state, event);
  switch (event.type) {
    case 'AppealRecorded':
      state.disputes.push(disputeOf('tribunal', event.payload, event.happenedOn));
      break;
    case 'MediationRecorded':
      state.disputes.push(disputeOf('mediation', event.payload, event.happenedOn));
      break;
    default:
      break;
  }
};

/** Folds a case stream, corrections applied, into what is known of the case and of its disputes. */
export const foldCaseWithDisputes: Fold<CaseWithDisputes> = foldOf(begin, apply);
