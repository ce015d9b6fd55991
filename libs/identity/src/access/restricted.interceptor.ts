import { type CallHandler, type ExecutionContext, Inject, Injectable, type NestInterceptor } from '@nestjs/common';
import { map, type Observable } from 'rxjs';
import { AccessRegister } from './access-register.js';
import { callerIfAny, type GrantedCaller } from './caller.js';
import { leaveOutRestricted } from './leave-out-restricted.js';
import { CASE_RECORDS, type CaseRecords } from './reach.js';

/** Takes out of every answer what names a record that is restricted to others. */
@Injectable()
export class RestrictedInterceptor implements NestInterceptor {
  constructor(
    @Inject(AccessRegister) private readonly register: AccessRegister,
    @Inject(CASE_RECORDS) private readonly records: CaseRecords,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const caller = callerIfAny(context.switchToHttp().getRequest<object>());
    const hidden = caller ? await this.#hiddenFrom(caller) : undefined;
    return hidden ? next.handle().pipe(map((answer) => leaveOutRestricted(answer, hidden))) : next.handle();
  }

  /** Ids of the children, cases, plans and requests for advice that are hidden; undefined where none is. */
  async #hiddenFrom({ actor, authority }: GrantedCaller): Promise<ReadonlySet<string> | undefined> {
    const children = this.register.state.hiddenFrom(actor, authority);
    if (children.length === 0) return undefined;
    return new Set([...children, ...(await this.records.idsOf(authority, children))]);
  }
}
