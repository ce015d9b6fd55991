import { randomUUID } from 'node:crypto';
import {
  type Appended,
  APPEND_LIMIT,
  AppendOutcomeUnknown,
  AppendTooLarge,
  EVENT_STORE,
  EventIdConflict,
  type EventStore,
  InvalidAppend,
  KeyDestroyed,
  type NewEvent,
  type RecordedEvent,
  Sealer,
  SubjectDestroyed,
  WrongExpectedRevision,
} from '@ehc/event-store';
import type { PathwayEvent } from '@ehc/pathway';
import type { ClockSettings } from '@ehc/statutory-clock';
import { CLOCK, type Clock, Problem, unavailable } from '@ehc/platform';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { clocksMoved } from '@ehc/case-clocks';
import { settingsOf } from './authority-settings.js';
import { asPathwayEvents, decideStep, type StepTaken, unstorableField } from './decide-step.js';
import { deriveId } from './derive-id.js';
import type { Fact } from './fact.js';
import { gaps, type RecordingMoment } from './gaps.js';
import { idsOf } from './ids-of.js';
import { pathwayEvents } from './pathway-events.js';
import { sameJson } from './same-json.js';
import { refused } from './problem.js';
import { notFound, Refusal } from './refusal.js';
import { RecordStep } from './record-step.js';
import type { Recorded } from './recorded.js';
import { inEnvelopes, sealed } from './seal-facts.js';

/** How often a step is decided anew, after another one was recorded between reading and appending. */
const ATTEMPTS = 5;

/** One command under way: the request with its ids settled. */
interface Underway extends StepTaken, Pick<RecordStep, 'given'> {
  readonly stream: string;
  readonly expectedRevision: number | undefined;
}

/** What was read before deciding. */
interface Known {
  readonly recorded: readonly RecordedEvent[];
  readonly settings: Readonly<ClockSettings>;
}

/** The stream as it is before the step. */
interface Before {
  readonly recorded: readonly RecordedEvent[];
  readonly history: readonly PathwayEvent[];
  readonly state: unknown;
}

/** What the step leads to. */
interface Decided {
  readonly events: readonly NewEvent[];
  /** The state of the stream with them. */
  readonly state: unknown;
}

/**
 * Records a step: reads the stream, looks first whether this command is already in it, folds, asks the decider, seals,
 * and appends with the revision that it read.
 */
@CommandHandler(RecordStep)
export class RecordStepHandler implements ICommandHandler<RecordStep> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly sealer: Sealer,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute(command: RecordStep): Promise<Recorded> {
    const underway = this.#underway(command);
    for (let attempt = 1; ; attempt++) {
      const known = await this.#read(underway);
      const before = streamBefore(underway, known.recorded);
      await this.#refuseForgotten(underway, before.state);
      if (known.recorded.some((event) => event.commandId === underway.commandId)) return this.#again(underway, known);
      refuseIfStale(underway, known);
      const decided = await this.#decide(underway, before);
      try {
        const appended = await this.#append(underway, before, decided);
        return answer(underway, known.settings, before, decided, appended);
      } catch (error) {
        if (!(error instanceof WrongExpectedRevision)) throw asProblem(error, underway);
        if (underway.expectedRevision !== undefined || attempt >= ATTEMPTS) throw refused(stale(underway));
      }
    }
  }

  /**
   * Refuses what recording the step would refuse, and does nothing else: no key is made and nothing is appended. For a
   * step that must be possible before another one is recorded.
   *
   * @throws Problem
   */
  async mayBeRecorded(command: RecordStep): Promise<void> {
    const underway = this.#underway(command);
    const known = await this.#read(underway);
    if (known.recorded.some((event) => event.commandId === underway.commandId)) return;
    const before = streamBefore(underway, known.recorded);
    await this.#refuseForgotten(underway, before.state);
    refuseIfStale(underway, known);
    await this.#facts(underway, before);
  }

  #underway({ step, given, request }: RecordStep): Underway {
    const { kind } = step.stream;
    const { caller, cause } = given;
    const commandId = given.commandId ?? request.commandId?.toLowerCase() ?? randomUUID();
    const id = kind === 'authority' ? caller.authority : (given.id ?? deriveId(commandId, kind));
    return {
      step,
      given,
      request,
      caller,
      id,
      stream: `${kind}-${id}`,
      commandId,
      correlationId: cause?.correlationId ?? given.correlationId ?? commandId,
      causationId: cause?.event ?? null,
      source: cause ? 'computed' : 'entered',
      expectedRevision: given.expectedRevision ?? request.expectedRevision,
      today: this.clock.today(),
    };
  }

  async #read({ stream, step, given }: Underway): Promise<Known> {
    const { authority } = given.caller;
    const settingsStream = `authority-${authority}`;
    const streams = await this.store.readStreams([stream, settingsStream]);
    const recorded = streams.get(stream) ?? [];
    // Another authority's stream is answered exactly as one that does not exist.
    if (recorded.length > 0 ? recorded[0]!.authority !== authority : !step.begins) {
      throw refused(notFound(step.stream.noun));
    }
    return { recorded, settings: settingsOf(pathwayEvents(streams.get(settingsStream) ?? [])) };
  }

  /** The command was recorded before: with the same content it is answered as it was then. */
  async #again(underway: Underway, { recorded, settings }: Known): Promise<Recorded> {
    const first = recorded.findIndex((event) => event.commandId === underway.commandId);
    const before = streamBefore(underway, recorded.slice(0, first));
    const theirs = recorded.filter((event) => event.commandId === underway.commandId);
    const ours = await this.#decide(underway, before).catch((error: unknown) => {
      if (error instanceof Problem) return null;
      throw error;
    });
    if (
      !ours ||
      theirs.length !== ours.events.length ||
      !theirs.every((one, nth) => sameContent(one, ours.events[nth]!))
    ) {
      throw refused(usedBefore());
    }
    const last = theirs.at(-1)!;
    return answer(underway, settings, before, ours, { ...last, repeated: true });
  }

  async #decide(underway: Underway, before: Before): Promise<Decided> {
    const { fold, childOf } = underway.step.stream;
    const facts = await this.#facts(underway, before);
    const state = fold([...before.history, ...asPathwayEvents(facts, underway)]);
    // Where the event that names the child is struck out, it still is that child's record.
    const childBefore = childOf(before.state, underway.id);
    const child = childOf(state, underway.id) ?? childBefore;
    if (child !== childBefore) await this.#refuseForgotten(underway, state);
    try {
      return { events: await sealed(this.sealer, inEnvelopes(facts, underway, child)), state };
    } catch (error) {
      throw asProblem(error, underway);
    }
  }

  /** Also of a step in which nothing is sealed, for which no key would be asked. @throws Problem */
  async #refuseForgotten({ step: { stream }, caller, id }: Underway, state: unknown): Promise<void> {
    const child = stream.childOf(state, id);
    if (child !== null && (await this.sealer.hasForgotten(caller.authority, child))) throw refused(forgotten());
  }

  async #facts(underway: Underway, { recorded, history, state }: Before): Promise<readonly Fact[]> {
    const { step } = underway;
    const opened = step.opens ? await this.#open(recorded) : new Map<string, Readonly<Record<string, unknown>>>();
    const decision = decideStep(underway, {
      state,
      history,
      actorOf: (event) => recorded.find((one) => one.id === event)?.actor ?? null,
      opened: (event) => opened.get(event) ?? null,
    });
    if (decision instanceof Refusal) throw refused(decision);
    checkSize(decision);
    return decision;
  }

  async #open(recorded: readonly RecordedEvent[]): Promise<Map<string, Readonly<Record<string, unknown>>>> {
    const contents = await this.sealer.openMany(recorded);
    const opened = new Map<string, Readonly<Record<string, unknown>>>();
    contents.forEach((content, index) => {
      if (!(content instanceof KeyDestroyed)) opened.set(recorded[index]!.id, content as Record<string, unknown>);
    });
    return opened;
  }

  async #append({ stream, step, given }: Underway, { recorded }: Before, { events }: Decided): Promise<Appended> {
    const moment: RecordingMoment = { kind: step.stream.kind, byPolicy: given.cause !== undefined };
    const expected = recorded.length === 0 ? 'no_stream' : recorded.length - 1;
    gaps.sealed.publish(moment);
    const appended = await this.store.append({ stream, expected, events });
    gaps.recorded.publish(moment);
    return appended;
  }
}

const streamBefore = ({ step }: Underway, recorded: readonly RecordedEvent[]): Before => {
  const history = pathwayEvents(recorded);
  return { recorded, history, state: step.stream.fold(history) };
};

const answer = (
  { step, id, today }: Underway,
  settings: Readonly<ClockSettings>,
  before: Before,
  { events, state }: Decided,
  at: Appended,
): Recorded => {
  const { kind, childOf, clocks } = step.stream;
  const child = childOf(state, id);
  return {
    ...(child === null ? {} : { child }),
    [kind]: id,
    events: events.map(({ id: eventId, type, payload }) => ({ id: eventId, type, ids: idsOf(type, payload) })),
    position: at.position,
    revision: at.revision,
    recordedAt: at.recordedAt,
    repeated: at.repeated,
    clocks: clocksMoved(clocks(id, before.state, today, settings), clocks(id, state, today, settings)),
  };
};

/** The store counts more closely, with the envelopes; what is too large for it at any rate is refused before. */
const checkSize = (facts: readonly Fact[]): void => {
  if (Buffer.byteLength(JSON.stringify(facts)) > APPEND_LIMIT) throw tooLarge();
};

const tooLarge = (): Problem =>
  new Problem(
    413,
    'step-too-large',
    'The step holds more than 900 KiB. Shorten the free text, or keep the document elsewhere and refer to it.',
  );

/** Sealed blobs differ each time; what they hold is compared by its keyed digest. */
const sameContent = (theirs: RecordedEvent, ours: NewEvent): boolean =>
  theirs.id === ours.id &&
  theirs.type === ours.type &&
  theirs.happenedOn === ours.happenedOn &&
  sameJson(theirs.payload, ours.payload) &&
  Buffer.from(theirs.sealedDigest ?? []).equals(Buffer.from(ours.sealedDigest ?? []));

const refuseIfStale = (underway: Underway, { recorded }: Known): void => {
  const { expectedRevision } = underway;
  if (expectedRevision !== undefined && expectedRevision !== recorded.length - 1) throw refused(stale(underway));
};

const stale = ({ given, step }: Underway): Refusal =>
  new Refusal(
    given.byPrecondition ? 'precondition-failed' : 'changed-meanwhile',
    `Something was recorded on this ${step.stream.noun} since you looked at it.`,
    'Load it again, see what is new, and record your step if it still holds.',
  );

const forgotten = (): Refusal =>
  new Refusal(
    'not-allowed',
    'This child has been forgotten: their personal details can neither be read nor recorded any more.',
    'If they are known to you again, register them as a new child.',
  );

const usedBefore = (): Refusal =>
  new Refusal(
    'command-id-used',
    'A command with this id was recorded before, with other content.',
    'Use a new UUID for a new command; to put right what was recorded, ask for a correction.',
  );

/** What the store or the keys refuse, as a problem for the caller; anything else is a fault of ours and stays one. */
const asProblem = (error: unknown, { commandId }: Underway): unknown => {
  if (error instanceof EventIdConflict) return refused(usedBefore());
  if (error instanceof InvalidAppend) {
    return refused(unstorableField(error.field));
  }
  if (error instanceof SubjectDestroyed) return refused(forgotten());
  if (error instanceof AppendTooLarge) return tooLarge();
  if (error instanceof AppendOutcomeUnknown) {
    return unavailable(
      'outcome-unknown',
      `The store did not answer in time. Send the same request again with the header Idempotency-Key: ${commandId}; it is recorded once.`,
      { extensions: { commandId }, cause: error },
    );
  }
  return error;
};
