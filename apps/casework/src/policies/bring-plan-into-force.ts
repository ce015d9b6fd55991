import { type EventStore, KeyDestroyed, type RecordedEvent, type Sealer } from '@ehc/event-store';
import { foldCase, type Payload } from '@ehc/pathway';
import {
  correctionMade,
  CORRECTIONS,
  defineStep,
  deriveId,
  eventIdOf,
  fact,
  followCorrections,
  outOfOrder,
  pathwayEvents,
  type Policy,
  policyCaller,
  type Recorder,
  type StepRequest,
} from '@ehc/recording';
import { planStream } from '../streams/plan-stream.js';

const NAME = 'bring_plan_into_force';

export interface PlanFromCase extends StepRequest {
  readonly child: string;
  readonly case: string;
  readonly contents: Omit<Payload<'PlanFinalised'>, 'plan' | 'shownInYear'>;
  readonly settingOther?: string;
}

/** The plan is in force from the day on which it was sent (s.42). */
export const bringIntoForce = defineStep({
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

/** A correction of the final plan in its case, carried on into the plan. */
export const correctingThePlan = followCorrections(planStream);

/** When a plan is finalised, bring its stream into force; when that is corrected, so is what followed. */
export const bringPlanIntoForce = (recorder: Recorder, store: EventStore, sealer: Sealer): Policy => ({
  name: NAME,
  types: ['PlanFinalised', ...CORRECTIONS],
  follow: async (event) => {
    if (event.type !== 'PlanFinalised') return correctPlan(recorder, store, sealer, event);
    const { plan, shownInYear: _, ...contents } = event.payload as Payload<'PlanFinalised'>;
    const caseId = event.stream.slice('case-'.length);
    const state = foldCase(pathwayEvents(await store.readStream(event.stream)));
    if (state.issued?.event !== event.id || event.happenedOn === null || state.child === null) return;
    const step = state.kind === 'reassessment' && state.previousPlan === plan ? amendAfterReassessment : bringIntoForce;
    await recorder.record(step, policyCaller(NAME, event, plan, commandFor(event)), {
      happenedOn: event.happenedOn,
      child: state.child,
      case: caseId,
      contents,
      ...(await settingInWords(sealer, event)),
    });
  },
});

/** Id of the command that an event of the case leads to on the plan. */
export const commandFor = (event: { readonly id: string }): string => deriveId(event.id, NAME);

/** A final plan was corrected or struck out in its case: so is what it brought about on the plan. */
const correctPlan = async (recorder: Recorder, store: EventStore, sealer: Sealer, event: RecordedEvent) => {
  if (!event.stream.startsWith('case-')) return;
  const made = await correctionMade(event, ['PlanFinalised'], store, sealer);
  if (!made) return;
  const { plan } = made.of.payload as Payload<'PlanFinalised'>;
  const caller = policyCaller(NAME, event, plan, commandFor(event));
  const derived = { ...made.approval, event: eventIdOf(commandFor(made.of)) };
  await (made.field
    ? recorder.record(correctingThePlan.correct, caller, { ...derived, field: made.field.name, new: made.field.new })
    : recorder.record(correctingThePlan.strikeOut, caller, derived));
};

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
