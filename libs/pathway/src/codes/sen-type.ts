import { codeList, type CodeOf } from './code-list.js';

/** SENneed.SENtype: a type of need. DS came with version 1.3 (2025); published tables count it under OTH. Source: data-standards §1.4, sen2-codesets.csv. */
export const SEN_TYPE = codeList('type of special educational need', {
  SPLD: 'Specific learning difficulty',
  MLD: 'Moderate learning difficulty',
  SLD: 'Severe learning difficulty',
  PMLD: 'Profound and multiple learning difficulty',
  SEMH: 'Social, emotional and mental health',
  SLCN: 'Speech, language and communication needs',
  HI: 'Hearing impairment',
  VI: 'Vision impairment',
  MSI: 'Multi-sensory impairment',
  PD: 'Physical disability',
  ASD: 'Autistic spectrum disorder',
  DS: 'Down syndrome',
  OTH: 'Other difficulty',
});

export type SenType = CodeOf<typeof SEN_TYPE>;

/** Whether the value is a code of SEN_TYPE. */
export const isSenType = (value: unknown): value is SenType => SEN_TYPE.is(value);

/** The words for a code of SEN_TYPE; the value itself where it is none. */
export const senTypeLabel = (code: string): string => SEN_TYPE.label(code);

/** SENneed.SENtypeRank. A person with one need has it at rank 1. Source: data-standards §1.4, sen2-codesets.csv. */
export const SEN_TYPE_RANK = codeList('rank of need', {
  1: 'Primary need',
  2: 'Secondary need',
});

export type SenTypeRank = CodeOf<typeof SEN_TYPE_RANK>;

/** Whether the value is a code of SEN_TYPE_RANK. */
export const isSenTypeRank = (value: unknown): value is SenTypeRank => SEN_TYPE_RANK.is(value);

/** The words for a code of SEN_TYPE_RANK; the value itself where it is none. */
export const senTypeRankLabel = (code: string): string => SEN_TYPE_RANK.label(code);
