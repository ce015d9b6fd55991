import { codeList, type CodeOf } from './code-list.js';

/** Person.Sex, from version 1.2 of the return (2024). Source: data-standards §1.4, sen2-codesets.csv. */
export const SEX = codeList('sex', {
  M: 'Male',
  F: 'Female',
});

export type Sex = CodeOf<typeof SEX>;

/** Whether the value is a code of SEX. */
export const isSex = (value: unknown): value is Sex => SEX.is(value);

/** The words for a code of SEX; the value itself where it is none. */
export const sexLabel = (code: string): string => SEX.label(code);

/** Person.GenderCurrent, which stood in the place of Sex up to version 1.1 (2023). Source: data-standards §1.4, sen2-codesets.csv. */
export const GENDER_CURRENT = codeList('current gender', {
  0: 'Not stated/not known',
  1: 'Male',
  2: 'Female',
  9: 'Neither / not specified',
});

export type GenderCurrent = CodeOf<typeof GENDER_CURRENT>;

/** Whether the value is a code of GENDER_CURRENT. */
export const isGenderCurrent = (value: unknown): value is GenderCurrent => GENDER_CURRENT.is(value);

/** The words for a code of GENDER_CURRENT; the value itself where it is none. */
export const genderCurrentLabel = (code: string): string => GENDER_CURRENT.label(code);
