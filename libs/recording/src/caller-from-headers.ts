import { DEMONSTRATION_AUTHORITY, isLaCode } from '@ehc/pathway';
import { forbidden, Problem } from '@ehc/platform';
import {
  applyDecorators,
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  UseGuards,
} from '@nestjs/common';
import { ApiHeader, ApiResponse } from '@nestjs/swagger';
import type { Request } from 'express';

// Until people sign in, whoever calls says who they are, and only from this machine. What they say is recorded as not
// verified. The issue that brings sign-in deletes this file.

/** Who asks, for which authority. */
export interface Caller {
  readonly actor: string;
  readonly role: string;
  /** Three-digit DfE code: the authority in whose name they ask. */
  readonly authority: string;
  readonly agency: string | null;
  readonly verified: boolean;
}

const LOOPBACK = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;
const PLAIN = /^[\p{L}\p{N} .,:;'@_/+-]{1,200}$/u;

type Asking = Request & { caller?: Caller };

@Injectable()
export class CallerGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Asking>();
    if (!LOOPBACK.test(request.socket.remoteAddress ?? '')) {
      throw forbidden('not-local', 'Until people can sign in, only this machine may ask. Call it at 127.0.0.1.');
    }
    request.caller = {
      actor: header(request, 'x-ehc-actor', 'your name or user name'),
      role: header(request, 'x-ehc-role', 'your role, for instance caseworker'),
      authority: authorityOf(request),
      agency: request.headers['x-ehc-agency'] === undefined ? null : header(request, 'x-ehc-agency', 'your agency'),
      verified: false,
    };
    return true;
  }
}

const header = (request: Asking, name: string, what: string): string => {
  const value = request.headers[name];
  // Node reads headers as Latin-1; names are sent as UTF-8.
  const text = typeof value === 'string' ? Buffer.from(value, 'latin1').toString('utf8').trim() : '';
  if (!PLAIN.test(text)) {
    throw unknown(
      `The header ${name} is ${value === undefined ? 'missing' : 'not readable'}. Send x-ehc-actor (your name), x-ehc-role (your role), x-ehc-authority (the three digits of your local authority) and, where you work for one, x-ehc-agency; here ${name} must hold ${what}, in up to 200 letters, digits and plain signs.`,
    );
  }
  return text;
};

const authorityOf = (request: Asking): string => {
  const code = header(request, 'x-ehc-authority', 'the three digits of your local authority');
  if (!isLaCode(code) && code !== DEMONSTRATION_AUTHORITY.code) {
    throw unknown(
      'No local authority in England has the code in the header x-ehc-authority. Send its three digits, for instance 891 for Nottinghamshire.',
    );
  }
  return code;
};

const unknown = (detail: string): Problem => new Problem(401, 'caller-unknown', detail);

/** Who asks, in a controller that is `ForCallers`. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller =>
  callerOf(context.switchToHttp().getRequest<Asking>()),
);

export const callerOf = (request: Asking): Caller => request.caller!;

/** A controller that must know who asks. */
export const ForCallers = (): ClassDecorator =>
  applyDecorators(
    UseGuards(CallerGuard),
    ApiHeader({ name: 'x-ehc-actor', required: true, description: 'Who asks: a name or user name.' }),
    ApiHeader({
      name: 'x-ehc-role',
      required: true,
      description: 'The role in which they ask, for instance caseworker.',
    }),
    ApiHeader({ name: 'x-ehc-authority', required: true, description: 'Three-digit DfE code of the local authority.' }),
    ApiHeader({
      name: 'x-ehc-agency',
      required: false,
      description: 'The agency for which they ask, where there is one.',
    }),
    ApiResponse({ status: 401, description: 'Who asks is not said; the problem details tell what to send.' }),
  ) as ClassDecorator;
