import type { EventType, Payload, StreamKind } from '@ehc/pathway';
import { type DayNumber, formatCivilDate } from '@ehc/statutory-clock';
import { v5 as uuidv5 } from 'uuid';
import type { Chance } from './chance.js';
import { madeUpChild } from './made-up-child.js';

export interface MadeUpEvent {
  readonly stream: string;
  readonly kind: StreamKind;
  /** Whom it is about; null for an authority's own events. */
  readonly child: string | null;
  readonly type: EventType;
  readonly on: DayNumber | null;
  readonly payload: object;
  readonly personal: object | null;
}

/** Namespace of the ids of what is made up. */
const MADE_UP = 'b7c0a9e2-71f4-5f5c-8f4e-3c1c7b9d2e10';

/** The bodies asked, and how many days each takes to answer: least, most. Educational psychology has the backlog. */
const ADVICE = [
  ['educational', 'education', 12, 40],
  ['medical', 'health', 25, 62],
  ['psychological', 'educational_psychology', 30, 105],
  ['social_care', 'social_care', 8, 38],
  ['parent_or_yp', 'family', 5, 30],
] as const;

/**
 * Everything that happened to one made-up child up to `today`, in order: request, decision, advice by five bodies, draft,
 * plan, annual reviews. What would lie after `today` has not happened yet.
 */
export const madeUpHistory = (chance: Chance, number: number, today: DayNumber): MadeUpEvent[] => {
  const childId = uuidv5(`child|${number}`, MADE_UP);
  const caseId = uuidv5(`case|${number}`, MADE_UP);
  const planId = uuidv5(`plan|${number}`, MADE_UP);
  const requestedOn = today - chance.between(1, 1_000);
  const child = madeUpChild(chance, requestedOn);
  const events: MadeUpEvent[] = [];

  const add = <T extends EventType>(
    kind: StreamKind,
    id: string,
    type: T,
    on: DayNumber | null,
    payload: Payload<T>,
    personal: object | null = null,
  ): boolean => {
    if (on !== null && on > today) return false;
    events.push({ stream: `${kind}-${id}`, kind, child: childId, type, on, payload, personal });
    return true;
  };
  const onCase = <T extends EventType>(type: T, on: DayNumber, payload: Payload<T>, personal: object | null = null) =>
    add('case', caseId, type, on, payload, personal);
  const onPlan = <T extends EventType>(type: T, on: DayNumber, payload: Payload<T>) =>
    add('plan', planId, type, on, payload);

  add('child', childId, 'ChildRegistered', requestedOn, child.open, child.personal);
  const source = chance.weighted([
    [1, 40],
    [2, 55],
    [3, 2],
    [4, 1],
    [5, 2],
  ] as const);
  onCase('AssessmentRequested', requestedOn, {
    child: childId,
    route: 'request',
    requestedBy: source === 1 ? 'parent' : source === 2 ? 'school' : 'other',
    source,
    needs: [{ type: child.need, rank: 1 }],
  });
  onCase('CaseworkerAssigned', requestedOn + 1, { caseworker: `caseworker-${chance.between(1, 6)}` });
  onCase('FamilyConsulted', requestedOn + chance.between(2, 7), { method: 'email' });
  if (chance.happens(0.015)) {
    onCase('RequestWithdrawn', requestedOn + chance.between(8, 30), { by: 'parent' });
    return events;
  }

  const decidedOn = requestedOn + (chance.happens(0.86) ? chance.between(24, 42) : chance.between(43, 70));
  const route = chance.weighted([
    ['panel', 85],
    ['officer', 12],
    ['emergency_panel', 3],
  ] as const);
  const tookPart = ['education', 'health', 'social_care'].map((agency) => ({ agency, present: chance.happens(0.9) }));
  let startOn = decidedOn;
  if (chance.happens(0.24)) {
    onCase(
      'DecidedNotToAssess',
      decidedOn,
      { route, tookPart },
      { reasons: 'Made up: support in school can meet the needs.' },
    );
    onCase('FamilyContacted', decidedOn + chance.between(1, 9), { method: 'telephone', about: 'refusal' });
    if (!chance.happens(0.2)) return events;
    const mediatedOn = decidedOn + chance.between(30, 60);
    onCase('MediationRecorded', mediatedOn, { about: 'refusal_to_assess', step: 'held', outcome: 'agreed' });
    startOn = mediatedOn + chance.between(3, 14);
    onCase('RefusalReversed', startOn, { about: 'assess', because: 'mediation' });
  } else {
    onCase('DecidedToAssess', decidedOn, { route, tookPart });
  }

  const absentFrom = startOn + 10;
  if (chance.happens(0.05)) {
    onCase(
      'ExceptionRecorded',
      absentFrom + 30,
      {
        exception: uuidv5(`exception|${number}`, MADE_UP),
        kind: 'X4',
        impractical: true,
        from: formatCivilDate(absentFrom),
        to: formatCivilDate(absentFrom + 29),
        approvedBy: 'team-manager',
      },
      { reason: 'Made up: away from the area for thirty days.' },
    );
  }

  let lastAdvice = startOn;
  for (const [kind, body, least, most] of ADVICE) {
    const askedOn = startOn + chance.between(0, 3);
    const answeredOn = askedOn + chance.between(least, most);
    lastAdvice = Math.max(lastAdvice, answeredOn);
    const adviceId = uuidv5(`advice|${number}|${kind}`, MADE_UP);
    add('advice', adviceId, 'AdviceRequested', askedOn, {
      case: caseId,
      child: childId,
      kind,
      body,
      team: `${body.replaceAll('_', ' ')} team`,
      receivedOn: formatCivilDate(askedOn),
    });
    if (body === 'social_care' && chance.happens(0.45)) {
      add('advice', adviceId, 'AdviceNilReturned', answeredOn, { reason: 'not_known_to_service' });
    } else {
      add('advice', adviceId, 'AdviceSubmitted', answeredOn, { route: 'form' });
    }
  }

  const concludedOn = lastAdvice + chance.between(3, 12);
  if (chance.happens(0.06)) {
    onCase(
      'DecidedNotToIssuePlan',
      concludedOn,
      { route: 'panel', tookPart },
      { reasons: 'Made up: needs can be met without a plan.' },
    );
    return events;
  }
  onCase('DecidedToIssuePlan', concludedOn, { route: 'panel', tookPart });
  const draftOn = concludedOn + chance.between(3, 24);
  onCase('DraftPlanServed', draftOn, { version: 1, by: 'email' });
  const consultation = uuidv5(`consultation|${number}`, MADE_UP);
  const setting = { urn: `16${String(chance.between(1_000, 9_999))}`, rank: 1 };
  onCase('SettingConsulted', draftOn + 2, { consultation, setting });
  onCase('SettingReplied', draftOn + chance.between(8, 19), { consultation, reply: 'can_meet_need' });
  onCase('FamilyResponded', draftOn + chance.between(6, 15), {
    response: chance.happens(0.7) ? 'agreed' : 'representations',
  });
  const finalOn = draftOn + chance.between(16, 34);
  const needs = [{ type: child.need, rank: 1 }];
  const finalised = onCase('PlanFinalised', finalOn, {
    plan: planId,
    settings: [setting],
    sections: ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H1', 'H2', 'I', 'J', 'K'],
    needs,
    sentTo: ['family', 'setting', 'icb'],
  });
  if (!finalised) return events;
  onPlan('PlanBroughtIntoForce', finalOn, { child: childId, case: caseId, settings: [setting], needs });

  for (let year = 1; ; year += 1) {
    const meetingOn = finalOn + year * 365 - chance.between(5, 50);
    const review = uuidv5(`review|${number}|${year}`, MADE_UP);
    if (
      !onPlan('ReviewMeetingNotified', meetingOn - chance.between(14, 28), {
        review,
        meetingOn: formatCivilDate(meetingOn),
      })
    )
      break;
    onPlan('ReviewAdviceCirculated', meetingOn - chance.between(10, 20), { review });
    if (!onPlan('ReviewMeetingHeld', meetingOn, { review })) break;
    onPlan('ReviewReportSent', meetingOn + chance.between(5, 20), { review });
    const outcome = chance.happens(0.6) ? ('amend' as const) : ('maintain' as const);
    const notifiedOn = meetingOn + (chance.happens(0.5) ? chance.between(14, 28) : chance.between(29, 80));
    if (!onPlan('ReviewDecisionNotified', notifiedOn, { review, outcome })) break;
    if (outcome === 'maintain') continue;
    onPlan('AmendmentNoticeServed', notifiedOn, { review });
    onPlan('AmendedPlanFinalised', notifiedOn + chance.between(20, 75), { review });
  }
  return events;
};
