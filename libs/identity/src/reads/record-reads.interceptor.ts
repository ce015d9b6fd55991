import { randomUUID } from 'node:crypto';
import { type Sealed, Sealer, SubjectDestroyed } from '@ehc/event-store';
import { ACCESS_RULE, LOGGER, type Logger, requestIdOf, unavailable } from '@ehc/platform';
import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
  Optional,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { concatMap, type Observable } from 'rxjs';
import { AccessRegister } from '../access/access-register.js';
import type { AccessRule } from '../access/allow.js';
import { callerIfAny, type GrantedCaller } from '../access/caller.js';
import { type Permission, PERMISSIONS, TELLS_OF_CHILDREN } from '../access/permissions.js';
import type { ReadRecord } from './read-record.js';
import { ReadRecorder } from './read-recorder.js';
import { recordsIn } from './shown-records.js';

/**
 * Records of every answer that tells of children who was told, before it goes out: what cannot be recorded is not
 * shown. Which answers these are follows from the permission that the route needs, and what is shown from the answer
 * itself, so a new route has nothing to remember.
 */
@Injectable()
export class RecordReads implements NestInterceptor {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(AccessRegister) private readonly register: AccessRegister,
    @Inject(ReadRecorder) private readonly recorder: ReadRecorder,
    @Inject(Sealer) private readonly sealer: Sealer,
    @Optional() @Inject(LOGGER) private readonly logger?: Logger,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    const caller = callerIfAny(request);
    const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!caller || !isPermission(rule) || TELLS_OF_CHILDREN[rule] === 'never') return next.handle();
    return next.handle().pipe(
      concatMap(async (answer: unknown) => {
        const shown = recordsIn(answer, request.params, request.query);
        if (shown.length > 0 || TELLS_OF_CHILDREN[rule] === 'always') {
          await this.#record(await this.#readOf(request, caller, rule, shown));
        }
        return answer;
      }),
    );
  }

  async #readOf(
    request: Request,
    caller: GrantedCaller,
    permission: Permission,
    shown: readonly string[],
  ): Promise<ReadRecord> {
    const { actor, name, role, authority, agency, grant, restrictedRead } = caller;
    const id = randomUUID();
    const restricted = new Set(this.#restrictedAmong(authority, shown));
    if (restrictedRead) restricted.add(restrictedRead.child);
    const { keyId, sealed } = await this.#sealedReason(id, caller);
    return {
      id,
      actor,
      name,
      role,
      access: grant.grant,
      authority,
      agency,
      request: requestIdOf(request),
      route: `${request.method} ${(request.route as { path: string }).path}`,
      permission,
      asked_by: fieldsOf(request),
      shown,
      restricted: [...restricted],
      key_id: keyId,
      sealed,
    };
  }

  /** Of a child who was forgotten no reason is kept: there is no key for it any more. */
  async #sealedReason(
    id: string,
    { authority, restrictedRead }: GrantedCaller,
  ): Promise<Pick<Sealed, 'keyId' | 'sealed'> | typeof NO_REASON> {
    if (restrictedRead === null) return NO_REASON;
    const { child, reason } = restrictedRead;
    try {
      return await this.sealer.seal({ authority, child, eventId: id, plain: { reason } });
    } catch (error) {
      if (error instanceof SubjectDestroyed) return NO_REASON;
      throw error;
    }
  }

  #restrictedAmong(authority: string, shown: readonly string[]): string[] {
    const { state } = this.register;
    if (!state.restricts(authority)) return [];
    return shown
      .filter((record) => record.startsWith('child-'))
      .map((record) => record.slice('child-'.length))
      .filter((child) => state.namedFor(authority, child) !== null);
  }

  /** @throws Problem 503 where it cannot be recorded */
  async #record(read: ReadRecord): Promise<void> {
    try {
      await this.recorder.record(read);
    } catch (error) {
      this.logger?.error({ err: error }, 'a read of child-level data could not be recorded, and was refused');
      throw unavailable(
        'read-not-recorded',
        'What you asked for tells of children, and the service cannot record at present who is shown it, so it is not shown. Try again in a moment.',
      );
    }
  }
}

const NO_REASON = { keyId: null, sealed: null };

const isPermission = (rule: AccessRule | undefined): rule is Permission =>
  rule !== undefined && Object.hasOwn(PERMISSIONS, rule);

/** Names of what was filled in, in body and query; the values are not recorded. */
const fieldsOf = ({ body, query }: Request): string[] =>
  Object.entries({ ...query, ...(typeof body === 'object' ? (body as object | null) : null) })
    .filter(([name, value]) => value != null && name !== 'authority' && /^[A-Za-z]\w{0,40}$/.test(name))
    .map(([name]) => name)
    .toSorted();
