import { definitionOf, effectiveHistory, type EventType, fieldOf } from '@ehc/pathway';
import { fact, type FactOf } from '../fact.js';
import { outOfOrder } from '../refusal.js';
import { sameJson } from '../same-json.js';
import { defineStep } from '../step.js';
import type { StepRequest } from '../step-request.js';
import type { StreamDefinition } from '../stream.js';
import { sealedValue } from './judge-correction.js';

/** What was approved elsewhere, on the event from which one of this stream was derived. */
interface Approved extends StepRequest {
  /** The derived event, in this stream. */
  readonly event: string;
  readonly requestedBy?: string;
  readonly approvedBy?: string;
  /** Why. Sealed. */
  readonly reason?: string;
}

export interface FollowStrikeOut extends Approved {
  /** Of which type the derived event is; any where it is left out. */
  readonly unless?: readonly EventType[];
}

export interface FollowFactCorrected extends Approved {
  readonly field: string;
  readonly new: unknown;
}

/**
 * The steps by which a policy carries a correction on into the stream that it wrote. Two people have looked at it where
 * it was made, so neither is it approved anew nor is the order of the steps asked: what was derived says what its source
 * says.
 */
export const followCorrections = <State>(stream: StreamDefinition<State>) => ({
  /** What followed from a struck-out event is struck out, unless an event of the types named came after it. */
  strikeOut: defineStep({
    stream,
    records: 'EventStruckOut',
    followsFromElsewhere: true,
    decide: (_: State, { unless = [], ...command }: FollowStrikeOut, { history }) => {
      const believed = effectiveHistory(history);
      if (!believed.some(({ id }) => id === command.event)) return nothingToDo();
      if (believed.some(({ type }) => unless.includes(type))) return nothingToDo();
      return fact('EventStruckOut', command, { because: 'mistake' });
    },
  }),

  /** A field that was taken over from a corrected event is corrected likewise. */
  correct: defineStep({
    stream,
    records: 'FactCorrected',
    opens: true,
    followsFromElsewhere: true,
    decide: (_: State, command: FollowFactCorrected, circumstances) => {
      const derived = effectiveHistory(circumstances.history).find(({ id }) => id === command.event);
      if (!derived) return nothingToDo();
      const { field } = command;
      const { open, sealed } = definitionOf(derived.type)!;
      const right = command.new ?? null;
      if (field === 'happenedOn' || field in open.properties) {
        const old = fieldOf(derived, field) ?? null;
        return sameJson(old, right) ? nothingToDo() : corrected(command, { old, new: right }, {});
      }
      if (!sealed || !(field in sealed.properties)) return nothingToDo();
      const old = sealedValue(derived.id, field, circumstances) ?? null;
      return sameJson(old, right) ? nothingToDo() : corrected(command, { old: null, new: null }, { old, new: right });
    },
  }),
});

interface Values {
  readonly old: unknown;
  readonly new: unknown;
}

/** By hand, since the values stand either in the open or under seal, by the same names. */
const corrected = (
  { happenedOn, event, field, requestedBy, approvedBy, reason }: FollowFactCorrected,
  inTheOpen: Values,
  underSeal: Partial<Values>,
): FactOf<'FactCorrected'> => ({
  type: 'FactCorrected',
  happenedOn,
  payload: {
    event,
    field,
    ...inTheOpen,
    ...(requestedBy === undefined ? {} : { requestedBy }),
    ...(approvedBy === undefined ? {} : { approvedBy }),
    because: 'mistake',
  },
  sealed: { ...(reason === undefined ? {} : { reason }), ...underSeal },
});

const nothingToDo = () =>
  outOfOrder('What followed from it is not here, or says so already.', 'There is nothing to do.');
