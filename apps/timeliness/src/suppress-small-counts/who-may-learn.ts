import { callerIfAny, isRole, ROLES } from '@ehc/identity';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

/**
 * Whether whoever sent a request may learn of single children, by the role in which they ask. Until the guard is asked
 * before every route, whoever names no role of the table is taken for somebody who may.
 */
export const mayLearnOfChildren = (request: Pick<Request, 'headers'>): boolean => {
  const role = callerIfAny(request)?.role ?? request.headers['x-ehc-role'];
  return typeof role !== 'string' || !isRole(role) || ROLES[role].childLevel;
};

/** The same, as a parameter of a controller's method. */
export const MayLearnOfChildren = createParamDecorator((_: unknown, context: ExecutionContext): boolean =>
  mayLearnOfChildren(context.switchToHttp().getRequest<Request>()),
);
