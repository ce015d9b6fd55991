import { codeList, type CodeOf } from './code-list.js';

/** Every indicator of the return (RYA, RequestMediation, Week20 …). Source: data-standards §1.4, sen2-codesets.csv. */
export const YES_NO = codeList('yes or no', {
  0: 'No / false',
  1: 'Yes / true',
});

export type YesNo = CodeOf<typeof YES_NO>;

/** Whether the value is a code of YES_NO. */
export const isYesNo = (value: unknown): value is YesNo => YES_NO.is(value);

/** The words for a code of YES_NO; the value itself where it is none. */
export const yesNoLabel = (code: string): string => YES_NO.label(code);
