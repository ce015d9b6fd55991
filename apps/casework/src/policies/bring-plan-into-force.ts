import { type EventStore, KeyDestroyed, type RecordedEvent, type Sealer } from '@ehc/event-store';
import { foldCase, type Payload } from '@ehc/pathway';
import {
  defineStep,
  deriveId,
  fact,
  outOfOrder,
  pathwayEvents,
  type Policy,
  policyCaller,
  type Recorder,
  type StepRequest,
} from '@ehc/recording';
import { planStream } from '../streams/plan-stream.js';

const NAME = 'bring_plan_into_force';

interface PlanFromCase extends StepRequest {
  readonly child: string;
  readonly case: string;
  readonly contents: Omit<Payload<'PlanFinalised'>, 'plan' | 'shownInYear'>;
  readonly settingOther?: string;
}

/** The plan is in force from the day on which it was sent (s.42). */
const bringIntoForce = defineStep({
  stream: planStream,
  records: 'PlanBroughtIntoForce',
  begins: true,
  mayFollow: (state) =>
    state.started ? outOfOrder('This plan is in force already.', 'There is nothing to do.') : undefined,
  decide: (_, command: PlanFromCase) => fact('PlanBroughtIntoForce', { ...command.contents, ...command }),
});

/** After a reassessment the plan that there is has been amended. */
const amendAfterReassessment = defineStep({
  stream: planStream,
  records: 'AmendedPlanFinalised',
  // By the amendment's own rule there would have to be an amendment notice; a reassessment has a draft instead.
  followsFromElsewhere: true,
  decide: (state, command: PlanFromCase) =>
    state.started || state.transferredIn
      ? fact('AmendedPlanFinalised', { ...command.contents, ...command })
      : outOfOrder('The plan that was reassessed is not in force here.', 'There is nothing to do.'),
});

/** When a plan is finalised, bring its stream into force. */
export const bringPlanIntoForce = (recorder: Recorder, store: EventStore, sealer: Sealer): Policy => ({
  name: NAME,
  types: ['PlanFinalised'],
  follow: async (event) => {
    const { plan, shownInYear: _, ...contents } = event.payload as Payload<'PlanFinalised'>;
    const caseId = event.stream.slice('case-'.length);
    const state = foldCase(pathwayEvents(await store.readStream(event.stream)));
    if (state.issued?.event !== event.id || event.happenedOn === null || state.child === null) return;
    const step = state.kind === 'reassessment' && state.previousPlan === plan ? amendAfterReassessment : bringIntoForce;
    await recorder.record(step, policyCaller(NAME, event, plan, deriveId(event.id, NAME)), {
      happenedOn: event.happenedOn,
      child: state.child,
      case: caseId,
      contents,
      ...(await settingInWords(sealer, event)),
    });
  },
});

/** The setting in words is sealed to the event of the case; on the plan it is sealed anew. */
const settingInWords = async (sealer: Sealer, event: RecordedEvent): Promise<{ settingOther?: string }> => {
  try {
    const { settingOther } = (await sealer.open(event)) as { settingOther?: string };
    return settingOther === undefined ? {} : { settingOther };
  } catch (error) {
    if (error instanceof KeyDestroyed) return {};
    throw error;
  }
};
