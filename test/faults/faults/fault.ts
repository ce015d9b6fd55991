import type { GapName } from '../gaps.js';
import type { Clients } from '../load/clients.js';
import type { Seeded } from '../seeded.js';
import type { Installation } from '../service/installation.js';

/** What a fault strikes at. */
export interface Scene {
  readonly installation: Installation;
  /** Who record steps all the while; a fault that pauses them is looked at before they go on. */
  readonly clients: Clients;
  /** Chance of this fault alone. */
  readonly seeded: Seeded;
}

/** What has become of a fault. */
export interface Struck {
  /** What happened, in words. */
  readonly what: string;
  /** False where the gap was not reached, so that nothing was shown. */
  readonly reached: boolean;
}

/** Something that happens to a service under load. */
export interface Fault {
  /** The gap that it strikes in, or the kind of blow that comes at any moment. */
  readonly name: GapName | OtherGap | AnyMoment;
  /** Strikes, and lets the service come back. */
  readonly strike: (scene: Scene) => Promise<Struck>;
}

/**
 * Gaps that no place in the code can tell of: an append is with the server, which has not committed it; a process stands
 * still anywhere while another takes its leases over.
 */
export type OtherGap = 'append.before-commit' | 'lease.lost-while-paused';

export type AnyMoment =
  | 'killed'
  | 'stopped'
  | 'killed-during-recovery'
  | 'postmaster-killed'
  | 'immediate-shutdown'
  | 'backend-killed'
  | 'connections-cut'
  | 'writer-cut'
  | 'projections-cut';
