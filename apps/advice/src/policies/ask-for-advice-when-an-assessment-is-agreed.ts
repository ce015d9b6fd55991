import type { EventStore, RecordedEvent, Sealer } from '@ehc/event-store';
import { type AdviceState, foldAdvice, foldCase, type Payload } from '@ehc/pathway';
import { adviceToSeek } from '@ehc/statutory-clock';
import type { Clock } from '@ehc/platform';
import { askForAdvice } from '../ask-for-advice/ask-for-advice.js';
import { adviceStream } from '../streams/advice-stream.js';
import {
  correctionMade,
  deriveId,
  eventIdOf,
  followCorrections,
  pathwayEvents,
  type Policy,
  policyCaller,
  type Recorder,
} from '@ehc/recording';

const NAME = 'ask_for_advice';

type Kind = Payload<'AdviceRequested'>['kind'];

/** Whom the authority asks first for each kind; another team is asked by hand. */
export const BODY_FOR: Readonly<Record<Kind, Payload<'AdviceRequested'>['body']>> = {
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

/** The steps by which an assessment is agreed. */
const AGREEMENTS = ['DecidedToAssess', 'RefusalReversed'] as const;

const ANSWERS = ['AdviceSubmitted', 'AdviceNilReturned', 'AdviceDispensedWith'] as const;

/** Id of the command that asks for advice of a kind, once that event has agreed to an assessment. */
export const commandFor = (agreement: { readonly id: string }, kind: Kind): string =>
  deriveId(agreement.id, `ask for ${kind}`);

/** Id of the request for advice that the command makes. */
export const adviceOf = (commandId: string): string => deriveId(commandId, 'advice');

const correctingAdvice = followCorrections(adviceStream);

/**
 * When an assessment is agreed, ask for the advice that must be sought (reg 6(1)). It is asked for today, not on the day
 * of the decision: a body's six weeks begin when it receives the request, however late the decision was recorded. When
 * the agreement is struck out, so are the requests that nobody has answered.
 */
export const askForAdviceWhenAnAssessmentIsAgreed = (
  recorder: Recorder,
  store: EventStore,
  sealer: Sealer,
  clock: Clock,
): Policy => ({
  name: NAME,
  types: [...AGREEMENTS, 'EventStruckOut'],
  follow: async (event) => {
    if (event.type === 'EventStruckOut') return takeBack(recorder, store, sealer, event);
    const state = foldCase(pathwayEvents(await store.readStream(event.stream)));
    // Only the event by which the assessment began: not a reversed refusal to issue, nor one that was struck out.
    if (state.assessmentShown?.event !== event.id || state.child === null) return;
    const { advice } = adviceToSeek({
      ncYear: state.ncYear ?? YEAR_NOT_KNOWN,
      needs: state.needs.map((need) => need.type),
    });
    const { child } = state;
    const wanted = advice
      .filter(({ mustSeek }) => mustSeek)
      .map(({ kind }) => ({ kind, commandId: commandFor(event, kind), id: adviceOf(commandFor(event, kind)) }));
    // What was asked on another day before stays: the same command with another date would be refused.
    const asked = await store.readStreams(wanted.map(({ id }) => `advice-${id}`));
    await Promise.all(
      wanted
        .filter(({ id }) => !asked.has(`advice-${id}`))
        .map(({ kind, commandId, id }) =>
          recorder.record(askForAdvice, policyCaller(NAME, event, id, commandId), {
            happenedOn: clock.today(),
            receivedOn: clock.today(),
            case: event.stream.slice('case-'.length),
            child,
            kind,
            body: BODY_FOR[kind],
          }),
        ),
    );
  },
});

/**
 * An agreement was struck out: the requests that followed from it were made by mistake. What a body has answered stays,
 * for it did answer.
 */
const takeBack = async (recorder: Recorder, store: EventStore, sealer: Sealer, event: RecordedEvent): Promise<void> => {
  const made = await correctionMade(event, AGREEMENTS, store, sealer);
  if (!made) return;
  for (const kind of Object.keys(BODY_FOR) as Kind[]) {
    const asked = commandFor(made.of, kind);
    const id = adviceOf(asked);
    const recorded = pathwayEvents(await store.readStream(`advice-${id}`));
    if (recorded.length === 0 || isSettled(foldAdvice(recorded))) continue;
    await recorder.record(
      correctingAdvice.strikeOut,
      policyCaller(NAME, event, id, deriveId(event.id, `take back ${kind}`)),
      { ...made.approval, event: eventIdOf(asked), unless: ANSWERS },
    );
  }
};

/** Answered, dispensed with, or taken back before. */
const isSettled = ({ requested, submitted, nilReturned, dispensedWith }: AdviceState): boolean =>
  !requested || submitted !== null || nilReturned !== null || dispensedWith !== null;
