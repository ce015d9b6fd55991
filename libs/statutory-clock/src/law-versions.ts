import { type DayNumber, parseCivilDate } from './civil-date.js';

export type LawVersion = 'v1' | 'v2' | 'v3' | 'v4' | 'v5';

/** One stretch of time during which one version of the law stood. */
export interface LawVersionRow {
  version: LawVersion;
  /** First civil date on which it stood. */
  from: string;
  /** What it changed. */
  effect: string;
  source: string;
}

/** In order of time; each row stands until the day before the next one. v3 stands twice. */
export const LAW_VERSIONS: readonly LawVersionRow[] = [
  {
    version: 'v1',
    from: '2014-09-01',
    effect: 'The SEND Regulations 2014 as made; concessions (reg 45) are due in 4, 4 and 2 weeks.',
    source: 'SI 2014/1530',
  },
  {
    version: 'v2',
    from: '2015-03-23',
    effect: 'Concessions (reg 45) take the limits of orders: 2, 10 and 14 weeks; 5 and 11; 5; 2.',
    source: 'SI 2015/359 reg 8 (unsure: the date of commencement)',
  },
  {
    version: 'v3',
    from: '2018-04-03',
    effect: 'The Tribunal may recommend on health and social care; the bodies answer within 5 weeks.',
    source: 'SI 2017/1306',
  },
  {
    version: 'v4',
    from: '2020-05-01',
    effect:
      'Until 25 September 2020 a reason relating to the incidence or transmission of coronavirus lifts limits, and ' +
      'what is left is to act as soon as reasonably practicable.',
    source: 'SI 2020/471 (unsure: the full list of amended limits)',
  },
  { version: 'v3', from: '2020-09-26', effect: 'The relaxation of 2020 has ended.', source: 'SI 2020/471' },
  {
    version: 'v5',
    from: '2022-03-08',
    effect:
      'Proposed amendments go with the decision (4 weeks after the meeting), so the final amended plan is due 12 ' +
      'weeks after it. Declared, not made: it always was the law.',
    source: 'R (L, M and P) v Devon County Council [2022] EWHC 493 (Admin)',
  },
];

const starts = LAW_VERSIONS.map(({ version, from }) => ({ version, from: parseCivilDate(from) })).reverse();

/**
 * The version of the law for a limit that falls due on a day (before any rolling for non-working days). A date before
 * September 2014 is given `v1`.
 */
export function lawVersionOn(due: DayNumber): LawVersion {
  return starts.find(({ from }) => due >= from)?.version ?? 'v1';
}
