import { codeList, type CodeOf } from './code-list.js';

/** Gender in the Ofsted and CQC "Annex A" lists. Source: data-standards §1.4, sen2-codesets.csv. */
export const ANNEX_A_GENDER = codeList('gender (Annex A)', {
  a: 'Male',
  b: 'Female',
  c: 'Not known',
  d: 'Not specified',
});

export type AnnexAGender = CodeOf<typeof ANNEX_A_GENDER>;

/** Whether the value is a code of ANNEX_A_GENDER. */
export const isAnnexAGender = (value: unknown): value is AnnexAGender => ANNEX_A_GENDER.is(value);

/** The words for a code of ANNEX_A_GENDER; the value itself where it is none. */
export const annexAGenderLabel = (code: string): string => ANNEX_A_GENDER.label(code);

/** Phase of an establishment in the "Annex A" lists. Source: data-standards §1.4, sen2-codesets.csv. */
export const ANNEX_A_PHASE = codeList('phase (Annex A)', {
  a: 'Nursery',
  b: 'Primary',
  c: 'Middle deemed primary',
  d: 'Middle deemed secondary',
  e: 'Secondary',
  f: 'All-through',
  g: 'Special',
  h: 'PRU / AP',
  i: 'FE college',
});

export type AnnexAPhase = CodeOf<typeof ANNEX_A_PHASE>;

/** Whether the value is a code of ANNEX_A_PHASE. */
export const isAnnexAPhase = (value: unknown): value is AnnexAPhase => ANNEX_A_PHASE.is(value);

/** The words for a code of ANNEX_A_PHASE; the value itself where it is none. */
export const annexAPhaseLabel = (code: string): string => ANNEX_A_PHASE.label(code);

/** Yes and no in the "Annex A" lists. Source: data-standards §1.4, sen2-codesets.csv. */
export const ANNEX_A_YES_NO = codeList('yes or no (Annex A)', {
  a: 'Yes',
  b: 'No',
});

export type AnnexAYesNo = CodeOf<typeof ANNEX_A_YES_NO>;

/** Whether the value is a code of ANNEX_A_YES_NO. */
export const isAnnexAYesNo = (value: unknown): value is AnnexAYesNo => ANNEX_A_YES_NO.is(value);

/** The words for a code of ANNEX_A_YES_NO; the value itself where it is none. */
export const annexAYesNoLabel = (code: string): string => ANNEX_A_YES_NO.label(code);
