import { Allow } from '@ehc/identity';
import { Body } from '@nestjs/common';
import { type Given, GivenFor, type Recorded, Recorder, Records, RecordsSteps } from '@ehc/recording';
import { ChangeSettings, changeSettings } from './change-settings.js';
import { ChooseSmallCounts, chooseSmallCounts } from './choose-small-counts.js';

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

  @Records(
    'small-counts',
    'The authority chose below which number counts of children are small',
    'Small counts are suppressed for those who may not learn of single children. It holds at once, for every moment asked as at.',
  )
  chooseSmallCounts(@GivenFor() given: Given, @Body() body: ChooseSmallCounts): Promise<Recorded> {
    return this.recorder.record(chooseSmallCounts, given, body);
  }
}
