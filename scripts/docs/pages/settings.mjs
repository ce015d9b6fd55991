import { SETTINGS } from '../../../dist/libs/statutory-clock/src/index.js';
import { code, codes, GENERATED, page, sentence } from './markdown.mjs';

const IN_WORDS = {
  clock: 'the clock',
  pathway: 'the pathway (how steps are recorded and shown)',
  measures: 'the measures',
};

const valuesOf = ({ values }) => (values ? codes(values) : 'a whole number, 0 or more');

export const settingsPage = () =>
  page(
    GENERATED,
    '# Settings of an authority',
    `The law leaves questions open, and authorities answer them differently. Each question is a setting with a default.
An authority may choose another value; the choice is recorded as an event (${code('SettingsChanged')}), so a measure asked
as at a past moment uses the settings of that moment. ${code('ehc clock')} takes settings with each question.`,
    `An authority cannot choose another value of ${code('clockStart')}, ${code('reversalClock')} or ${code('exceptionTargetDays')} yet: nothing acts on
it, so the service refuses the choice.

A setting that acts in the pathway or in the measures changes nothing in an answer of ${code('ehc clock')}.`,
    Object.entries(SETTINGS).map(([name, setting]) => [
      `## ${name}`,
      setting.question,
      [
        `- Default: ${code(setting.default)}`,
        `- Values: ${valuesOf(setting)}`,
        `- Acts in: ${IN_WORDS[setting.actsIn]}`,
        `- What another value changes: ${sentence(setting.moves)}`,
      ].join('\n'),
    ]),
  );
