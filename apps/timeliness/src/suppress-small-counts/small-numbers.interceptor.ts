import { forbidden } from '@ehc/platform';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor, type Type } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { map, type Observable } from 'rxjs';
import { isInSummary, TOLD_WITHOUT_CHILDREN, type ToldWithoutChildren } from './told-to-everybody.js';
import { mayLearnOfChildren } from './who-may-learn.js';

/**
 * The one door out of this app for those who may not learn of single children: what does not say how it is told to them
 * is refused, and so is an answer that went round the suppression.
 */
@Injectable()
export class SmallNumbersInterceptor implements NestInterceptor {
  readonly #reflector = new Reflector();

  /** @param controllers those of this app; an interceptor of one module is asked about the routes of all */
  constructor(private readonly controllers: readonly Type[]) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const isOurs = this.controllers.includes(context.getClass());
    if (!isOurs) return next.handle();
    const told = this.#reflector.get<ToldWithoutChildren | undefined>(TOLD_WITHOUT_CHILDREN, context.getHandler());
    if (told === 'as_it_is' || mayLearnOfChildren(context.switchToHttp().getRequest<object>())) return next.handle();
    if (told !== 'in_summary') throw notTold();
    return next.handle().pipe(
      map((answer) => {
        if (!isInSummary(answer)) throw notTold();
        return answer;
      }),
    );
  }
}

const notTold = () =>
  forbidden('small-numbers', 'Your role may not learn of single children, and this cannot be told without.');
