import type { EventStore, RecordedEvent } from '@ehc/event-store';
import {
  type CaseState,
  foldAdvice,
  foldCase,
  foldPlan,
  type PathwayEvent,
  type Payload,
  readEvent,
} from '@ehc/pathway';
import type { AdviceBody, Grant } from './grant.js';
import { ROLES } from './roles.js';

/** The kinds of record that a request can name. */
export type RecordKind = 'case' | 'plan' | 'advice' | 'child';

export interface NamedRecord {
  readonly kind: RecordKind;
  readonly id: string;
  /** Of a case: the consultation of a setting that is meant. */
  readonly consultation?: string | undefined;
}

/** What must be known of an authority's records to say who reaches them; answered by whoever keeps them. */
export interface CaseRecords {
  /** The bodies that were asked for their advice on a case. */
  bodiesAskedOn(authority: string, caseId: string): Promise<readonly AdviceBody[]>;
  /** Ids of the cases, plans and requests for advice of children. */
  idsOf(authority: string, children: readonly string[]): Promise<readonly string[]>;
}

/** DI token of `CaseRecords`. */
export const CASE_RECORDS = Symbol('CaseRecords');

/** What a record is about, as far as reaching it goes; null where the authority has none such. */
export interface ReachedRecord {
  /** The child; null where none is named. */
  readonly child: string | null;
  /** Whether the grant's role reaches it, any restriction aside. */
  readonly reached: boolean;
}

/** Finds whether a role reaches a record. It reads the streams themselves, which are never behind. */
export class Reaching {
  constructor(
    private readonly store: EventStore,
    private readonly records: CaseRecords,
  ) {}

  async find(grant: Grant, record: NamedRecord): Promise<ReachedRecord | null> {
    const { kind, id } = record;
    const recorded = await this.store.readStream(`${kind}-${id}`);
    if (recorded[0]?.authority !== grant.authority) return null;
    const child = kind === 'child' ? id : (recorded.find((event) => event.child !== null)?.child ?? null);
    return { child, reached: await this.#reaches(grant, record, recorded) };
  }

  async #reaches(grant: Grant, record: NamedRecord, recorded: readonly RecordedEvent[]): Promise<boolean> {
    const { kind, id } = record;
    switch (ROLES[grant.role].reach) {
      case 'every':
        return true;
      case 'none':
        return false;
      case 'asked':
        if (kind === 'advice') return isAskedOf(grant, recorded);
        if (kind !== 'case') return false;
        return (await this.records.bodiesAskedOn(grant.authority, id)).some((body) => grant.bodies.includes(body));
      case 'own_setting':
        return this.#reachesSetting(grant, record, recorded);
    }
  }

  async #reachesSetting(
    grant: Grant,
    { kind, id, consultation }: NamedRecord,
    recorded: readonly RecordedEvent[],
  ): Promise<boolean> {
    const { setting } = grant;
    if (setting === null) return false;
    const events = eventsOf(recorded);
    switch (kind) {
      case 'plan':
        return names(foldPlan(events).contents.settings, setting);
      case 'case':
        if (consultation !== undefined) return isConsulted(foldCase(events), setting, consultation);
        return isConsulted(foldCase(events), setting) || this.#isAskedAbout(grant.authority, id, events, setting);
      case 'advice': {
        const { case: about, body } = foldAdvice(events);
        if (body !== 'education' || about === null) return false;
        return names(foldCase(eventsOf(await this.store.readStream(`case-${about}`))).settings, setting);
      }
      case 'child':
        return false;
    }
  }

  /** Whether the setting teaches the child of a case and education was asked for its advice. */
  async #isAskedAbout(
    authority: string,
    caseId: string,
    events: readonly PathwayEvent[],
    setting: string,
  ): Promise<boolean> {
    if (!names(foldCase(events).settings, setting)) return false;
    return (await this.records.bodiesAskedOn(authority, caseId)).includes('education');
  }
}

type Setting = NonNullable<Payload<'AssessmentRequested'>['setting']>;

const eventsOf = (recorded: readonly RecordedEvent[]): PathwayEvent[] =>
  recorded.map(readEvent).filter((event) => event !== null);

const isAskedOf = (grant: Grant, recorded: readonly RecordedEvent[]): boolean => {
  const { requested, body } = foldAdvice(eventsOf(recorded));
  return requested !== null && body !== null && grant.bodies.includes(body);
};

const names = (settings: readonly Setting[] | undefined, urn: string): boolean =>
  settings?.some((setting) => setting.urn === urn) ?? false;

/** Whether the setting was consulted, by the consultation that is meant where one is. */
const isConsulted = ({ consultations }: CaseState, urn: string, consultation?: string): boolean =>
  consultations.some(({ id, setting }) => setting.urn === urn && (consultation === undefined || id === consultation));
