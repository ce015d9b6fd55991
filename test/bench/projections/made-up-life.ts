import type { EventType, Payload, StreamKind } from '@ehc/pathway';
import { v5 as uuidv5 } from 'uuid';

/** An event of a made-up life, on a day counted from the first of the log. */
export interface LifeEvent {
  readonly stream: string;
  readonly child: string;
  readonly authority: string;
  readonly day: number;
  readonly type: EventType;
  readonly payload: object;
  readonly personal: object | null;
}

const NAMESPACE = '4a0c1de2-9b1f-5d0e-8a55-2d3f6f0f7a11';
const START = Date.UTC(2016, 0, 4);
const AUTHORITIES = ['301', '330', '873', '891', '926'];
const ADVICE = [
  ['educational', 'education', 28],
  ['medical', 'health', 45],
  ['psychological', 'educational_psychology', 70],
  ['social_care', 'social_care', 25],
  ['parent_or_yp', 'family', 20],
] as const;
const FORENAMES = ['Ada', 'Bilal', 'Cerys', 'Dara', 'Eshe', 'Finn', 'Grace', 'Hari', 'Isla', 'Jonah'];
const SURNAMES = ['Ashmade', "O'Brookmade", 'Cliffmade-Dalemade', 'Elmmade', 'Fenmade', 'Grovemade', 'Heathmade'];
const NEEDS = ['ASD', 'SLCN', 'SEMH', 'MLD', 'PD'];

export const civilDate = (day: number): string => new Date(START + day * 86_400_000).toISOString().slice(0, 10);

/** Numbers from 0 up to 1 that follow from a seed (mulberry32). */
const chanceOf = (seed: number) => {
  let state = seed >>> 0;
  return (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/**
 * What is recorded of one child over `days` days: the child, a request and its assessment with the advice of five
 * bodies, a plan and its yearly reviews until it ceases, and now and then a correction. Some forty events.
 */
export const madeUpLife = (number: number, days: number): LifeEvent[] => {
  const chance = chanceOf(number * 2_654_435_761 + 1);
  const between = (least: number, most: number): number => least + Math.floor(chance() * (most - least + 1));
  const oneOf = <T>(choices: readonly T[]): T => choices[Math.floor(chance() * choices.length)]!;
  const id = (what: string): string => uuidv5(`${what}|${number}`, NAMESPACE);

  const [child, caseId, plan] = [id('child'), id('case'), id('plan')];
  const authority = oneOf(AUTHORITIES);
  const events: LifeEvent[] = [];
  const add = <T extends EventType>(
    [kind, of]: readonly [StreamKind, string],
    day: number,
    type: T,
    payload: Payload<T>,
    personal: object | null = null,
  ): void => {
    if (day < days) events.push({ stream: `${kind}-${of}`, child, authority, day, type, payload, personal });
  };
  const [ofChild, ofCase, ofPlan] = [
    ['child', child],
    ['case', caseId],
    ['plan', plan],
  ] as const;

  const requested = between(0, days - 1);
  const [birthYear, birthMonth] = [2005 + between(0, 14), between(1, 12)];
  const ethnicity = oneOf(['WBRI', 'AIND', 'BAFR', 'NOBT']);
  const birthDate = `${birthYear}-${String(birthMonth).padStart(2, '0')}-${String(between(1, 28)).padStart(2, '0')}`;
  const names = { forename: oneOf(FORENAMES), surname: oneOf(SURNAMES) };
  const needs = [{ type: oneOf(NEEDS), rank: 1 }];
  const setting = { urn: String(between(100_000, 149_999)), rank: 1 };
  add(
    ofChild,
    requested,
    'ChildRegistered',
    { sex: chance() < 0.64 ? 'M' : 'F', ethnicity, birthYear, birthMonth, upnUnknown: 'UN8' },
    { ...names, birthDate, postcode: `ZZ${between(1, 99)} ${between(1, 9)}ZZ` },
  );
  add(ofChild, requested, 'ChildContactRecorded', { contact: id('contact'), relationship: 'parent' }, {
    name: `${oneOf(FORENAMES)} ${names.surname}`,
    telephone: `07700 9${between(10_000, 99_999)}`,
  }); // prettier-ignore
  if (chance() < 0.1) {
    const personal = { surname: oneOf(SURNAMES), reason: 'Adopted.' };
    add(ofChild, requested + between(100, 900), 'ChildDetailsChanged', { because: 'changed' }, personal);
  }

  const source = oneOf([1, 2, 2]);
  const requestedBy = source === 1 ? ('parent' as const) : ('school' as const);
  add(ofCase, requested, 'AssessmentRequested', { child, route: 'request', requestedBy, source, needs });
  add(ofCase, requested + 1, 'CaseworkerAssigned', { caseworker: `caseworker-${between(1, 60)}` });
  add(ofCase, requested + between(2, 7), 'FamilyConsulted', { method: 'email' });
  const tookPart = ['education', 'health', 'social_care'].map((agency) => ({ agency, present: chance() < 0.9 }));
  const decided = requested + between(24, 55);
  if (chance() < 0.24) {
    const reasons = { reasons: 'Support in school can meet the needs that the family and the school describe.' };
    add(ofCase, decided, 'DecidedNotToAssess', { route: 'panel', tookPart }, reasons);
    add(ofCase, decided + 9, 'FamilyContacted', { method: 'telephone', about: 'refusal' });
    return events;
  }
  add(ofCase, decided, 'DecidedToAssess', { route: 'panel', tookPart });
  let last = decided;
  for (const [kind, body, takes] of ADVICE) {
    const advice = ['advice', id(kind)] as const;
    const answered = decided + between(10, takes * 2);
    const receivedOn = civilDate(decided);
    last = Math.max(last, answered);
    add(advice, decided, 'AdviceRequested', { case: caseId, child, kind, body, team: `${body} team`, receivedOn });
    add(advice, answered, 'AdviceSubmitted', { route: 'form' });
  }
  const concluded = last + between(3, 12);
  if (chance() < 0.06) {
    add(ofCase, concluded, 'DecidedNotToIssuePlan', { route: 'panel', tookPart });
    return events;
  }
  add(ofCase, concluded, 'DecidedToIssuePlan', { route: 'panel', tookPart });
  const draft = concluded + between(3, 24);
  const consultation = id('consultation');
  add(ofCase, draft, 'DraftPlanServed', { version: 1, by: 'email' });
  add(ofCase, draft + 2, 'SettingConsulted', { consultation, setting });
  add(ofCase, draft + between(8, 14), 'SettingReplied', { consultation, reply: 'can_meet_need' });
  add(ofCase, draft + between(10, 15), 'FamilyResponded', { response: 'agreed' });
  const final = draft + between(16, 34);
  add(ofCase, final, 'PlanFinalised', {
    plan,
    settings: [setting],
    sections: ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H1', 'H2', 'I', 'J', 'K'],
    needs,
    sentTo: ['family', 'setting', 'icb'],
  });
  add(ofPlan, final, 'PlanBroughtIntoForce', { child, case: caseId, settings: [setting], needs });
  const years = between(1, 8);
  for (let year = 1; year <= years; year += 1) {
    const review = id(`review ${year}`);
    const meeting = final + year * 365 - between(5, 50);
    add(ofPlan, meeting - 21, 'ReviewMeetingNotified', { review, meetingOn: civilDate(meeting) });
    add(ofPlan, meeting - 14, 'ReviewAdviceCirculated', { review });
    add(ofPlan, meeting, 'ReviewMeetingHeld', { review });
    add(ofPlan, meeting + between(5, 14), 'ReviewReportSent', { review });
    const notified = meeting + between(15, 60);
    const outcome = chance() < 0.4 ? ('amend' as const) : ('maintain' as const);
    add(ofPlan, notified, 'ReviewDecisionNotified', { review, outcome });
    if (outcome === 'maintain') continue;
    add(ofPlan, notified, 'AmendmentNoticeServed', { review });
    add(ofPlan, notified + between(20, 75), 'AmendedPlanFinalised', { review });
  }
  add(ofPlan, final + years * 365 + 180, 'PlanCeased', { reason: 1 });
  return events;
};
