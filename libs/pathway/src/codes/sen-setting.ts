import { codeList, type CodeOf } from './code-list.js';

/** PlanDetail.SENSetting and PlacementDetail.SENSetting: where a person learns who is at no school (URN) or college (UKPRN). Source: data-standards §1.4, sen2-codesets.csv. */
export const SEN_SETTING = codeList('setting', {
  OLA: 'Arranged by the authority other than at a school (section 61, EOTAS)',
  OPA: 'Arranged by parent or young person (section 42(5)), other than home education',
  EHE: 'Elective home education',
  EYP: 'Early years provider with no GIAS URN',
  OTH: 'Other, including a type of setting without a named one',
  NEET: 'Not in education, employment or training, aged 16-25',
  NIEC: 'Not in education or training: notice to cease issued',
  NIEO: 'Not in education or training: other',
});

export type SenSetting = CodeOf<typeof SEN_SETTING>;

/** Whether the value is a code of SEN_SETTING. */
export const isSenSetting = (value: unknown): value is SenSetting => SEN_SETTING.is(value);

/** The words for a code of SEN_SETTING; the value itself where it is none. */
export const senSettingLabel = (code: string): string => SEN_SETTING.label(code);
