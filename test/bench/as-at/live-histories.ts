import { formatCivilDate, parseCivilDate } from '@ehc/statutory-clock';
import { type Chance, chanceOf } from './chance.js';

/** An event of a made-up authority, with the instant at which it was recorded. */
export interface LiveEvent {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly stream: string;
  readonly type: string;
  readonly on: number;
  readonly child: string;
  readonly payload: object;
}

export interface LiveHistories {
  readonly authority: string;
  readonly cases: number;
  readonly seed: number;
}

/** The first and the last day on which anything is recorded: ten years. */
export const FIRST_DAY = parseCivilDate('2015-09-01');
export const LAST_DAY = parseCivilDate('2025-08-31');

const DAYS = LAST_DAY - FIRST_DAY + 1;
const DAY = 86_400_000;
/** So many times as many requests come in the last year as in the first. */
const GROWTH = 2.5;

const ADVICE = [
  ['educational', 'education', 12, 40],
  ['medical', 'health', 25, 62],
  ['psychological', 'educational_psychology', 30, 160],
  ['social_care', 'social_care', 8, 38],
  ['parent_or_yp', 'family', 5, 30],
] as const;
const NEEDS = ['ASD', 'SLCN', 'SEMH', 'MLD', 'SLD', 'PD', 'HI'] as const;

/** A plan in force whose next review is to come. */
interface Reviewed {
  readonly child: string;
  readonly plan: string;
  readonly meetingOn: number;
  readonly ceasesOn: number;
  readonly after: number;
}

/** What is still to be recorded, by day. */
class Diary {
  readonly #days: LiveEvent[][] = Array.from({ length: DAYS }, () => []);
  readonly #reviews: Reviewed[][] = Array.from({ length: DAYS }, () => []);

  constructor(private readonly chance: Chance) {}

  /**
   * Somebody records on one of the days after the thing was done, never before what the stream holds already.
   * @returns when it was recorded; nothing is written down that lies after the last day
   */
  note(event: Omit<LiveEvent, 'at'>, after: number): number {
    const day = Math.max(event.on, FIRST_DAY) + (this.chance.happens(0.6) ? 0 : this.chance.between(1, 6));
    const at = Math.max(day * DAY + this.chance.between(9 * 3600, 17 * 3600) * 1000, after + 1);
    const place = Math.floor(at / DAY) - FIRST_DAY;
    if (place < DAYS) this.#days[place]!.push({ ...event, at });
    return at;
  }

  remember(review: Reviewed): void {
    const place = review.meetingOn - FIRST_DAY;
    if (place < DAYS && review.meetingOn < review.ceasesOn) this.#reviews[place]!.push(review);
  }

  reviewsOf(day: number): readonly Reviewed[] {
    return this.#reviews[day - FIRST_DAY]!;
  }

  /** The events of a day in order of time. */
  tear(day: number): LiveEvent[] {
    const events = this.#days[day - FIRST_DAY]!;
    this.#days[day - FIRST_DAY] = [];
    return events.sort((a, b) => a.at - b.at);
  }
}

/** One request, and whatever came of it: some twenty events, each recorded at its own time. */
const noteRequest = (diary: Diary, chance: Chance, requestedOn: number): void => {
  const [child, caseId, plan] = [chance.uuid(), chance.uuid(), chance.uuid()];
  let at = 0;
  const onCase = (type: string, on: number, payload: object): void => {
    at = diary.note({ stream: `case-${caseId}`, type, on, child, payload }, at);
  };
  const needs = [{ type: chance.oneOf(NEEDS), rank: 1 }];
  diary.note(
    {
      stream: `child-${child}`,
      type: 'ChildRegistered',
      on: requestedOn,
      child,
      payload: {
        sex: chance.happens(0.64) ? 'M' : 'F',
        ethnicity: chance.oneOf(['WBRI', 'NOBT', 'WOTH', 'BAFR', 'APKN']),
        birthYear: 2000 + chance.between(0, 20),
        birthMonth: chance.between(1, 12),
      },
    },
    0,
  );
  onCase('AssessmentRequested', requestedOn, {
    child,
    route: 'request',
    requestedBy: 'school',
    source: chance.between(1, 5),
    needs,
  });
  onCase('CaseworkerAssigned', requestedOn + 1, { caseworker: `caseworker-${chance.between(1, 6)}` });
  onCase('FamilyConsulted', requestedOn + chance.between(2, 7), { method: 'email' });
  if (chance.happens(0.016)) return onCase('RequestWithdrawn', requestedOn + chance.between(8, 30), { by: 'parent' });

  const decidedOn = requestedOn + (chance.happens(0.85) ? chance.between(24, 42) : chance.between(43, 90));
  let startOn = decidedOn;
  if (chance.happens(0.25)) {
    onCase('DecidedNotToAssess', decidedOn, {});
    if (!chance.happens(0.12)) return;
    onCase('MediationRecorded', decidedOn + 30, { about: 'refusal_to_assess', step: 'held', outcome: 'agreed' });
    startOn = decidedOn + chance.between(35, 90);
    onCase('RefusalReversed', startOn, { about: 'assess', because: 'mediation' });
  } else {
    onCase('DecidedToAssess', decidedOn, {});
  }
  if (chance.happens(0.06)) {
    const [from, to] = [formatCivilDate(startOn + 10), formatCivilDate(startOn + 45)];
    onCase('ExceptionRecorded', startOn + 20, { exception: chance.uuid(), kind: 'X4', impractical: true, from, to });
  }
  let adviceInOn = startOn;
  for (const [kind, body, least, most] of ADVICE) {
    const askedOn = startOn + chance.between(0, 3);
    const answeredOn = askedOn + chance.between(least, most);
    adviceInOn = Math.max(adviceInOn, answeredOn);
    const stream = `advice-${chance.uuid()}`;
    const asked = diary.note(
      { stream, type: 'AdviceRequested', on: askedOn, child, payload: { case: caseId, child, kind, body } },
      0,
    );
    diary.note({ stream, type: 'AdviceSubmitted', on: answeredOn, child, payload: { route: 'form' } }, asked);
  }
  const concludedOn = adviceInOn + chance.between(3, 40);
  if (chance.happens(0.06)) return onCase('DecidedNotToIssuePlan', concludedOn, {});
  onCase('DecidedToIssuePlan', concludedOn, {});
  const draftOn = concludedOn + chance.between(3, 24);
  onCase('DraftPlanServed', draftOn, { version: 1, by: 'email' });
  const consultation = chance.uuid();
  const settings = [{ urn: `16${chance.between(1_000, 9_999)}`, rank: 1 }];
  onCase('SettingConsulted', draftOn + 2, { consultation, setting: settings[0] });
  onCase('SettingReplied', draftOn + chance.between(8, 15), { consultation, reply: 'can_meet_need' });
  const finalOn = draftOn + chance.between(16, 60);
  onCase('PlanFinalised', finalOn, { plan, settings, needs });
  if (chance.happens(0.02)) onCase('ExceptionsFlagReported', finalOn, { applies: true });

  const ceasesOn = finalOn + chance.between(200, 6_000);
  const inForce = diary.note(
    {
      stream: `plan-${plan}`,
      type: 'PlanBroughtIntoForce',
      on: finalOn,
      child,
      payload: { child, case: caseId, settings, needs },
    },
    at,
  );
  diary.remember({ child, plan, meetingOn: finalOn + chance.between(300, 380), ceasesOn, after: inForce });
};

/** A review's events, and the next review in a year; or the plan's end. */
const noteReview = (diary: Diary, chance: Chance, { child, plan, meetingOn, ceasesOn, after }: Reviewed): void => {
  let at = after;
  const onPlan = (type: string, on: number, payload: object): void => {
    at = diary.note({ stream: `plan-${plan}`, type, on, child, payload }, at);
  };
  const review = chance.uuid();
  const decidedOn = meetingOn + (chance.happens(0.45) ? chance.between(10, 28) : chance.between(29, 90));
  onPlan('ReviewMeetingHeld', meetingOn, { review });
  onPlan('ReviewReportSent', meetingOn + chance.between(3, 10), { review });
  const outcome = chance.happens(0.6) ? 'amend' : 'maintain';
  onPlan('ReviewDecisionNotified', decidedOn, { review, outcome });
  if (outcome === 'amend') onPlan('AmendedPlanFinalised', decidedOn + chance.between(20, 75), { review });
  const next = meetingOn + chance.between(330, 400);
  if (next >= ceasesOn) return onPlan('PlanCeased', ceasesOn, { reason: 2 });
  diary.remember({ child, plan, meetingOn: next, ceasesOn, after: at });
};

/**
 * Ten years of one authority's work, day after day, each event recorded at its own time. About twenty-five events a case:
 * decisions, five advice givers, drafts, plans, and their reviews each year.
 */
export function* liveDays({ cases, seed }: LiveHistories): Generator<LiveEvent[]> {
  const chance = chanceOf(seed);
  const diary = new Diary(chance);
  let requests = 0;
  for (let day = FIRST_DAY; day <= LAST_DAY; day++) {
    const passed = (day - FIRST_DAY + 1) / DAYS;
    const due = Math.round((cases * (passed + ((GROWTH - 1) * passed * passed) / 2)) / ((GROWTH + 1) / 2));
    for (; requests < due; requests++) noteRequest(diary, chance, day);
    for (const review of diary.reviewsOf(day)) noteReview(diary, chance, review);
    yield diary.tear(day);
  }
}
