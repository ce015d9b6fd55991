/** The stream is not at the revision that the appender had seen. */
export class WrongExpectedRevision extends Error {
  override readonly name = 'WrongExpectedRevision';
  constructor(
    readonly stream: string,
    readonly expected: 'no_stream' | number,
    readonly actual: 'no_stream' | number,
  ) {
    super(`Stream ${stream} is at ${actual}, not at ${expected} as expected.`);
  }
}

/** An event id is in the log already, with other content or in another stream. */
export class EventIdConflict extends Error {
  override readonly name = 'EventIdConflict';
  constructor(readonly eventId: string) {
    super(`Event ${eventId} is recorded already, with other content.`);
  }
}

/** More than one append may carry. */
export class AppendTooLarge extends Error {
  override readonly name = 'AppendTooLarge';
  constructor(
    readonly stream: string,
    readonly bytes: number,
    readonly limit: number,
  ) {
    super(`An append to ${stream} comes to ${bytes} bytes; at most ${limit} are taken.`);
  }
}

/** Why an append may not say itself when it was recorded. */
export type InstantRefusal = 'not_simulated' | 'real_events' | 'after_now';

const WHY_NO_INSTANT: Record<InstantRefusal, (stream: string, authority: string) => string> = {
  not_simulated: (stream) =>
    `An append to ${stream} gives the instant of its recording, but not all of its events are simulated.`,
  real_events: (stream, authority) =>
    `An append to ${stream} gives the instant of its recording, but authority ${authority} has events that are not ` +
    'simulated: when its events are recorded is for the clock to say.',
  after_now: (stream) => `An append to ${stream} gives an instant of its recording that is still to come.`,
};

/** An append that gives the instant of its recording, which only a simulation may, and only of an authority all made up. */
export class SimulatedInstantRefused extends Error {
  override readonly name = 'SimulatedInstantRefused';
  constructor(
    readonly stream: string,
    readonly authority: string,
    readonly why: InstantRefusal,
  ) {
    super(WHY_NO_INSTANT[why](stream, authority));
  }
}

/** A sealed payload whose key has been destroyed, because the child was forgotten. */
export class KeyDestroyed extends Error {
  override readonly name = 'KeyDestroyed';
  constructor(readonly keyId: string) {
    super(`Key ${keyId} is destroyed: what it sealed can be read no more.`);
  }
}

/** An append that no store could take, whatever it holds: a fault of the caller's code. Names the field, never its value. */
export class InvalidAppend extends Error {
  override readonly name = 'InvalidAppend';
  constructor(
    readonly stream: string,
    readonly field: string,
    readonly problem: string,
  ) {
    super(`An append to ${stream} is refused: ${field} ${problem}.`);
  }
}

/**
 * The store could not be reached for so long that the append was given up, and it is not known whether it was recorded.
 * Appending the same events (same ids) again settles it: they are recorded once.
 */
export class AppendOutcomeUnknown extends Error {
  override readonly name = 'AppendOutcomeUnknown';
  constructor(
    readonly stream: string,
    readonly afterMs: number,
  ) {
    super(
      `The store did not answer for ${afterMs} ms: an append to ${stream} may or may not be recorded; append the same events again.`,
    );
  }
}

/** The store failed; nothing of the append was recorded. Carries the database's error code, never its message (which may quote data). */
export class EventStoreFailure extends Error {
  override readonly name = 'EventStoreFailure';
  constructor(
    readonly doing: string,
    readonly code: string,
  ) {
    super(`The event store failed to ${doing} (${code}).`);
  }
}

/** The store has been closed. */
export class EventStoreClosed extends Error {
  override readonly name = 'EventStoreClosed';
  constructor() {
    super('The event store is closed.');
  }
}

/** A new key was asked for a subject whose keys were destroyed: who was forgotten stays forgotten. */
export class SubjectDestroyed extends Error {
  override readonly name = 'SubjectDestroyed';
  constructor(readonly subject: string) {
    super(`The keys of ${subject} are destroyed; no new one is made.`);
  }
}

/** The master key is missing, malformed, or not the one under which the keys are wrapped. */
export class MasterKeyError extends Error {
  override readonly name = 'MasterKeyError';
}

/** The keys were on their way to another master key when that was cut off: they can be read, but no new one is made. */
export class KeyRotationUnfinished extends Error {
  override readonly name = 'KeyRotationUnfinished';
  constructor() {
    super('The keys are being put under another master key, or that was cut off. Finish it with "ehc keys rotate".');
  }
}

/** A key's record can be read no more though nobody destroyed it: the file was damaged and must be restored. */
export class KeyStoreDamaged extends Error {
  override readonly name = 'KeyStoreDamaged';
  constructor(readonly keyId: string) {
    super(`The record of key ${keyId} is damaged: restore the key file.`);
  }
}

/** Sealed bytes that do not open under their key and event id: damaged, or moved from another event. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
  constructor(readonly eventId: string) {
    super(`What is sealed in event ${eventId} does not open under its key: it is damaged or belongs to another event.`);
  }
}
