import type { EventStore } from '@ehc/event-store';
import { foldCase, type Payload } from '@ehc/pathway';
import { adviceToSeek } from '@ehc/statutory-clock';
import type { Clock } from '@ehc/platform';
import { askForAdvice } from '../ask-for-advice/ask-for-advice.js';
import { deriveId, pathwayEvents, type Policy, policyCaller, type Recorder } from '@ehc/recording';

const NAME = 'ask_for_advice';

type Kind = Payload<'AdviceRequested'>['kind'];

/** Whom the authority asks first for each kind; another team is asked by hand. */
const BODY_FOR: Readonly<Record<Kind, Payload<'AdviceRequested'>['body']>> = {
  parent_or_yp: 'family',
  educational: 'education',
  medical: 'health',
  psychological: 'educational_psychology',
  social_care: 'social_care',
  other_la_choice: 'other',
  preparing_for_adulthood: 'education',
  reasonably_requested: 'other',
};

/** A year below Year 9, for a child whose year is not known: then preparing for adulthood is asked for by hand. */
const YEAR_NOT_KNOWN = 0;

/**
 * When an assessment is agreed, ask for the advice that must be sought (reg 6(1)). It is asked for today, not on the day
 * of the decision: a body's six weeks begin when it receives the request, however late the decision was recorded.
 */
export const askForAdviceWhenAnAssessmentIsAgreed = (recorder: Recorder, store: EventStore, clock: Clock): Policy => ({
  name: NAME,
  types: ['DecidedToAssess', 'RefusalReversed'],
  follow: async (event) => {
    const state = foldCase(pathwayEvents(await store.readStream(event.stream)));
    // Only the event by which the assessment began: not a reversed refusal to issue, nor one that was struck out.
    if (state.assessmentShown?.event !== event.id || state.child === null) return;
    const { advice } = adviceToSeek({
      ncYear: state.ncYear ?? YEAR_NOT_KNOWN,
      needs: state.needs.map((need) => need.type),
    });
    for (const { kind } of advice.filter((one) => one.mustSeek)) {
      const commandId = deriveId(event.id, `ask for ${kind}`);
      const id = deriveId(commandId, 'advice');
      // Asked on another day before: the same command with another date would be refused.
      if ((await store.readStream(`advice-${id}`)).length > 0) continue;
      await recorder.record(askForAdvice, policyCaller(NAME, event, id, commandId), {
        happenedOn: clock.today(),
        receivedOn: clock.today(),
        case: event.stream.slice('case-'.length),
        child: state.child,
        kind,
        body: BODY_FOR[kind],
      });
    }
  },
});
