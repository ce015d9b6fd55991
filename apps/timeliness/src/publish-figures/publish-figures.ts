import { randomUUID } from 'node:crypto';
import {
  type EventStore,
  EventIdConflict,
  type RecordedEvent,
  type Sealer,
  WrongExpectedRevision,
} from '@ehc/event-store';
import { type PathwayEventOf, readEvent } from '@ehc/pathway';
import type { Caller } from '@ehc/identity';
import { decideStep, inEnvelopes, outOfOrder, Refusal, refused, sealed } from '@ehc/recording';
import { formatCivilDate } from '@ehc/statutory-clock';
import type { ComparisonSurroundings } from '../compare-measures/compare-measures.js';
import type { AnsweredMeasure, MeasuresAnswer } from '../show-measures/measures-answer.js';
import { type MeasuresQuery, understand } from '../show-measures/measures-query.js';
import { showMeasures } from '../show-measures/show-measures.js';
import { figuresId, figuresStream, nameTaken, type PublishCounted, publishCounted } from './figures-stream.js';
import type { PublishedSet } from './published-set.js';

/** DI token of `PublishingSurroundings`. */
export const PUBLISHING = Symbol('Publishing');

/** What publishing takes. */
export interface PublishingSurroundings extends ComparisonSurroundings {
  readonly store: ComparisonSurroundings['store'] & Pick<EventStore, 'append'>;
  readonly sealer: Sealer;
}

/** A set of figures to be given out under a name: those that the question is answered by. */
export interface Publish {
  readonly name: string;
  readonly note?: string | undefined;
  readonly question: Omit<MeasuresQuery, 'authority' | 'benchmarks'>;
  readonly caller: Caller;
  readonly commandId?: string | undefined;
  readonly correlationId?: string | undefined;
}

export interface PublishedNow extends PublishedSet {
  readonly note: string | null;
  /** True where this command had been recorded before: nothing new was. */
  readonly repeated: boolean;
}

/**
 * Counts the figures and records them as an event, with the position and the versions that made them.
 *
 * @throws Problem 400, 404 or 503 as for the question; 409 where the name was given before, where nothing is known, or
 *   while an import runs
 */
export const publishFigures = async (publish: Publish, around: PublishingSurroundings): Promise<PublishedNow> => {
  const { name, note, question, caller } = publish;
  const commandId = publish.commandId ?? randomUUID();
  const id = figuresId(caller.authority, name);
  const stream = `figures-${id}`;
  const before = await asBefore(stream, { ...publish, commandId }, around);
  if (before) return before;

  const answer = await showMeasures({ ...question, authority: caller.authority }, around);
  refuseHalfKnown(answer);
  const today = around.clock.today();
  const request: PublishCounted = { happenedOn: today, name: name.trim(), note, ...counted(answer, question.by) };
  const taken = {
    step: publishCounted,
    request,
    id,
    caller,
    commandId,
    correlationId: publish.correlationId ?? commandId,
    causationId: null,
    source: 'entered',
    today,
  } as const;
  const facts = decideStep(taken, {
    state: figuresStream.fold([]),
    history: [],
    actorOf: () => null,
    opened: () => null,
  });
  if (facts instanceof Refusal) throw refused(facts);
  const events = await sealed(around.sealer, inEnvelopes(facts, taken, null));
  try {
    const appended = await around.store.append({ stream, expected: 'no_stream', events });
    const [event] = events;
    return { ...setOf({ ...event!, ...appended, stream }), note: note ?? null, repeated: appended.repeated };
  } catch (error) {
    // Somebody else was quicker, or this very command sent twice.
    if (error instanceof WrongExpectedRevision) {
      const first = await asBefore(stream, { ...publish, commandId }, around);
      if (first) return first;
    }
    if (error instanceof EventIdConflict) throw refused(usedBefore());
    throw error;
  }
};

/** What the name was given to before; null where it is free. */
const asBefore = async (
  stream: string,
  { commandId, note, question, caller }: Publish,
  { store, sealer, clock }: PublishingSurroundings,
): Promise<PublishedNow | null> => {
  const [event] = await store.readStream(stream);
  if (event === undefined) return null;
  const set = setOf(event);
  if (event.commandId !== commandId) throw refused(nameTaken(published(event)));
  const known = await noteOf(set, sealer);
  const { period, by, asAt } = understand({ ...question, authority: caller.authority }, clock.now());
  const same =
    known === (note ?? null) &&
    set.by === by &&
    set.period.from === formatCivilDate(period.from) &&
    set.period.to === formatCivilDate(period.to) &&
    (question.asAt === undefined || set.asAt === asAt);
  if (!same) throw refused(usedBefore());
  return { ...set, note: known, repeated: true };
};

const published = (event: RecordedEvent): PathwayEventOf<'FiguresPublished'> =>
  readEvent(event) as PathwayEventOf<'FiguresPublished'>;

const setOf = (event: RecordedEvent): PublishedSet => ({
  ...published(event).payload,
  authority: event.authority,
  id: event.stream.slice('figures-'.length),
  publishedAt: event.recordedAt,
  publishedBy: { actor: event.actor, role: event.role },
  event: { id: event.id, keyId: event.keyId, sealed: event.sealed },
});

/** The note, opened; null where there is none, or where it held the name of a child who has been forgotten. */
export const noteOf = async ({ event }: PublishedSet, sealer: Sealer): Promise<string | null> => {
  const [opened] = await sealer.openMany([event]);
  return (opened as { note?: string }).note ?? null;
};

const refuseHalfKnown = ({ known, importing, authority }: MeasuresAnswer): void => {
  if (!known) {
    throw refused(
      outOfOrder(`Nothing had been recorded for authority ${authority} by then.`, 'There are no figures to publish.'),
    );
  }
  if (importing) {
    throw refused(
      outOfOrder(
        'An import is under way: these would be the figures of half a return.',
        'Publish them when it has come to its end.',
      ),
    );
  }
};

/** What is kept of an answer. */
const counted = (
  { period, asAt, position, versions, measures }: MeasuresAnswer,
  by: string | undefined,
): Omit<PublishCounted, 'happenedOn' | 'name' | 'note'> => ({
  period,
  ...(by !== undefined && { by }),
  asAt,
  position: position!,
  versions,
  figures: measures.map(({ id: measure, version, numerator, denominator, value, slices }: AnsweredMeasure) => ({
    measure,
    version,
    numerator,
    denominator,
    value,
    ...(slices && { slices: slices.map((slice) => ({ ...slice })) }),
  })),
});

const usedBefore = (): Refusal =>
  new Refusal(
    'command-id-used',
    'A command with this id was recorded before, with other content.',
    'Use a new UUID for a new command.',
  );
