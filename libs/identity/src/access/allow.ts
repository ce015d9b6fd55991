import { ACCESS_RULE } from '@ehc/platform';
import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiResponse } from '@nestjs/swagger';
import type { Permission } from './permissions.js';

/** The rule of a route: the permission that it needs; or that nobody need say who they are; or that anybody signed in may. */
export type AccessRule = Permission | 'nobody' | 'anybody-signed-in';

/**
 * Who may ask a route: those whose role has this permission, for what their role reaches. On a controller it holds for
 * all its methods that do not say otherwise. A route without a rule is refused to everybody.
 */
export const Allow = (permission: Permission): ClassDecorator & MethodDecorator =>
  applyDecorators(
    SetMetadata(ACCESS_RULE, permission),
    ApiBearerAuth(),
    ApiHeader({
      name: 'x-ehc-authority',
      required: false,
      description:
        'Three-digit DfE code of the local authority for which you ask. May be left out where the query names it, or where you have a role in one authority alone.',
    }),
    ApiHeader({
      name: 'x-ehc-role',
      required: false,
      description: 'The role in which you ask, where you have several in the authority.',
    }),
    ApiResponse({ status: 401, description: 'Nobody has signed in, or the token does not hold.' }),
    ApiResponse({ status: 403, description: `Your role in the authority does not have the permission ${permission}.` }),
  ) as ClassDecorator & MethodDecorator;

/** A route that answers anybody who has signed in, about themselves. */
export const AnybodySignedIn = (): ClassDecorator & MethodDecorator =>
  applyDecorators(
    SetMetadata(ACCESS_RULE, 'anybody-signed-in'),
    ApiBearerAuth(),
    ApiResponse({ status: 401, description: 'Nobody has signed in, or the token does not hold.' }),
  ) as ClassDecorator & MethodDecorator;
