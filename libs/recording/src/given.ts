import { callerOf, type Caller } from '@ehc/identity';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { refused } from './problem.js';
import { invalid } from './refusal.js';

/** What comes with a step beside its body: who takes it, on which stream, and the terms on which it may be recorded. */
export interface Given {
  readonly caller: Caller;
  /** Id of the case, plan, child or advice in the path; undefined where the path names none. */
  readonly id: string | undefined;
  readonly commandId: string | undefined;
  readonly expectedRevision: number | undefined;
  /** Whether the revision came as `If-Match`, so that a stale one is answered 412. */
  readonly byPrecondition: boolean;
  readonly correlationId: string | undefined;
  /** For a policy: the event that made it act, and that its event is computed. */
  readonly cause?: { readonly event: string; readonly correlationId: string };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Reads them from the request; the argument is the name of the path's parameter that names the stream. */
export const GivenFor = createParamDecorator((parameter: string | undefined, context: ExecutionContext): Given => {
  const request = context.switchToHttp().getRequest<Request>();
  const { 'idempotency-key': key, 'if-match': match, 'x-correlation-id': correlation } = request.headers;
  return {
    caller: callerOf(request),
    id: parameter === undefined ? undefined : String(request.params[parameter]).toLowerCase(),
    commandId: key === undefined ? undefined : uuidIn('Idempotency-Key', key),
    expectedRevision: match === undefined ? undefined : revisionIn(match),
    byPrecondition: match !== undefined,
    correlationId: typeof correlation === 'string' && UUID.test(correlation) ? correlation.toLowerCase() : undefined,
  };
});

const uuidIn = (name: string, value: string | string[]): string => {
  if (typeof value === 'string' && UUID.test(value)) return value.toLowerCase();
  throw refused(
    invalid(
      name,
      `The header ${name} is not a UUID.`,
      'Send a new UUID for each command, and the same one when you send it again.',
    ),
  );
};

const revisionIn = (value: string): number => {
  const revision = /^"?(\d{1,9})"?$/.exec(value)?.[1];
  if (revision !== undefined) return Number(revision);
  throw refused(
    invalid(
      'If-Match',
      'The header If-Match holds no revision.',
      'Send the revision that you saw, for instance If-Match: "4".',
    ),
  );
};
