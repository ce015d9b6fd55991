import { describe, expect, it } from '@jest/globals';
import * as codes from './index.js';
import {
  ASSESSMENT_OUTCOME,
  CEASE_REASON,
  DIRECT_PAYMENT,
  ETHNICITY,
  REQUEST_OUTCOME,
  REQUEST_SOURCE,
  SEN_SETTING,
  SEN_TYPE,
  UPN_UNKNOWN,
  ceaseReasonLabel,
  isRequestOutcome,
  type CeaseReason,
  type CodeList,
  type RequestOutcome,
} from './index.js';

describe('The code lists of the SEN2 return', () => {
  it('are those of data-standards §1.4', () => {
    expect(REQUEST_OUTCOME.codes).toEqual(['Y', 'N', 'A', 'W', 'H']);
    expect(ASSESSMENT_OUTCOME.codes).toEqual(['Y', 'N', 'A', 'W', 'H']);
    expect(REQUEST_SOURCE.codes).toEqual(['1', '2', '3', '4', '5']);
    expect(CEASE_REASON.codes).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9']);
    expect(SEN_TYPE.codes.join(' ')).toBe('SPLD MLD SLD PMLD SEMH SLCN HI VI MSI PD ASD DS OTH');
    expect(SEN_SETTING.codes.join(' ')).toBe('OLA OPA EHE EYP OTH NEET NIEC NIEO');
    expect(UPN_UNKNOWN.codes.join(' ')).toBe('UN1 UN2 UN3 UN5 UN8 UN9 UN10');
  });

  it('say which of them were not found in a source', () => {
    expect(ETHNICITY.certain).toBe(false);
    expect(DIRECT_PAYMENT.certain).toBe(false);
    expect(SEN_TYPE.certain).toBe(true);
  });

  it('give every code a label', () => {
    const lists = Object.values(codes as Record<string, unknown>).filter(
      (member) => typeof member === 'object' && member !== null && 'codes' in member,
    ) as CodeList<string>[];
    expect(lists.length).toBeGreaterThan(15);
    for (const list of lists) {
      expect(list.codes.length).toBeGreaterThan(1);
      for (const code of list.codes) expect(list.labels[code]).toMatch(/\S/);
    }
  });
});

describe('A code list', () => {
  it('guards: exactly a code, and no inherited name', () => {
    expect(isRequestOutcome('Y')).toBe(true);
    expect(isRequestOutcome('y')).toBe(false);
    expect(isRequestOutcome('constructor')).toBe(false);
    expect(isRequestOutcome(undefined)).toBe(false);
    const outcome: unknown = 'N';
    if (isRequestOutcome(outcome)) {
      const narrowed: RequestOutcome = outcome;
      expect(narrowed).toBe('N');
    }
  });

  it('reads a code through blanks and letter case', () => {
    expect(REQUEST_OUTCOME.read(' y ')).toBe('Y');
    expect(UPN_UNKNOWN.read('un10\n')).toBe('UN10');
    expect(REQUEST_OUTCOME.read('')).toBeUndefined();
    expect(REQUEST_OUTCOME.read('Z')).toBeUndefined();
  });

  it('labels a code, and shows what it does not know as it is', () => {
    const reason: CeaseReason = '5';
    expect(ceaseReasonLabel(reason)).toBe('Transferred to another LA in England');
    expect(ceaseReasonLabel('77')).toBe('77');
  });
});
