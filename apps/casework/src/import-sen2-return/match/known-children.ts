import { type EventStore, KeyDestroyed, type RecordedEvent, type Sealer, START } from '@ehc/event-store';
import type { PersonRow } from '../read/index.js';

/** Personal details of a child as recorded, in memory only. */
export interface KnownChild {
  readonly id: string;
  readonly caseIds: string[];
  /** Plan of each case, by case id. */
  readonly plans: Map<string, string>;
  surname: string | null;
  forename: string | null;
  birthDate: string | null;
  postcode: string | null;
  upn: string | null;
  uln: string | null;
  sex: string | null;
  ethnicity: string | null;
  birthYear: number | null;
  birthMonth: number | null;
  upnUnknown: string | null;
}

export interface PersonMatch {
  readonly child: KnownChild | null;
  /** A field in doubt and what is odd about it, where the match or its absence has to be asked about. */
  readonly query: { readonly field: string; readonly text: string } | null;
}

const PAGE = 5_000;
const TYPES = [
  'ChildRegistered',
  'ChildDetailsChanged',
  'AssessmentRequested',
  'PlanBroughtIntoForce',
  'PlanFinalised',
];

/**
 * The children whom an authority has on record, to match a return's persons with. Read from the log itself, so that an
 * import does not depend on how far a read model is. Holds about half a kilobyte a child.
 */
export class KnownChildren {
  private readonly children = new Map<string, KnownChild>();
  private readonly byKey = new Map<string, Set<KnownChild>>();
  private readonly taken = new Set<KnownChild>();

  static async load(store: EventStore, sealer: Sealer, authority: string): Promise<KnownChildren> {
    const known = new KnownChildren();
    for (let after = START; ;) {
      const events = await store.readAll(after, PAGE, { types: TYPES, authority });
      if (events.length === 0) break;
      after = events.at(-1)!.position;
      const personal = await sealer.openMany(events);
      // What is sealed of a forgotten child can be read no more, and nobody is matched with them.
      for (const [index, event] of events.entries()) {
        const opened = personal[index]!;
        known.note(event, opened instanceof KeyDestroyed ? {} : opened);
      }
    }
    for (const child of known.children.values()) known.index(child);
    return known;
  }

  get size(): number {
    return this.children.size;
  }

  byId(id: string): KnownChild | undefined {
    return this.children.get(id);
  }

  /**
   * Matches a person by UPN, else by ULN, else by name and birth date. No child is matched twice within a return. What
   * cannot be matched surely is told, and taken as another child.
   */
  match(person: PersonRow, derivedId: string): PersonMatch {
    const match = this.find(person, derivedId);
    if (match.child) this.taken.add(match.child);
    return match;
  }

  private find(person: PersonRow, derivedId: string): PersonMatch {
    // Written by an earlier run of this very import.
    const own = this.children.get(derivedId);
    if (own) return { child: own, query: null };

    const upn = person.upnDoubtful ? [] : this.free(keys.upn(person.upn));
    if (upn.length === 1) {
      const child = upn[0]!;
      if (sharesAnything(child, person)) return { child, query: null };
      return {
        child: null,
        query: {
          field: 'upn',
          text: 'this UPN is recorded for a child of another name and birth date; taken as another child',
        },
      };
    }
    const uln = person.ulnDoubtful ? [] : this.free(keys.uln(person.uniqueLearnerNumber));
    const byUln = uln.filter((child) => sharesAnything(child, person));
    const byName = this.free(keys.person(person.surname, person.forename, person.personBirthDate));
    const candidates = byUln.length > 0 ? byUln : byName;
    if (candidates.length > 1) {
      return {
        child: null,
        query: {
          field: 'surname',
          text: 'several children of this name and birth date are recorded; taken as another child',
        },
      };
    }
    const child = candidates[0] ?? null;
    if (child && person.upn !== null && child.upn !== null && child.upn !== person.upn) {
      return {
        child,
        query: {
          field: 'upn',
          text: 'another UPN is recorded for the child of this name and birth date; taken as the same child',
        },
      };
    }
    return { child, query: null };
  }

  private free(key: string | null): KnownChild[] {
    if (key === null) return [];
    return [...(this.byKey.get(key) ?? [])].filter((child) => !this.taken.has(child));
  }

  private note(event: RecordedEvent, personal: object): void {
    const payload = event.payload as Record<string, unknown>;
    switch (event.type) {
      case 'ChildRegistered':
      case 'ChildDetailsChanged': {
        const child = this.childOf(event.child!);
        for (const [field, value] of Object.entries({ ...payload, ...personal })) {
          if (field in child) (child as unknown as Record<string, unknown>)[field] = value;
        }
        break;
      }
      case 'AssessmentRequested':
        this.childOf(payload['child'] as string).caseIds.push(event.stream.slice('case-'.length));
        break;
      case 'PlanBroughtIntoForce':
        if (payload['case']) {
          this.childOf(payload['child'] as string).plans.set(
            payload['case'] as string,
            event.stream.slice('plan-'.length),
          );
        }
        break;
      case 'PlanFinalised':
        if (event.child) {
          this.childOf(event.child).plans.set(event.stream.slice('case-'.length), payload['plan'] as string);
        }
        break;
    }
  }

  private childOf(id: string): KnownChild {
    let child = this.children.get(id);
    if (!child) {
      child = {
        id,
        caseIds: [],
        plans: new Map(),
        surname: null,
        forename: null,
        birthDate: null,
        postcode: null,
        upn: null,
        uln: null,
        sex: null,
        ethnicity: null,
        birthYear: null,
        birthMonth: null,
        upnUnknown: null,
      };
      this.children.set(id, child);
    }
    return child;
  }

  private index(child: KnownChild): void {
    for (const key of [
      keys.upn(child.upn),
      keys.uln(child.uln),
      keys.person(child.surname, child.forename, child.birthDate),
    ]) {
      if (key === null) continue;
      const children = this.byKey.get(key);
      if (children) children.add(child);
      else this.byKey.set(key, new Set([child]));
    }
  }
}

const fold = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const keys = {
  upn: (upn: string | null) => (upn ? `upn:${upn.toUpperCase()}` : null),
  uln: (uln: string | null) => (uln ? `uln:${uln}` : null),
  person: (surname: string | null, forename: string | null, birthDate: string | null) =>
    surname && birthDate ? `person:${fold(surname)}|${fold(forename ?? '')}|${birthDate}` : null,
};

/** A number alone does not make two rows one child: name or birth date must not speak against it altogether. */
const sharesAnything = (child: KnownChild, person: PersonRow): boolean =>
  child.birthDate === null ||
  person.personBirthDate === null ||
  child.birthDate === person.personBirthDate ||
  (child.surname !== null && person.surname !== null && fold(child.surname) === fold(person.surname)) ||
  (child.forename !== null && person.forename !== null && fold(child.forename) === fold(person.forename));
