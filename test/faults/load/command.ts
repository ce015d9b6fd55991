import type { Recorded } from '@ehc/recording';

/** Who records, unless a step says otherwise, and who approves corrections. */
export const CASEWORKER = 'a.caseworker';
export const MANAGER = 'b.manager';

/** A request that records a step. */
export interface Step {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Who takes it; the same caseworker where left out. */
  readonly actor?: string;
}

/** A step that a client sends under one command id until it knows what became of it. */
export interface Command extends Step {
  /** Its `Idempotency-Key`. */
  readonly id: string;
  readonly authority: string;
  attempts: number;
  /** What the client knows: `given up` is one that went away without an answer. */
  outcome: 'unknown' | 'acknowledged' | 'refused' | 'given up';
  answer?: Recorded;
  /** HTTP status of the last answer, and when the attempt was sent that it answers (ISO 8601). */
  status?: number;
  lastSent?: string;
}
