import fc from 'fast-check';
import type { RecordedEvent } from '@ehc/event-store';
import type { PathwayEvent } from '@ehc/pathway';
import { formatCivilDate, parseCivilDate } from '@ehc/statutory-clock';

/** The authority of a made-up log. */
export const AUTHORITY = '891';

const uuid = (kind: number, n: number): string =>
  `${String(kind).padStart(8, '0')}-0000-4000-8000-${String(n).padStart(12, '0')}`;

const first = parseCivilDate('2023-06-01');
const day = fc
  .option(fc.integer({ min: 0, max: 900 }), { freq: 6 })
  .map((days) => (days === null ? null : formatCivilDate(first + days)));
const shownInYear = fc.constantFrom(2023, 2024);
const flag = fc.boolean();
const review = fc.constantFrom(1, 2).map((n) => uuid(9, n));
const needs = fc.constantFrom('ASD', 'SEMH', 'SLD').map((type) => [{ type, rank: 1 }]);

const refusal = fc.constantFrom('refusal_to_assess', 'refusal_to_issue');
const consultation = (n: number) => fc.constantFrom(uuid(10, n * 2), uuid(10, n * 2 + 1));

type Made = readonly [type: string, payload: fc.Arbitrary<object>];

const ofCase = (n: number): Made[] => [
  ['AssessmentRequested', fc.record({ child: fc.constant(uuid(1, n % 3)), source: fc.integer({ min: 1, max: 5 }) })],
  ['DecidedToAssess', fc.constant({})],
  ['DecidedNotToAssess', fc.constant({})],
  ['DecidedEarlier', fc.record({ about: fc.constantFrom('request', 'assessment'), shownInYear })],
  ['AssessmentUnderWay', fc.record({ shownInYear })],
  [
    'RefusalReversed',
    fc.record({ about: fc.constantFrom('assess', 'issue'), because: fc.constant('not_known'), shownInYear }),
  ],
  ['RequestWithdrawn', fc.constant({})],
  ['MovedOut', fc.constant({ to: '892' })],
  ['DecidedToIssuePlan', fc.record({ shownInYear })],
  ['DecidedNotToIssuePlan', fc.constant({})],
  ['DraftPlanServed', fc.constant({})],
  ['FamilyResponded', fc.constant({ response: 'agreed' })],
  ['SettingConsulted', fc.record({ consultation: consultation(n), setting: fc.constant({ senSetting: 'OLA' }) })],
  ['SettingReplied', fc.record({ consultation: consultation(n), reply: fc.constantFrom('full', 'can_meet_need') })],
  ['AppealRecorded', fc.record({ about: refusal, step: fc.constantFrom('registered', 'decided', 'withdrawn') })],
  ['MediationRecorded', fc.record({ about: refusal, step: fc.constantFrom('requested', 'held', 'ended') })],
  ['OrderMade', fc.record({ about: refusal, order: fc.constantFrom('assess', 'plan', 'dismissed') })],
  ['ExceptionRecorded', fc.constant({ exception: uuid(8, 1), kind: 'X3', impractical: true, from: '2024-01-01' })],
  ['ExceptionsFlagReported', fc.record({ applies: flag })],
  ['DisputeFlagsReported', fc.record({ requestMediation: flag, otherTribunal: flag })],
  ['PlanFinalised', fc.record({ plan: fc.constant(uuid(3, n)), needs })],
  ['ShownInReturn', fc.constant({ return: uuid(7, 1), collectionYear: 2025 })],
  ['RemovedFromReturn', fc.constant({ return: uuid(7, 1), collectionYear: 2025 })],
];

const ofPlan = (n: number): Made[] => [
  [
    'PlanBroughtIntoForce',
    fc.record({
      child: fc.constant(uuid(1, n % 3)),
      case: fc.constant(uuid(2, n)),
      shownInYear,
      historical: flag,
      needs,
    }),
  ],
  ['PlanTransferredIn', fc.record({ from: fc.constant('892'), shownInYear })],
  ['PlanDetailsChanged', fc.record({ needs })],
  ['ReviewMeetingHeld', fc.record({ review })],
  ['ReviewDecisionNotified', fc.record({ review, outcome: fc.constantFrom('maintain', 'amend') })],
  ['PlanCeased', fc.constant({ reason: 2 })],
  [
    'ShownInReturn',
    fc.record({
      return: fc.constant(uuid(7, 1)),
      collectionYear: fc.constantFrom(2024, 2025),
      censusOn: fc.constant('2025-01-16'),
      active: flag,
      review: fc.constant({ meetingOn: '2024-03-01', outcome: 'amend', decidedOn: '2024-03-20' }),
    }),
  ],
  ['RemovedFromReturn', fc.constant({ return: uuid(7, 1), collectionYear: 2025 })],
];

const ofChild: Made[] = [
  [
    'ChildRegistered',
    fc.record({
      sex: fc.constantFrom('M', 'F'),
      birthYear: fc.constant(2014),
      birthMonth: fc.integer({ min: 1, max: 12 }),
    }),
  ],
  [
    'ChildDetailsChanged',
    fc.record({ sex: fc.constantFrom('M', 'F', null), ethnicity: fc.constantFrom('WBRI', 'AIND') }),
  ],
];

const ofAdvice = (n: number): Made[] => [
  [
    'AdviceRequested',
    fc.record({
      case: fc.constant(uuid(2, n % 4)),
      child: fc.constant(uuid(1, n % 3)),
      kind: fc.constant('medical'),
      body: fc.constantFrom('health', 'educational_psychology', 'family'),
    }),
  ],
  ['AdviceSubmitted', fc.constant({})],
  ['AdviceNilReturned', fc.constant({ reason: 'declined' })],
];

const ofAuthority: Made[] = [
  [
    'SettingsChanged',
    fc.record({ settings: fc.constantFrom({ receiptDay: 'day_1' }, { sen2ExcludeOverturned: false }) }),
  ],
  [
    'ReturnImportStarted',
    fc.record({
      return: fc.constant(uuid(7, 1)),
      collectionYear: fc.constant(2025),
      run: fc.constantFrom(uuid(6, 1), uuid(6, 2)),
    }),
  ],
  [
    'ReturnImportFinished',
    fc.record({
      return: fc.constant(uuid(7, 1)),
      collectionYear: fc.constant(2025),
      run: fc.constantFrom(uuid(6, 1), uuid(6, 2)),
      persons: fc.constant(0),
      events: fc.constant(0),
      corrections: fc.constant(0),
      errors: fc.constant(0),
      queries: fc.constant(0),
    }),
  ],
];

interface Happening {
  readonly stream: string;
  readonly type: string;
  readonly happenedOn: string | null;
  readonly payload: object;
  /** Whether time went on since the event before it. */
  readonly later: boolean;
  /** In place of all that, a correction of the so-manieth event of the stream. */
  readonly corrects: { readonly event: number; readonly strike: boolean } | null;
}

const happening = (stream: string, made: readonly Made[]): fc.Arbitrary<Happening> =>
  fc.oneof(...made.map(([type, payload]) => fc.tuple(fc.constant(type), payload))).chain(([type, payload]) =>
    fc.record({
      stream: fc.constant(stream),
      type: fc.constant(type),
      happenedOn: day,
      payload: fc.constant(payload),
      later: flag,
      corrects: stream.startsWith('authority')
        ? fc.constant(null)
        : fc.oneof(
            { weight: 3, arbitrary: fc.constant(null) },
            { weight: 1, arbitrary: fc.record({ event: fc.nat(3), strike: flag }) },
          ),
    }),
  );

const cases = [0, 1, 2, 3];

const anything = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...cases).chain((n) => happening(`case-${uuid(2, n)}`, ofCase(n))) },
  { weight: 4, arbitrary: fc.constantFrom(...cases).chain((n) => happening(`plan-${uuid(3, n)}`, ofPlan(n))) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1, 2).chain((n) => happening(`child-${uuid(1, n)}`, ofChild)) },
  { weight: 2, arbitrary: fc.constantFrom(0, 1, 2, 3).chain((n) => happening(`advice-${uuid(4, n)}`, ofAdvice(n))) },
  { weight: 1, arbitrary: happening(`authority-${AUTHORITY}`, ofAuthority) },
);

const logOf = (many: fc.Arbitrary<Happening[]>): fc.Arbitrary<RecordedEvent[]> =>
  many.map((happenings) => {
    const revisions = new Map<string, string[]>();
    let second = 0;
    return happenings.map(({ stream, type, happenedOn, payload, later, corrects }, index): RecordedEvent => {
      if (later) second += 1;
      const id = uuid(5, index);
      const known = revisions.get(stream) ?? [];
      revisions.set(stream, [...known, id]);
      const wrong = corrects && known[corrects.event % Math.max(known.length, 1)];
      const what = !wrong
        ? { type, payload }
        : corrects.strike
          ? { type: 'EventStruckOut', payload: { event: wrong } }
          : {
              type: 'FactCorrected',
              payload: { event: wrong, field: 'happenedOn', old: null, new: happenedOn },
            };
      return {
        id,
        ...what,
        stream,
        happenedOn,
        revision: known.length,
        position: String(10 + index * 3),
        recordedAt: new Date(Date.UTC(2025, 5, 1, 9, 0, second)).toISOString().replace('Z', '000Z'),
        schemaVersion: 1,
        authority: AUTHORITY,
        child: null,
        source: 'imported',
        actor: 'test',
        role: 'test',
        agency: null,
        verified: false,
        correlationId: id,
        causationId: null,
        commandId: id,
        keyId: null,
        sealed: null,
        sealedDigest: null,
      };
    });
  });

/** Logs of one authority in which anything may follow anything; positions have gaps, and some events share an instant. */
export const madeUpLog = logOf(fc.array(anything, { minLength: 1, maxLength: 60 }));

/** As `madeUpLog`, with dozens of events nearly always: fast-check makes an array of ten at most unless it is told. */
export const longMadeUpLog = logOf(fc.array(anything, { minLength: 30, maxLength: 120, size: 'max' }));

/** The log up to a position, as streams of what folds see. */
export const streamsUpTo = (log: readonly RecordedEvent[], position: string): Map<string, PathwayEvent[]> => {
  const streams = new Map<string, PathwayEvent[]>();
  for (const event of log) {
    if (BigInt(event.position) > BigInt(position)) break;
    streams.set(event.stream, [...(streams.get(event.stream) ?? []), event as unknown as PathwayEvent]);
  }
  return streams;
};

/** Positions as at which one can ask: that of the last event of each instant. */
export const moments = (log: readonly RecordedEvent[]): string[] =>
  log.flatMap((event, index) => (log[index + 1]?.recordedAt === event.recordedAt ? [] : [event.position]));
