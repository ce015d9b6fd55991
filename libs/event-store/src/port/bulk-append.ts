import type { Append, Appended, EventStore } from './event-store.js';
import type { AppendTooLarge, EventIdConflict, SimulatedInstantRefused, WrongExpectedRevision } from './errors.js';

/** Why one append of many was not recorded. */
export type AppendRefusal = WrongExpectedRevision | EventIdConflict | AppendTooLarge | SimulatedInstantRefused;

/** What became of one append of many. */
export type AppendResult = ({ readonly ok: true } & Appended) | { readonly ok: false; readonly refusal: AppendRefusal };

/** An append of a simulation, which says when it was recorded: all its events have the source `simulated`. */
export interface SimulatedAppend extends Append {
  /** ISO 8601 with an offset, since 1970; digits after the sixth of a second are cut off. */
  readonly recordedAt: string;
}

/** A store that also takes whole histories at once: imports, simulations, copies of a log. */
export interface BulkEventStore extends EventStore {
  /**
   * Appends many, in order, as if one after another: each is recorded or refused by itself, under the same promises as
   * `append`, and a later append to a stream may expect what an earlier one of the same call recorded. Answers in the
   * order of `appends`. Not one transaction: if the store fails half-way the call rejects, and calling it again with the
   * same appends records what is missing.
   */
  appendMany(appends: readonly Append[]): Promise<AppendResult[]>;

  /**
   * As `appendMany`, for made-up histories, each append recorded at the instant that it gives, as if the store's clock
   * had stood there: at that instant exactly where it is later than the authority's last, else one microsecond after
   * the last. So appends in order of time get what they gave, and "as at" any instant is as it would have been.
   *
   * Refuses with `SimulatedInstantRefused` an append with an event that is not simulated, of an authority that has such
   * an event, or of an instant later than the store's clock. The instant is no part of an event's content: one that is
   * recorded already is answered with the instant it has.
   */
  appendSimulated(appends: readonly SimulatedAppend[]): Promise<AppendResult[]>;
}

/** What an append was answered with, or its refusal thrown. */
export const appendedOrThrow = (result: AppendResult): Appended => {
  if (!result.ok) throw result.refusal;
  const { revision, position, recordedAt, repeated } = result;
  return { revision, position, recordedAt, repeated };
};
