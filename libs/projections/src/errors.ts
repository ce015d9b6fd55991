import type { Position } from '@ehc/event-store';

/**
 * What a handler may throw when it cannot go on. Its message is stored and shown to operators, unlike that of any other
 * error: put no value of an event or a row in it.
 */
export class ProjectionFault extends Error {
  override readonly name: string = 'ProjectionFault';
}

/** A projection has stopped at an event that it cannot handle. */
export class ProjectionFailed extends Error {
  override readonly name = 'ProjectionFailed';
  constructor(
    readonly projection: string,
    /** The event at which it stopped; null where no single event is to blame. */
    readonly position: Position | null,
    /** Class, place and structural facts of the error; never a value of an event or a row. */
    readonly reason: string,
  ) {
    super(`Projection ${projection} has stopped ${position === null ? '' : `at event ${position} `}(${reason}).`);
  }
}

/** Another process has taken over the build, or replaced it: what this one was about to write is not wanted. */
export class Fenced extends Error {
  override readonly name = 'Fenced';
  constructor(readonly projection: string) {
    super(`Another process feeds projection ${projection}, or its build has been replaced.`);
  }
}

/** A rebuild of the projection is under way already. */
export class RebuildRunning extends Error {
  override readonly name = 'RebuildRunning';
  constructor(readonly projection: string) {
    super(`Projection ${projection} is being rebuilt already.`);
  }
}

/** No projection of this name is known. */
export class UnknownProjection extends Error {
  override readonly name = 'UnknownProjection';
  constructor(readonly projection: string) {
    super(`There is no projection ${projection}.`);
  }
}

/** The projection is not served, or not as this version of the code has it: there is nothing to verify. */
export class NotServed extends Error {
  override readonly name = 'NotServed';
  constructor(
    readonly projection: string,
    readonly version: number,
  ) {
    super(`Projection ${projection} is not served in version ${version}.`);
  }
}

/** The projections did not come as far as was waited for. */
export class WaitTimeout extends Error {
  override readonly name = 'WaitTimeout';
  constructor(
    readonly position: Position,
    /** The projections that are behind. */
    readonly behind: readonly string[],
  ) {
    super(`Not yet at position ${position}: ${behind.join(', ')}.`);
  }
}
