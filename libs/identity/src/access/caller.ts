import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Grant } from './grant.js';

/** Who asks, in which role, for which authority; what an event keeps of whoever recorded it. */
export interface Caller {
  /** The identity provider's name for the person (`sub`), or what acts where nobody does: a policy, the command line. */
  readonly actor: string;
  readonly role: string;
  /** Three-digit DfE code: the authority in whose name they ask. */
  readonly authority: string;
  readonly agency: string | null;
  /** Whether who they are was proved by signing in. */
  readonly verified: boolean;
}

/** A caller whom the guard let through, and by which grant. */
export interface GrantedCaller extends Caller {
  readonly name: string;
  readonly grant: Grant;
  /** What they gave as their reason to read a restricted record; null where they read none, or did not name one. */
  readonly restrictedRead: RestrictedRead | null;
}

/** The reading of a record that is restricted to people who are named, of whom the caller is one. */
export interface RestrictedRead {
  readonly child: string;
  readonly reason: string;
}

interface Asked {
  caller?: GrantedCaller;
}

/** @throws Error on a route that needs nobody: there is no caller to be had */
export const callerOf = (request: object): GrantedCaller => {
  const { caller } = request as Asked;
  if (!caller) throw new Error('This route lets everybody in, so it cannot know who asks.');
  return caller;
};

/** The caller; undefined on a route that needs nobody, or before the guard was asked. */
export const callerIfAny = (request: object): GrantedCaller | undefined => (request as Asked).caller;

export const letIn = (request: object, caller: GrantedCaller): void => {
  (request as Asked).caller = caller;
};

/** Who asks, as a parameter of a controller's method. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): GrantedCaller =>
  callerOf(context.switchToHttp().getRequest<object>()),
);
