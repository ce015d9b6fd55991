import { checkEvent, EventMalformed, type PathwayEvent } from '@ehc/pathway';
import type { Caller } from '@ehc/identity';
import { deriveId } from './derive-id.js';
import { eventIdOf } from './event-id-of.js';
import type { Fact } from './fact.js';
import { invalid, Refusal } from './refusal.js';
import type { Circumstances, Step } from './step.js';
import type { StepRequest } from './step-request.js';

/** One step on its way into the log: who takes it, on which stream, under which ids, and what "today" is. */
export interface StepTaken<State = unknown, Request extends StepRequest = StepRequest> {
  readonly step: Step<State, Request>;
  readonly request: Request;
  /** Id of the stream, without its kind. */
  readonly id: string;
  readonly caller: Caller;
  readonly commandId: string;
  readonly correlationId: string;
  /** The event from which the step follows, where a policy takes it. */
  readonly causationId: string | null;
  readonly source: PathwayEvent['source'];
  /** The civil date in Europe/London. */
  readonly today: string;
}

/** What is known of a stream before the step. */
export interface StreamBefore<State = unknown> extends Pick<Circumstances, 'actorOf' | 'opened' | 'history'> {
  readonly state: State;
}

/**
 * *Given this state and this command, which events?*, checked against their schemas and for text that cannot be kept.
 * Pure: the one way into the log, for a person's step, a policy's and a simulation's.
 */
export const decideStep = <State, Request extends StepRequest>(
  { step, request, caller, commandId, today }: StepTaken<State, Request>,
  { state, ...before }: StreamBefore<State>,
): readonly Fact[] | Refusal => {
  const decision = step.decide(state, request, {
    ...before,
    today,
    actor: caller.actor,
    authority: caller.authority,
    newId: (what) => deriveId(commandId, what),
  });
  if (decision instanceof Refusal) return decision;
  for (const fact of decision) {
    const refusal = malformed(fact) ?? unstorable(fact);
    if (refusal) return refusal;
  }
  return decision;
};

/** The facts as a fold sees them, under the ids that they will have. */
export const asPathwayEvents = (
  facts: readonly Fact[],
  { commandId, source }: Pick<StepTaken, 'commandId' | 'source'>,
): PathwayEvent[] =>
  facts.map((fact, place) => ({ ...fact, id: eventIdOf(commandId, place), source }) as unknown as PathwayEvent);

/** What no event may hold is refused, if the request's own checks let it through. */
const malformed = (fact: Fact): Refusal | undefined => {
  try {
    checkEvent(fact.type, fact.payload, fact.sealed);
    return undefined;
  } catch (error) {
    if (!(error instanceof EventMalformed)) throw error;
    const fields = error.paths.map((path) => path.slice(1).replaceAll('/', '.'));
    return invalid(
      fields[0]!,
      `The value of ${fields.join(', ')} cannot be kept.`,
      'The description of the API says which values it takes.',
    );
  }
};

/** What is sealed meets no database in plain, but whoever opens it should be able to keep it too. */
const unstorable = (fact: Fact): Refusal | undefined => {
  for (const part of [fact.payload, fact.sealed]) {
    for (const [field, value] of Object.entries(part ?? {})) if (!isStorable(value)) return unstorableField(field);
  }
  return undefined;
};

const isStorable = (value: unknown): boolean => {
  if (typeof value === 'string') return !value.includes('\u0000') && !/\p{Surrogate}/u.test(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, part]) => isStorable(key) && isStorable(part));
};

export const unstorableField = (field: string): Refusal =>
  invalid(
    field,
    'The step holds a character that cannot be kept (U+0000, or half of one).',
    'Take it out of the text; it often comes from copying.',
  );
