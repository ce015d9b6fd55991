import { assessmentBegun, notYetIssued, stillOpen } from '../order-of-steps/case-order.js';
import {
  Day,
  dayNotBefore,
  defineStep,
  fact,
  firstRefusal,
  notBefore,
  optional,
  Part,
  StepRequest,
  Words,
} from '@ehc/recording';
import { Setting } from '../request-an-assessment/setting.js';
import { caseStream } from '../streams/case-stream.js';

export class ConsultSetting extends StepRequest {
  @Part(() => Setting, 'The school, college or other setting that was consulted.')
  setting!: Setting;

  @Day(
    'Day on which it received the consultation: day 0 of its 15 days. Left out: the day on which it was sent.',
    optional,
  )
  receivedOn?: string;

  @Words('Name of the setting. Sealed.', optional, 400)
  settingName?: string;
}

/** A setting was consulted on being named in the plan (s.39, s.40). */
export const consultSetting = defineStep({
  stream: caseStream,
  records: 'SettingConsulted',
  mayFollow: (state, event) =>
    firstRefusal(
      stillOpen(state),
      assessmentBegun(state),
      notYetIssued(state),
      notBefore(event, state.assessmentShown, 'an assessment was agreed'),
      dayNotBefore('receivedOn', event.payload.receivedOn, event.happenedOn, 'the consultation was sent'),
    ),
  decide: (_, command: ConsultSetting, { newId }) =>
    fact('SettingConsulted', command, { consultation: newId('consultation') }),
});
