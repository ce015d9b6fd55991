/** ADVICE_SET: whose advice must or may be sought for an assessment (reg 6). */
import { ClockError } from './clock-error.js';
import { missingFact, readObject } from './facts.js';

/** The kinds of advice of reg 6(1)(a) to (h), in that order. */
export const ADVICE_KINDS = [
  'parent_or_yp',
  'educational',
  'medical',
  'psychological',
  'social_care',
  'other_la_choice',
  'preparing_for_adulthood',
  'reasonably_requested',
] as const;
export type AdviceKind = (typeof ADVICE_KINDS)[number];

/** Advice that exists already, given for any purpose. Who is not said to be satisfied is not. */
export interface ExistingAdvice {
  kind: AdviceKind;
  authorSatisfied?: boolean;
  laSatisfied?: boolean;
  familySatisfied?: boolean;
}

export interface AdviceFacts {
  /** National curriculum year: Reception is 0, nursery is below. */
  ncYear: number;
  /** Need codes; `HI`, `VI` and `MSI` are the sensory ones. */
  needs?: readonly string[];
  existing?: readonly ExistingAdvice[];
  /** Type of the setting, as a code; named in the reason only. */
  settingType?: string;
  /** Whether the head or principal is qualified for children with those sensory needs. */
  headQualifiedForSensory?: boolean;
}

/** One kind of advice. `mustSeek` implies `maySeek`. */
export interface AdviceToSeek {
  kind: AdviceKind;
  /** Its limb of the SEND Regulations 2014: `6(1)(b)`. */
  reg: string;
  mustSeek: boolean;
  maySeek: boolean;
  because: string;
}

export interface AdviceSet {
  advice: readonly AdviceToSeek[];
  /** Reg 6(2): the educational advice is given after consulting a person qualified for the sensory need. */
  qualifiedPersonMustBeConsulted: boolean;
}

/** The first year for which advice on preparing for adulthood is sought (reg 6(1)(g)). */
const YEAR_NINE = 9;

const REG_OF: Readonly<Record<AdviceKind, string>> = {
  parent_or_yp: '6(1)(a)',
  educational: '6(1)(b)',
  medical: '6(1)(c)',
  psychological: '6(1)(d)',
  social_care: '6(1)(e)',
  other_la_choice: '6(1)(f)',
  preparing_for_adulthood: '6(1)(g)',
  reasonably_requested: '6(1)(h)',
};

const SENSORY_NEEDS: ReadonlySet<string> = new Set(['HI', 'VI', 'MSI']);

/**
 * Whether reg 6(4) dispenses with a kind of advice: it was given already, and its author, the authority and the family
 * are all satisfied that it is enough. Never so for the views of the parent or young person (reg 6(1)(a)).
 */
export function isDispensedWith(kind: AdviceKind, existing: readonly ExistingAdvice[]): boolean {
  return (
    kind !== 'parent_or_yp' &&
    existing.some(
      (one) =>
        one.kind === kind && one.authorSatisfied === true && one.laSatisfied === true && one.familySatisfied === true,
    )
  );
}

/** Reg 6(2): whether a person qualified for a sensory need must be consulted. Reg 6(4) does not change this. */
export function mustConsultQualifiedPerson(facts: AdviceFacts): boolean {
  return (facts.needs ?? []).some((need) => SENSORY_NEEDS.has(need)) && facts.headQualifiedForSensory !== true;
}

/** All eight kinds, in the order of reg 6(1). */
export function adviceToSeek(facts: AdviceFacts): AdviceSet {
  return {
    advice: ADVICE_KINDS.map((kind) => ({ kind, reg: REG_OF[kind], ...seek(kind, facts) })),
    qualifiedPersonMustBeConsulted: mustConsultQualifiedPerson(facts),
  };
}

function seek(kind: AdviceKind, facts: AdviceFacts): Omit<AdviceToSeek, 'kind' | 'reg'> {
  if (isDispensedWith(kind, facts.existing ?? [])) {
    return {
      mustSeek: false,
      maySeek: false,
      because: 'given already, and its author, the authority and the family are satisfied with it (reg 6(4))',
    };
  }
  switch (kind) {
    case 'parent_or_yp':
      return { mustSeek: true, maySeek: true, because: 'always, and never dispensed with' };
    case 'educational': {
      const from = facts.settingType === undefined ? 'the head or principal' : `the head of the ${facts.settingType}`;
      return { mustSeek: true, maySeek: true, because: `always; from ${from}, or whoever stands in for them` };
    }
    case 'medical':
    case 'psychological':
    case 'social_care':
      return { mustSeek: true, maySeek: true, because: 'always' };
    case 'other_la_choice':
      return { mustSeek: false, maySeek: true, because: 'from anyone the authority thinks appropriate' };
    case 'preparing_for_adulthood':
      return facts.ncYear >= YEAR_NINE
        ? { mustSeek: true, maySeek: true, because: 'in or beyond Year 9' }
        : { mustSeek: false, maySeek: false, because: 'below Year 9' };
    case 'reasonably_requested':
      return { mustSeek: false, maySeek: true, because: 'from anyone the family reasonably requests' };
  }
}

/**
 * The advice to seek from the facts of a request; only `ncYear` is required.
 * @throws {ClockError} `missing_fact` or `invalid_value`.
 */
export function adviceFromFacts(given: unknown): AdviceSet {
  const source = readObject(given, 'facts');
  const { ncYear, needs, existing, settingType, headQualifiedForSensory } = source;
  if (ncYear === undefined || ncYear === null) throw missingFact('ncYear');
  if (!Number.isInteger(ncYear)) throw invalid('facts.ncYear', 'a whole number');
  const facts: AdviceFacts = { ncYear: ncYear as number };
  if (isGiven(needs)) {
    facts.needs = list(needs, 'facts.needs').map((need, index) => {
      if (typeof need !== 'string') throw invalid(`facts.needs[${index}]`, 'a need code');
      return need;
    });
  }
  if (isGiven(existing)) {
    facts.existing = list(existing, 'facts.existing').map((one, index) =>
      readExisting(one, `facts.existing[${index}]`),
    );
  }
  if (isGiven(settingType)) {
    if (typeof settingType !== 'string') throw invalid('facts.settingType', 'a text');
    facts.settingType = settingType;
  }
  if (isGiven(headQualifiedForSensory)) {
    facts.headQualifiedForSensory = boolean(headQualifiedForSensory, 'facts.headQualifiedForSensory');
  }
  return adviceToSeek(facts);
}

function readExisting(given: unknown, path: string): ExistingAdvice {
  if (given === null) throw invalid(path, 'an object');
  const source = readObject(given, path);
  if (!(ADVICE_KINDS as readonly unknown[]).includes(source.kind)) {
    throw invalid(`${path}.kind`, `one of ${ADVICE_KINDS.join(', ')}`);
  }
  const advice: ExistingAdvice = { kind: source.kind as AdviceKind };
  for (const name of ['authorSatisfied', 'laSatisfied', 'familySatisfied'] as const) {
    if (isGiven(source[name])) advice[name] = boolean(source[name], `${path}.${name}`);
  }
  return advice;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function list(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw invalid(path, 'a list');
  return value;
}

function boolean(value: unknown, path: string): boolean {
  if (typeof value !== 'boolean') throw invalid(path, 'true or false');
  return value;
}

function invalid(path: string, what: string): ClockError {
  return new ClockError('invalid_value', `${path} must be ${what}.`, path);
}
