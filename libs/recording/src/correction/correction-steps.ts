import type { Payload } from '@ehc/pathway';
import { ApiProperty } from '@nestjs/swagger';
import { Allow } from 'class-validator';
import { fact, type Fact } from '../fact.js';
import { Id, optional, Words } from '../fields.js';
import { notFound, outOfOrder, Refusal } from '../refusal.js';
import { type Circumstances, defineStep } from '../step.js';
import { StepRequest } from '../step-request.js';
import type { StreamDefinition } from '../stream.js';
import { type Correction, judgeCorrection, type Place, WHOLE_EVENT } from './judge-correction.js';

export class RequestCorrection extends StepRequest {
  @Id('Id of the event that is wrong, as the timeline shows it.')
  event!: string;

  @Words(
    'The field that is wrong: happenedOn, or a field of the event; * if the whole event should not be there.',
    {},
    80,
  )
  field!: string;

  @ApiProperty({
    required: false,
    description:
      'The value as it is recorded, so that nobody corrects what has changed since. Left out where there is none, and with *.',
  })
  @Allow()
  old?: unknown;

  @ApiProperty({ required: false, description: 'The right value. Left out to take the value away, and with *.' })
  @Allow()
  new?: unknown;

  @Words('Why. Sealed.')
  reason!: string;
}

export class ApproveCorrection extends StepRequest {}

export class DeclineCorrection extends StepRequest {
  @Words('Why. Sealed.', optional)
  reason?: string;
}

type About = { readonly correction: string };

/**
 * What more a correction leads to, once it is approved; for children, whose read models follow changes of details.
 */
export type Consequence = (
  correction: Correction,
  approval: ApproveCorrection,
  circumstances: Circumstances,
) => readonly Fact[];

/**
 * The steps by which a wrong record is put right: somebody asks, somebody else approves or declines. Nothing is edited.
 */
export const correctionSteps = <State>(stream: StreamDefinition<State>, consequence: Consequence = () => []) => ({
  request: defineStep({
    stream,
    records: 'CorrectionRequested',
    opens: true,
    decide: (_: State, command: RequestCorrection, circumstances: Circumstances) => {
      const judged = judgeCorrection(stream, asked(command), circumstances);
      if (judged instanceof Refusal) return judged;
      const { happenedOn, event, field, reason } = command;
      return {
        type: 'CorrectionRequested',
        happenedOn,
        payload: {
          correction: circumstances.newId('correction'),
          event,
          field,
          ...inTheOpen(judged.place, asked(command)),
        },
        sealed: { reason, ...underSeal(judged.place, asked(command)) },
      };
    },
  }),

  approve: defineStep({
    stream,
    records: 'FactCorrected',
    opens: true,
    decide: (_: State, command: ApproveCorrection & About, circumstances: Circumstances) => {
      const pending = pendingCorrection(command.correction, circumstances);
      if (pending instanceof Refusal) return pending;
      const { correction, requestedBy, reason } = pending;
      if (samePerson(requestedBy, circumstances.actor)) {
        return new Refusal(
          'not-allowed',
          'Whoever asks for a correction cannot approve it.',
          'Ask a colleague to look at it and approve it under their own name.',
        );
      }
      const judged = judgeCorrection(stream, correction, circumstances);
      if (judged instanceof Refusal) return judged;
      const { happenedOn } = command;
      const about = {
        event: correction.event,
        correction: command.correction,
        requestedBy,
        approvedBy: circumstances.actor,
        because: 'mistake' as const,
      };
      const why = reason === undefined ? {} : { reason };
      if (judged.place === 'event') return [{ type: 'EventStruckOut', happenedOn, payload: about, sealed: why }];
      return [
        {
          type: 'FactCorrected',
          happenedOn,
          payload: { ...about, field: correction.field, ...inTheOpen(judged.place, correction) },
          sealed: { ...why, ...underSeal(judged.place, correction) },
        },
        ...(judged.place === 'sealed' ? consequence(correction, command, circumstances) : []),
      ];
    },
  }),

  decline: defineStep({
    stream,
    records: 'CorrectionDeclined',
    opens: true,
    decide: (_: State, command: DeclineCorrection & About, circumstances: Circumstances) => {
      const pending = pendingCorrection(command.correction, circumstances);
      return pending instanceof Refusal ? pending : fact('CorrectionDeclined', command);
    },
  }),
});

/** The values of an open field; null in place of those of a sealed one. */
const inTheOpen = (place: Place, { old, new: right }: Correction) =>
  place === 'sealed' ? { old: null, new: null } : { old: old ?? null, new: right ?? null };

/** The values of a sealed field. */
const underSeal = (place: Place, { old, new: right }: Correction) =>
  place === 'sealed' ? { old: old ?? null, new: right ?? null } : {};

const asked = ({ event, field, old, new: right }: RequestCorrection): Correction => ({
  event,
  field,
  old: field === WHOLE_EVENT ? null : old,
  new: field === WHOLE_EVENT ? null : right,
});

interface Pending {
  readonly correction: Correction;
  readonly requestedBy: string;
  readonly reason: string | undefined;
}

/** A correction that was asked for and is not settled yet. */
const pendingCorrection = (id: string, { history, opened, actorOf }: Circumstances): Pending | Refusal => {
  const request = history.find((one) => one.type === 'CorrectionRequested' && one.payload.correction === id);
  if (request?.type !== 'CorrectionRequested') return notFound('correction');
  const settled = history.find(
    (one) =>
      ['FactCorrected', 'EventStruckOut', 'CorrectionDeclined'].includes(one.type) &&
      (one.payload as { correction?: string }).correction === id,
  );
  if (settled) {
    return outOfOrder(
      `This correction was ${settled.type === 'CorrectionDeclined' ? 'declined' : 'made'} already.`,
      'If something is still wrong, ask for another one.',
    );
  }
  const { event, field, old, new: right } = request.payload as Payload<'CorrectionRequested'>;
  const sealed = opened(request.id) ?? {};
  return {
    correction: { event, field, old: 'old' in sealed ? sealed.old : old, new: 'new' in sealed ? sealed.new : right },
    requestedBy: actorOf(request.id) ?? '',
    reason: typeof sealed.reason === 'string' ? sealed.reason : undefined,
  };
};

const samePerson = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();
