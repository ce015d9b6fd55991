import { codeList, type CodeOf } from './code-list.js';

/** SEN provision in the school census. Source: data-standards §1.4, sen2-codesets.csv. */
export const SEN_PROVISION = codeList('SEN provision', {
  E: 'Education, health and care plan',
  K: 'SEN support',
  N: 'No special educational need',
});

export type SenProvision = CodeOf<typeof SEN_PROVISION>;

/** Whether the value is a code of SEN_PROVISION. */
export const isSenProvision = (value: unknown): value is SenProvision => SEN_PROVISION.is(value);

/** The words for a code of SEN_PROVISION; the value itself where it is none. */
export const senProvisionLabel = (code: string): string => SEN_PROVISION.label(code);
