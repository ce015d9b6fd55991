import { type SettingName, SETTINGS, ClockError, readSettings } from '@ehc/statutory-clock';
import { ApiProperty } from '@nestjs/swagger';
import { IsObject } from 'class-validator';
import { defineStep, fact, invalid, StepRequest } from '@ehc/recording';
import { authorityStream } from '../streams/authority-stream.js';

const described = (Object.keys(SETTINGS) as SettingName[])
  .map((name) => {
    const { question, default: standard, values } = SETTINGS[name];
    return `${name}: ${question} (${values ? values.join(' / ') : 'a whole number'}; default ${String(standard)})`;
  })
  .join('\n');

/**
 * Questions whose other answers nothing acts on yet. An authority that chose one would believe that its clocks run by it,
 * so it is refused: `clockStart` needs the day on which a form was complete, `reversalClock` a second clock beside the
 * original one, `exceptionTargetDays` a place where a target that is not statutory is shown.
 */
const WITHOUT_EFFECT = ['clockStart', 'reversalClock', 'exceptionTargetDays'] as const satisfies SettingName[];

export class ChangeSettings extends StepRequest {
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: `The settings to change, by name; what is left out stays as it was.\n${described}`,
  })
  @IsObject({ message: 'settings must be an object of names and values' })
  settings!: Record<string, string | number | boolean>;
}

/** The authority chose its reading of unsettled rules (statutory-rules.md §5). */
export const changeSettings = defineStep({
  stream: authorityStream,
  records: 'SettingsChanged',
  begins: true,
  decide: (_, command: ChangeSettings) => {
    if (Object.keys(command.settings).length === 0) {
      return invalid('settings', 'No setting is named.', 'Name at least one setting and its value.');
    }
    if (Object.values(command.settings).some((value) => value === null)) {
      return invalid('settings', 'A setting has no value.', 'Give each setting that you name one of its values.');
    }
    const without = WITHOUT_EFFECT.find(
      (name) => name in command.settings && command.settings[name] !== SETTINGS[name].default,
    );
    if (without) {
      return invalid(
        `settings.${without}`,
        `Only "${String(SETTINGS[without].default)}" is in force for ${without} so far: nothing would be reckoned otherwise.`,
        'Leave it out.',
      );
    }
    try {
      readSettings(command.settings);
    } catch (error) {
      if (!(error instanceof ClockError)) throw error;
      return invalid(
        error.field ?? 'settings',
        error.message,
        'The description of the API lists the settings and their values.',
      );
    }
    return fact('SettingsChanged', command);
  },
});
