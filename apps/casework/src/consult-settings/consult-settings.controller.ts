import { Allow } from '@ehc/identity';
import { Body, Param } from '@nestjs/common';
import { type Given, GivenFor, type Recorded, Recorder, Records, RecordsSteps } from '@ehc/recording';
import { ConsultSetting, consultSetting } from './consult-setting.js';
import { SettingReplies, settingReplies } from './setting-replies.js';

@Allow('record-steps')
@RecordsSteps('api/casework/cases/:caseId/settings-consulted', 'Consulting settings')
export class ConsultSettingsController {
  constructor(private readonly recorder: Recorder) {}

  @Records(
    '',
    'A setting was consulted on being named',
    'CFA 2014 s.39, s.40; it has 15 days (A6, Code 9.83: guidance).',
  )
  consult(@GivenFor('caseId') given: Given, @Body() body: ConsultSetting): Promise<Recorded> {
    return this.recorder.record(consultSetting, given, body);
  }

  @Allow('answer-consultations')
  @Records(':consultationId/reply', 'The setting answered')
  reply(
    @GivenFor('caseId') given: Given,
    @Param('consultationId') consultation: string,
    @Body() body: SettingReplies,
  ): Promise<Recorded> {
    return this.recorder.record(settingReplies, given, { ...body, consultation });
  }
}
