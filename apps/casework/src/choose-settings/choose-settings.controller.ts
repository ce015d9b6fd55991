import { Allow } from '@ehc/identity';
import { Body } from '@nestjs/common';
import { type Given, GivenFor, type Recorded, Recorder, Records, RecordsSteps } from '@ehc/recording';
import { ChangeSettings, changeSettings } from './change-settings.js';

@Allow('choose-settings')
@RecordsSteps('api/casework/settings', 'Settings of the authority')
export class ChooseSettingsController {
  constructor(private readonly recorder: Recorder) {}

  @Records(
    '',
    'The authority chose its reading of unsettled rules',
    'They apply to every clock of the authority from now on.',
  )
  change(@GivenFor() given: Given, @Body() body: ChangeSettings): Promise<Recorded> {
    return this.recorder.record(changeSettings, given, body);
  }
}
