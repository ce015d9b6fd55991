import { DEMONSTRATION_AUTHORITY, isLaCode } from '@ehc/pathway';
import { ACCESS_RULE, badRequest, forbidden, notFound, Problem } from '@ehc/platform';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { type Person, personOf } from '../person.js';
import { AccessRegister } from './access-register.js';
import { noSuch } from './absent.js';
import type { AccessRule } from './allow.js';
import { letIn } from './caller.js';
import type { Grant } from './grant.js';
import { namedRecords } from './named-records.js';
import { type Permission, TELLS_OF_CHILDREN } from './permissions.js';
import { Reaching } from './reach.js';
import { reasonGiven } from './reason-given.js';
import { isRole, mayDo, ROLES } from './roles.js';

/**
 * Lets a request in where its route's rule says so: somebody has signed in, has a role in the authority for which they
 * ask, the role has the route's permission and reaches every record that the request names, and none of these is
 * restricted to others. A route without a rule lets nobody in.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(AccessRegister) private readonly register: AccessRegister,
    @Inject(Reaching) private readonly reaching: Reaching,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (rule === 'nobody') return true;
    const request = context.switchToHttp().getRequest<Request>();
    const person = personOf(request);
    if (!person) throw notSignedIn();
    if (rule === undefined) throw forbidden('no-rule', 'Nobody may ask this.');
    if (rule === 'anybody-signed-in') return true;
    const grant = this.#grantFor(person, rule, request);
    const restricted = await this.#restrictedAmongReached(grant, request);
    const isRead = TELLS_OF_CHILDREN[rule] !== 'never';
    letIn(request, {
      actor: person.subject,
      name: person.name,
      role: grant.role,
      authority: grant.authority,
      agency: grant.agency,
      verified: true,
      grant,
      restrictedRead: restricted !== null && isRead ? { child: restricted, reason: reasonGiven(request) } : null,
    });
    return true;
  }

  /** The grant by which somebody may ask this: of the role named where they name one, else the first that may. */
  #grantFor({ subject }: Person, permission: Permission, request: Request): Grant {
    const authority = authorityAsked(request) ?? this.#onlyAuthorityOf(subject);
    const grants = this.register.state.grantsOf(subject, authority);
    if (grants.length === 0) {
      throw forbidden(
        'no-role',
        `You have no role in the local authority ${authority}. An administrator of that authority can give you one.`,
      );
    }
    const role = roleAsked(request);
    const asked = grants.filter((grant) => role === undefined || grant.role === role);
    if (asked.length === 0) {
      throw forbidden(
        'no-such-role',
        `You do not have the role named in x-ehc-role in the local authority ${authority}.`,
      );
    }
    const granted = asked.find((grant) => mayDo(grant.role, permission));
    if (granted) return granted;
    const labels = [...new Set(asked.map((grant) => ROLES[grant.role].label.toLowerCase()))].join(' or ');
    throw forbidden('not-permitted', `As ${labels} of the local authority ${authority} you may not do this.`);
  }

  #onlyAuthorityOf(subject: string): string {
    const authorities = [...new Set(this.register.state.everyGrantOf(subject).map(({ authority }) => authority))];
    if (authorities.length === 1) return authorities[0]!;
    if (authorities.length === 0) throw forbidden('no-role', 'You have no role in any local authority here.');
    throw badRequest(
      'authority-missing',
      'You have roles in several local authorities. Send the header x-ehc-authority with the three digits of the one for which you ask.',
    );
  }

  /**
   * The first child among the records that a request names whose record is restricted, to people of whom this is one;
   * null where there is none.
   *
   * @throws Problem 404 where one of the records is not reached
   */
  async #restrictedAmongReached(grant: Grant, request: Request): Promise<string | null> {
    const { state } = this.register;
    // Who reaches every record need not be asked which, as long as none is restricted.
    if (ROLES[grant.role].reach === 'every' && !state.restricts(grant.authority)) return null;
    let restricted: string | null = null;
    for (const record of namedRecords(request)) {
      const found = await this.reaching.find(grant, record);
      const child = found?.child ?? null;
      const named = child === null ? null : state.namedFor(grant.authority, child);
      const hidden = named !== null && !named.includes(grant.subject);
      if (!found?.reached || hidden) throw noSuch(record.kind === 'advice' ? 'request for advice' : record.kind);
      if (named !== null) restricted ??= child;
    }
    return restricted;
  }
}

const notSignedIn = (): Problem =>
  new Problem(
    401,
    'not-signed-in',
    'Sign in first, or send a bearer token of your identity provider in the header Authorization.',
    { headers: { 'WWW-Authenticate': 'Bearer' } },
  );

/** @throws Problem 400 where header and query name different authorities, or none that there is */
const authorityAsked = (request: Request): string | undefined => {
  const named = [request.headers['x-ehc-authority'], request.query['authority']].filter((one) => one !== undefined);
  if (named.length === 0) return undefined;
  const [authority] = named;
  if (named.some((one) => one !== authority)) {
    throw badRequest('two-authorities', 'The header x-ehc-authority and the query name different local authorities.');
  }
  if (typeof authority !== 'string' || !/^\d{3}$/.test(authority)) {
    const message = 'The local authority must be given by its three-digit DfE code, for instance 891.';
    throw badRequest('invalid-request', message, { errors: [{ field: 'authority', code: 'no-la-code', message }] });
  }
  if (!isLaCode(authority) && authority !== DEMONSTRATION_AUTHORITY.code) {
    throw notFound('unknown-authority', `No local authority of England has the code ${authority}.`);
  }
  return authority;
};

const roleAsked = (request: Request): string | undefined => {
  const role = request.headers['x-ehc-role'];
  if (role === undefined) return undefined;
  if (typeof role !== 'string' || !isRole(role)) {
    throw badRequest('unknown-role', `x-ehc-role must be one of ${Object.keys(ROLES).join(', ')}.`);
  }
  return role;
};
