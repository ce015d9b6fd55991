import { randomUUID } from 'node:crypto';
import { type Append, appendedOrThrow, type BulkEventStore, type NewEvent, type Sealer } from '@ehc/event-store';
import { checkEvent, type EventType } from '@ehc/pathway';

/** A case that a step can be recorded on, and how far it has come. */
export interface MadeUpCase {
  readonly id: string;
  readonly stage: 'request' | 'draft_out';
}

/** Nottinghamshire; nothing here is true of it. */
export const AUTHORITY = '891';

/** The day on which the last step of every case was taken. */
export const LAST_STEP = '2025-06-02';

interface Made {
  readonly type: EventType;
  readonly on: string;
  readonly payload: object;
  readonly sealed?: object;
}

const registered = (number: number): Made => ({
  type: 'ChildRegistered',
  on: '2025-01-05',
  payload: { sex: 'F', ethnicity: 'WBRI', birthYear: 2016, birthMonth: 1 + (number % 12), upnUnknown: 'UN8' },
  sealed: { forename: `Robin${number}`, surname: 'Millmade', birthDate: '2016-05-04', postcode: 'ZZ1 1ZZ' },
});

const requested = (child: string): Made[] => [
  {
    type: 'AssessmentRequested',
    on: '2025-01-05',
    payload: { child, route: 'request', requestedBy: 'school', source: 2, needs: [{ type: 'SLCN', rank: 1 }] },
  },
  { type: 'CaseworkerAssigned', on: '2025-01-06', payload: { caseworker: 'caseworker-1' } },
  { type: 'FamilyConsulted', on: '2025-01-08', payload: { method: 'email' }, sealed: { views: 'Made up.' } },
];

const drafted = (): Made[] => [
  { type: 'DecidedToAssess', on: '2025-02-10', payload: { route: 'panel' }, sealed: { reasons: 'Made up.' } },
  { type: 'FamilyContacted', on: '2025-02-11', payload: { method: 'telephone' } },
  { type: 'MeetingHeld', on: '2025-03-02', payload: { purpose: 'getting_to_know_you' }, sealed: { note: 'Made up.' } },
  { type: 'DecidedToIssuePlan', on: '2025-05-11', payload: { route: 'panel' } },
  { type: 'DraftPlanServed', on: LAST_STEP, payload: { version: 1, by: 'email' } },
];

/**
 * Made-up children, each with a case: every second one asked for, the others as far as a draft. They go by the bulk
 * path, with the source `simulated`, which no policy follows.
 */
export const makeUpCases = async (
  { store, sealer }: { store: BulkEventStore; sealer: Sealer },
  count: number,
): Promise<MadeUpCase[]> => {
  const cases: MadeUpCase[] = [];
  const appends: Promise<Append>[] = [];
  for (let number = 0; number < count; number++) {
    const child = randomUUID();
    const made: MadeUpCase = { id: randomUUID(), stage: number % 2 === 0 ? 'request' : 'draft_out' };
    const steps = [...requested(child), ...(made.stage === 'draft_out' ? drafted() : [])];
    cases.push(made);
    appends.push(appendOf(`child-${child}`, child, [registered(number)], sealer));
    appends.push(appendOf(`case-${made.id}`, child, steps, sealer));
  }
  (await store.appendMany(await Promise.all(appends))).forEach(appendedOrThrow);
  return cases;
};

const appendOf = async (stream: string, child: string, steps: readonly Made[], sealer: Sealer): Promise<Append> => ({
  stream,
  expected: 'no_stream',
  events: await Promise.all(steps.map((step) => newEvent(child, step, sealer))),
});

const newEvent = async (child: string, { type, on, payload, sealed }: Made, sealer: Sealer): Promise<NewEvent> => {
  checkEvent(type, payload, sealed ?? null);
  const id = randomUUID();
  const nothing = { keyId: null, sealed: null, sealedDigest: null };
  return {
    id,
    type,
    schemaVersion: 1,
    authority: AUTHORITY,
    child,
    happenedOn: on,
    source: 'simulated',
    payload,
    actor: 'benchmark',
    role: 'simulator',
    agency: null,
    verified: false,
    correlationId: id,
    causationId: null,
    commandId: randomUUID(),
    ...(sealed ? await sealer.seal({ authority: AUTHORITY, child, eventId: id, plain: sealed }) : nothing),
  };
};
