import type { Append, Appended, EventStore } from './event-store.js';
import type { AppendTooLarge, EventIdConflict, WrongExpectedRevision } from './errors.js';

/** Why one append of many was not recorded. */
export type AppendRefusal = WrongExpectedRevision | EventIdConflict | AppendTooLarge;

/** What became of one append of many. */
export type AppendResult = ({ readonly ok: true } & Appended) | { readonly ok: false; readonly refusal: AppendRefusal };

/** A store that also takes whole histories at once: imports, simulations, copies of a log. */
export interface BulkEventStore extends EventStore {
  /**
   * Appends many, in order, as if one after another: each is recorded or refused by itself, under the same promises as
   * `append`, and a later append to a stream may expect what an earlier one of the same call recorded. Answers in the
   * order of `appends`. Not one transaction: if the store fails half-way the call rejects, and calling it again with the
   * same appends records what is missing.
   */
  appendMany(appends: readonly Append[]): Promise<AppendResult[]>;
}

/** What an append was answered with, or its refusal thrown. */
export const appendedOrThrow = (result: AppendResult): Appended => {
  if (!result.ok) throw result.refusal;
  const { revision, position, recordedAt, repeated } = result;
  return { revision, position, recordedAt, repeated };
};
