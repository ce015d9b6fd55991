import type { CaseState, PathwayEvent, PlanState, Step } from '@ehc/pathway';
import {
  Day,
  defineStep,
  fact,
  FieldOf,
  Flag,
  notBefore,
  type Of,
  optional,
  outOfOrder,
  Part,
  type Refusal,
  StepRequest,
  type StreamDefinition,
  WholeNumber,
  Words,
} from '@ehc/recording';
import { startOf } from '../order-of-steps/plan-order.js';
import { caseStream } from '../streams/case-stream.js';
import { planStream } from '../streams/plan-stream.js';

/*
 * Disputes are recorded in the stream of the decision that they challenge (s.51, s.52, regs 32–45). What a mediation, an
 * appeal or an order is about must be recorded there, and comes before it.
 */

class DisputeStep extends StepRequest {
  @FieldOf('AppealRecorded', 'about', 'The decision that is challenged (s.51(2)).')
  about!: Of<'AppealRecorded', 'about'>;
}

export class RecordMediation extends DisputeStep {
  @FieldOf('MediationRecorded', 'step', 'What happened.')
  step!: Of<'MediationRecorded', 'step'>;

  @FieldOf('MediationRecorded', 'outcome', 'How it ended.')
  outcome?: Of<'MediationRecorded', 'outcome'>;

  @Words('Note. Sealed.', optional)
  note?: string;
}

export class RecordAppeal extends DisputeStep {
  @FieldOf('AppealRecorded', 'step', 'What happened.')
  step!: Of<'AppealRecorded', 'step'>;

  @FieldOf('AppealRecorded', 'outcome', 'How it ended.')
  outcome?: Of<'AppealRecorded', 'outcome'>;

  @Words("The Tribunal's reference.", optional, 400)
  reference?: string;

  @Words('Note. Sealed.', optional)
  note?: string;
}

/** Dates that an order sets itself; they win over the regulations. They may lie in the future. */
export class DirectedLimits {
  @Day('Last day to tell the family of the decision.', optional)
  notify?: string;

  @Day('Last day to tell the family that there will be no plan.', optional)
  noPlan?: string;

  @Day('Last day to send the draft.', optional)
  draft?: string;

  @Day('Last day to send the final or amended plan.', optional)
  final?: string;
}

export class RecordOrder extends DisputeStep {
  @FieldOf('OrderMade', 'order', 'What the Tribunal ordered (reg 44(2)).')
  order!: Of<'OrderMade', 'order'>;

  @Part(() => DirectedLimits, 'Dates that the order sets itself.', optional)
  directed?: DirectedLimits;

  @Flag('With order "continue": whether the plan is to be amended too (5 weeks).', optional)
  amended?: boolean;
}

export class RecordConcession extends DisputeStep {
  @FieldOf('ConcessionMade', 'concession', 'What the authority conceded (reg 45).')
  concession!: Of<'ConcessionMade', 'concession'>;
}

export class RecordAgreement extends DisputeStep {
  @FieldOf('AgreementReached', 'agreementType', 'What was agreed; "other" where it could not be appealed (reg 42(3)).')
  agreementType!: Of<'AgreementReached', 'agreementType'>;

  @WholeNumber(0, 104, 'Weeks that the parties agreed in writing (reg 42(5)); else those of reg 44.', optional)
  agreedWeeks?: number;

  @Words('The terms. Sealed.', optional)
  terms?: string;
}

type Challenges<State> = (state: State, about: Of<'AppealRecorded', 'about'>) => Step | string | null | undefined;

/** The decision on a case that a dispute is about. */
const decisionOnCase: Challenges<CaseState> = (state, about) => {
  switch (about) {
    case 'refusal_to_assess':
      return state.kind === 'assessment' ? refusedToAssess(state) : null;
    case 'refusal_to_reassess':
      return state.kind === 'reassessment' ? refusedToAssess(state) : null;
    case 'refusal_to_issue':
      return state.noPlanAgain ?? state.noPlan ?? (state.flags.assessmentTribunal ? state.requested : null);
    case 'plan_contents':
    case 'setting_named':
      return state.issued;
    default:
      return null;
  }
};

/** A refusal, or, where a return tells of a decision without saying which, that. */
const refusedToAssess = (state: CaseState): Step | null =>
  state.firstDecision?.outcome === 'refuse' ? state.firstDecision : state.decidedEarlier;

/** The decision on a plan that a dispute is about. */
const decisionOnPlan: Challenges<PlanState> = (state, about) => {
  switch (about) {
    case 'plan_contents':
    case 'setting_named':
      return startOf(state) ?? state.started;
    case 'refusal_to_amend':
      return state.reviews
        .map((review) => review.notAmended ?? review.decision)
        .findLast((decision) => decision !== null);
    case 'cease':
      return state.ceaseNoticeOn ?? state.ceased;
    default:
      return null;
  }
};

const disputeSteps = <State>(stream: StreamDefinition<State>, challenged: Challenges<State>) => {
  const mayFollow = (
    state: State,
    event: Pick<PathwayEvent, 'happenedOn'> & { readonly payload: { readonly about: Of<'AppealRecorded', 'about'> } },
  ): Refusal | undefined => {
    const decision = challenged(state, event.payload.about);
    return decision
      ? notBefore(event, decision, 'the decision was made that is challenged')
      : outOfOrder(
          `There is no decision on this ${stream.noun} that a dispute about ${event.payload.about} could challenge.`,
          'Record the decision first; disputes about a refusal belong to the case, those about a plan in force to the plan.',
        );
  };
  return {
    mediation: defineStep({
      stream,
      records: 'MediationRecorded',
      mayFollow,
      decide: (_, command: RecordMediation) => fact('MediationRecorded', command),
    }),
    appeal: defineStep({
      stream,
      records: 'AppealRecorded',
      mayFollow,
      decide: (_, command: RecordAppeal) => fact('AppealRecorded', command),
    }),
    order: defineStep({
      stream,
      records: 'OrderMade',
      mayFollow,
      decide: (_, command: RecordOrder) => fact('OrderMade', command),
    }),
    concession: defineStep({
      stream,
      records: 'ConcessionMade',
      mayFollow,
      decide: (_, command: RecordConcession) => fact('ConcessionMade', command),
    }),
    agreement: defineStep({
      stream,
      records: 'AgreementReached',
      mayFollow,
      decide: (_, command: RecordAgreement) => fact('AgreementReached', command),
    }),
  };
};

export const disputesOnCase = disputeSteps(caseStream, decisionOnCase);
export const disputesOnPlan = disputeSteps(planStream, decisionOnPlan);
