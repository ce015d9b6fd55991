import { casework } from '@ehc/casework';
import { type DayNumber, partsOf, workingDayOnOrAfter, workingDayOnOrBefore } from '@ehc/statutory-clock';
import type { Process } from './agenda.js';
import { REQUESTS_WITHDRAWN } from './calibration/outcomes-2024.js';
import { OLD_ENOUGH_TO_ASK, REQUEST_SOURCES, type RequestSource } from './calibration/requests-by-source.js';
import type { CaseFile } from './case-file.js';
import type { Chance } from './chance.js';
import { takeOnCase } from './mistakes.js';

import { settingAtRequest } from './settings.js';

/** How the request ended. */
export type RequestOutcome =
  | { readonly decided: 'assess' | 'refuse'; readonly on: DayNumber; readonly event: string }
  | { readonly decided: null };

/** Assessments under way here when the child moves to another authority. No table gives it: an assumption. */
const MOVED_AWAY = 0.004;

/** From the request to the first decision (s.36). */
export function* request(file: CaseFile): Process<RequestOutcome> {
  const { simulation, chance, child, childId, requestedOn, caseworker } = file;
  const from = sourceOf(chance, child.age);
  yield* takeOnCase(
    file,
    casework.requestAssessment,
    requestedOn,
    {
      child: childId,
      route: from.source >= 3 ? 'brought_to_attention' : 'request',
      requestedBy: from.requestedBy,
      source: from.source,
      ncYear: Math.min(14, Math.max(-2, child.age - 4)),
      needs: [{ type: child.need, rank: 1 }],
      ...settingAtRequest(chance, child.age),
      arrivedBy: chance.weighted([
        ['portal', 45],
        ['email', 40],
        ['first_class', 15],
      ] as const),
      ...(chance.happens(0.02) ? { rya: true } : {}),
    },
    { who: 'intake officer' },
  );
  yield* takeOnCase(file, casework.assignCaseworkerToCase, requestedOn + 1, { caseworker }, { who: 'team manager' });
  yield* takeOnCase(
    file,
    casework.consultFamily,
    workingDayOnOrAfter(requestedOn + chance.between(2, 7)),
    { method: chance.oneOf(['email', 'telephone', 'portal'] as const) },
    { who: caseworker },
  );
  if (chance.happens(REQUESTS_WITHDRAWN)) {
    const on = workingDayOnOrAfter(requestedOn + chance.between(10, 35));
    yield* takeOnCase(file, casework.withdrawRequest, on, { by: 'parent' }, { who: caseworker });
    return { decided: null };
  }
  const on = decisionDay(file);
  if (chance.happens(MOVED_AWAY)) {
    const to = chance.oneOf(NEIGHBOURS.filter((code) => code !== simulation.authority));
    yield* takeOnCase(file, casework.moveOut, on - chance.between(1, 7), { to }, { who: caseworker });
    return { decided: null };
  }
  const refused = chance.happens(simulation.calibration.refused(partsOf(requestedOn).year, from));
  const [event] = refused
    ? yield* takeOnCase(file, casework.decideNotToAssess, on, refusalOf(chance), {
        who: 'panel chair',
      })
    : yield* takeOnCase(file, casework.decideToAssess, on, decisionOf(chance), {
        who: 'panel chair',
      });
  if (refused) {
    const told = workingDayOnOrAfter(on + chance.between(1, 10));
    yield* takeOnCase(
      file,
      casework.contactFamilyOnCase,
      told,
      { method: 'telephone', about: 'refusal' },
      { who: caseworker },
    );
  }
  return { decided: refused ? 'refuse' : 'assess', on, event: event! };
}

/** Codes of authorities from and to which made-up children move. */
export const NEIGHBOURS: readonly string[] = ['891', '892', '830', '831', '855', '856', '925', '940', '941', '874'];

const sourceOf = (chance: Chance, age: number): RequestSource =>
  chance.weighted(
    REQUEST_SOURCES.map(
      (one) =>
        [
          one,
          one.requestedBy === 'young_person' ? (age >= OLD_ENOUGH_TO_ASK ? one.requests * 22 : 0) : one.requests,
        ] as const,
    ),
  );

const SIX_WEEKS = 42;

/** Within six weeks as often as the calibration says: then near the end of them, else some weeks late. */
const decisionDay = ({ simulation, chance, requestedOn }: CaseFile): DayNumber => {
  if (chance.happens(simulation.calibration.withinSixWeeks(partsOf(requestedOn).year))) {
    const early = Math.min(30, Math.abs(chance.normal()) * 9);
    return workingDayOnOrBefore(requestedOn + SIX_WEEKS - Math.floor(early));
  }
  return workingDayOnOrAfter(requestedOn + SIX_WEEKS + 1 + Math.floor(-Math.log(1 - chance.next()) * 16));
};

/** How a decision was reached. */
export const decisionOf = (chance: Chance) => ({
  route: chance.weighted([
    ['panel', 84],
    ['officer', 13],
    ['emergency_panel', 3],
  ] as const),
  tookPart: ['education', 'health', 'social_care'].map((agency) => ({ agency, present: chance.happens(0.88) })),
});

/** A refusal has reasons; these are made up, and say so. */
export const refusalOf = (chance: Chance) => ({
  ...decisionOf(chance),
  reasons: chance.oneOf([
    'Made up: the support that the school can give meets the needs.',
    'Made up: the evidence does not show that a plan may be necessary.',
    'Made up: progress with the present support is as expected.',
  ]),
});
