import { LAST_STEP, type MadeUpCase } from './made-up-cases.js';

/** A request that records one step, and leads to one event. */
export interface StepToTake {
  readonly path: string;
  readonly body: object;
}

const WORDS =
  'Made up. The family would rather be rung in the afternoon; both parents will come, with the teaching assistant who ' +
  'has worked with the child since September. They ask that the report of the educational psychologist be sent a week before.';

type Kind = readonly [path: string, body: (number: number) => object];

const CONTACT: Kind = ['contacts-with-family', () => ({ method: 'telephone', note: WORDS })];
const CONTACT_WITHOUT_WORDS: Kind = ['contacts-with-family', () => ({ method: 'email', about: 'draft' })];
const MEETING: Kind = ['meetings', () => ({ purpose: 'getting_to_know_you', note: WORDS })];
const CASEWORKER: Kind = ['caseworker', (number) => ({ caseworker: `caseworker-${number % 40}`, team: 'north' })];
const VIEWS: Kind = ['family-consulted', () => ({ method: 'email', views: WORDS })];
const SETTING: Kind = [
  'settings-consulted',
  (number) => ({ setting: { urn: String(100_000 + (number % 9_999)), rank: 1 } }),
];
const RESPONSE: Kind = ['family-response', () => ({ response: 'representations', representations: WORDS })];
const DECISION: Kind = [
  'decision-to-assess',
  () => ({ route: 'panel', tookPart: [{ agency: 'health', present: true }], reasons: WORDS }),
];

/** Twenty steps as an office takes them: some two thirds with words to seal; one that a policy follows in five streams. */
const MIX = {
  request: [CONTACT, MEETING, VIEWS, CASEWORKER, CONTACT, CONTACT_WITHOUT_WORDS, VIEWS, CONTACT, CASEWORKER],
  draft_out: [
    CONTACT,
    RESPONSE,
    SETTING,
    MEETING,
    CONTACT,
    CASEWORKER,
    RESPONSE,
    CONTACT_WITHOUT_WORDS,
    SETTING,
    CONTACT,
    CONTACT,
  ],
} as const;

const TWENTIETH = 20;

/**
 * Steps on these cases, each case in its turn, so that no two clients ask about one case at once. Every twentieth is the
 * decision to assess, of which each case that was only asked for takes one.
 */
export const stepsOn = (cases: readonly MadeUpCase[], count: number, undecided: MadeUpCase[] = []): StepToTake[] =>
  Array.from({ length: count }, (_, number) => {
    const decided = number % TWENTIETH === 0 ? undecided.pop() : undefined;
    const { id, stage } = decided ?? cases[number % cases.length]!;
    const [path, body] = decided ? DECISION : MIX[stage][Math.floor(number / 2) % MIX[stage].length]!;
    return { path: `/api/casework/cases/${id}/${path}`, body: { happenedOn: LAST_STEP, ...body(number) } };
  });

/** As many requests to the handler that does nothing, with the same words. */
export const emptyStepsOn = (cases: readonly MadeUpCase[], count: number): StepToTake[] =>
  Array.from({ length: count }, (_, number) => ({
    path: `/api/casework/cases/${cases[number % cases.length]!.id}/empty-step`,
    body: { happenedOn: LAST_STEP, ...CONTACT[1](number) },
  }));
