import { defineStep, fact, FieldOf, notBefore, type Of, optional, StepRequest, Words } from '@ehc/recording';
import { caseStream } from '../streams/case-stream.js';

export class HoldMeeting extends StepRequest {
  @FieldOf('MeetingHeld', 'purpose', 'What it was for; way_forward after a refusal.')
  purpose!: Of<'MeetingHeld', 'purpose'>;

  @Words('Note of the meeting. Sealed.', optional)
  note?: string;
}

/** A meeting with the family was held: on the draft (reg 13(1)), after a refusal, or to get to know the child. */
export const holdMeeting = defineStep({
  stream: caseStream,
  records: 'MeetingHeld',
  mayFollow: (state, event) => notBefore(event, state.requested, 'the request was received'),
  decide: (_, command: HoldMeeting) => fact('MeetingHeld', command),
});
