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

/** A sealed payload whose key has been destroyed, because the child was forgotten. */
export class KeyDestroyed extends Error {
  override readonly name = 'KeyDestroyed';
  constructor(readonly keyId: string) {
    super(`Key ${keyId} is destroyed: what it sealed can be read no more.`);
  }
}
