import {
  defineStep,
  fact,
  FieldOf,
  notBefore,
  notFound,
  type Of,
  optional,
  outOfOrder,
  StepRequest,
  Words,
} from '@ehc/recording';
import { caseStream } from '../streams/case-stream.js';

export class SettingReplies extends StepRequest {
  @FieldOf(
    'SettingReplied',
    'reply',
    'What it answered. A silent or unwilling setting does not bind the authority (s.39).',
  )
  reply!: Of<'SettingReplied', 'reply'>;

  @Words('Its reasons. Sealed.', optional)
  reasons?: string;
}

/** The setting answered (Code 9.83: within 15 days; guidance). */
export const settingReplies = defineStep({
  stream: caseStream,
  records: 'SettingReplied',
  mayFollow: (state, event) => {
    const consultation = state.consultations.find((one) => one.id === event.payload.consultation);
    if (!consultation) return notFound('consultation');
    if (consultation.reply !== null) {
      return outOfOrder(
        'This setting has answered already.',
        'Consult it again, or ask for a correction of its answer.',
      );
    }
    return notBefore(event, consultation.on, 'the setting was consulted');
  },
  decide: (_, command: SettingReplies & { consultation: string }) => fact('SettingReplied', command),
});
