import { callerIfAny, isRole, ROLES } from '@ehc/identity';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';

/** Whether whoever sent a request may learn of single children, by the role in which the guard let them in. */
export const mayLearnOfChildren = (request: object): boolean => {
  const role = callerIfAny(request)?.role;
  return role !== undefined && isRole(role) && ROLES[role].childLevel;
};

/** The same, as a parameter of a controller's method. */
export const MayLearnOfChildren = createParamDecorator((_: unknown, context: ExecutionContext): boolean =>
  mayLearnOfChildren(context.switchToHttp().getRequest<object>()),
);
