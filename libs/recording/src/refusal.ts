import { absent } from '@ehc/identity';

/** Why a step is not recorded. Said for people: what is wrong, where, and what to do about it. */
export class Refusal {
  constructor(
    readonly kind: RefusalKind,
    /** What is wrong, in one sentence. */
    readonly detail: string,
    /** What to do about it, in one sentence. */
    readonly todo: string,
    /** The field of the request that is wrong, where it is one. */
    readonly field?: string,
  ) {}
}

export type RefusalKind =
  /** The step cannot be taken now: one before it is missing, or one was taken that shuts it out. */
  | 'step-out-of-order'
  /** A value is well formed but wrong: a date in the future, a code that is none, an old value that is not recorded. */
  | 'invalid-value'
  /** There is no such thing, or it is not for the caller. */
  | 'not-found'
  /** Something of the request must be done by another person. */
  | 'not-allowed'
  /** The stream has moved on since the caller looked at it (`expectedRevision` in the body). */
  | 'changed-meanwhile'
  /** As `changed-meanwhile`, with the revision given as `If-Match`. */
  | 'precondition-failed'
  /** The command id was used before, for something else. */
  | 'command-id-used';

export const outOfOrder = (detail: string, todo: string): Refusal => new Refusal('step-out-of-order', detail, todo);

export const invalid = (field: string, detail: string, todo: string): Refusal =>
  new Refusal('invalid-value', detail, todo, field);

export const notFound = (noun: string): Refusal => {
  const { detail, todo } = absent(noun);
  return new Refusal('not-found', detail, todo);
};

/** The first refusal among answers to several questions; undefined where nothing stands in the way. */
export const firstRefusal = (...answers: readonly (Refusal | false | null | undefined)[]): Refusal | undefined =>
  answers.find((answer): answer is Refusal => answer instanceof Refusal);
