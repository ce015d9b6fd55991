import type { HistoryEvent } from '@ehc/event-store';
import { readEvent } from '@ehc/pathway';
import type { Grant } from './grant.js';
import { isRole, ROLE_NAMES } from './roles.js';

/** The kinds of stream that say who may see what. */
export const ACCESS_STREAMS = ['grants-', 'restriction-'] as const;

/** Who may do what, and whose records are restricted to whom: the fold of every event about it. */
export class AccessState {
  /** By authority and subject, then by grant. */
  readonly #grants = new Map<string, Map<string, Grant>>();
  /** By authority, then by child: the subjects who are named. */
  readonly #restrictions = new Map<string, Map<string, Set<string>>>();

  /** The roles that somebody has in an authority, in the order of the table of roles. */
  grantsOf(subject: string, authority: string): readonly Grant[] {
    const grants = [...(this.#grants.get(keyOf(authority, subject))?.values() ?? [])];
    return grants.length < 2 ? grants : grants.sort((one, other) => placeOf(one) - placeOf(other));
  }

  /** Every role that somebody has, in any authority. */
  everyGrantOf(subject: string): readonly Grant[] {
    return this.#every().filter((grant) => grant.subject === subject);
  }

  /** Every role that anybody has in an authority. */
  grantsIn(authority: string): readonly Grant[] {
    return this.#every().filter((grant) => grant.authority === authority);
  }

  /** Whether any record of an authority is restricted. */
  restricts(authority: string): boolean {
    return (this.#restrictions.get(authority)?.size ?? 0) > 0;
  }

  /** The children of an authority whose records somebody does not see, whatever their role. */
  hiddenFrom(subject: string, authority: string): readonly string[] {
    return this.restrictedIn(authority).filter((child) => this.isHidden(authority, child, subject));
  }

  /** The children of an authority whose records are restricted. */
  restrictedIn(authority: string): readonly string[] {
    return [...(this.#restrictions.get(authority)?.keys() ?? [])];
  }

  /** Whether a child's record is restricted to people of whom this is none. */
  isHidden(authority: string, child: string, subject: string): boolean {
    return this.#restrictions.get(authority)?.get(child)?.has(subject) === false;
  }

  /** The people who are named for a restricted record; null where it is not restricted. */
  namedFor(authority: string, child: string): readonly string[] | null {
    const named = this.#restrictions.get(authority)?.get(child);
    return named ? [...named] : null;
  }

  apply(recorded: HistoryEvent): void {
    const event = readEvent(recorded);
    const { authority } = recorded;
    const child = recorded.stream.slice('restriction-'.length);
    switch (event?.type) {
      case 'AccessGranted': {
        const { subject, role, name, bodies, setting, agency, grant } = event.payload;
        // A role that this version does not know gives nothing.
        if (!isRole(role)) return;
        const key = keyOf(authority, subject);
        const grants = this.#grants.get(key) ?? new Map<string, Grant>();
        const given: Grant = {
          grant,
          authority,
          subject,
          role,
          name: name ?? null,
          bodies: bodies ?? [],
          setting: setting ?? null,
          agency: agency ?? null,
        };
        this.#grants.set(key, grants.set(grant, given));
        return;
      }
      case 'AccessEnded':
        for (const grants of this.#grants.values()) grants.delete(event.payload.grant);
        return;
      case 'RecordRestricted': {
        const children = this.#restrictions.get(authority) ?? new Map<string, Set<string>>();
        this.#restrictions.set(authority, children.set(child, new Set(event.payload.people.map((one) => one.subject))));
        return;
      }
      case 'RestrictedAccessGranted':
        this.#restrictions.get(authority)?.get(child)?.add(event.payload.subject);
        return;
      case 'RestrictedAccessEnded':
        this.#restrictions.get(authority)?.get(child)?.delete(event.payload.subject);
        return;
      case 'RestrictionLifted':
        this.#restrictions.get(authority)?.delete(child);
        return;
      default:
        return;
    }
  }

  #every(): Grant[] {
    return [...this.#grants.values()].flatMap((grants) => [...grants.values()]);
  }
}

const placeOf = ({ role }: Grant): number => ROLE_NAMES.indexOf(role);

const keyOf = (authority: string, subject: string): string => `${authority} ${subject}`;
