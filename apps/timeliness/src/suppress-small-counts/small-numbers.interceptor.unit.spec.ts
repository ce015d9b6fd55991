import { expect, test } from '@jest/globals';
import { type RoleName } from '@ehc/identity';
import type { ExecutionContext } from '@nestjs/common';
import { firstValueFrom, of } from 'rxjs';
import { SmallNumbersInterceptor } from './small-numbers.interceptor.js';
import { inSummary, TellsOfChildren, TellsOfNoChild, ToldInSummary } from './told-to-everybody.js';

class Ours {
  @ToldInSummary()
  summary(): void {}

  @TellsOfNoChild()
  asItIs(): void {}

  @TellsOfChildren()
  children(): void {}

  forgotten(): void {}
}

class Others {
  anything(): void {}
}

const answered = async (method: () => void, role: RoleName | undefined, answer: object): Promise<unknown> => {
  const [, controller] = [Ours, Others]
    .map((one) => [one.prototype, one] as const)
    .find(([prototype]) =>
      Object.values(Object.getOwnPropertyDescriptors(prototype)).some(({ value }) => value === method),
    )!;
  const request = role === undefined ? {} : { caller: { role } };
  const context = {
    getClass: () => controller,
    getHandler: () => method,
    switchToHttp: () => ({ getRequest: () => request }),
  } as unknown as ExecutionContext;
  try {
    return await firstValueFrom(new SmallNumbersInterceptor([Ours]).intercept(context, { handle: () => of(answer) }));
  } catch {
    return 'refused';
  }
};

const { summary, asItIs, children, forgotten } = Ours.prototype;
const whole = { plans: 3 };
const suppressed = inSummary({ plans: 'c' });

test.each([
  ['a summary', summary, 'board_member', suppressed, suppressed],
  ['a whole answer of a route with summaries', summary, 'board_member', whole, 'refused'],
  ['what is about no child', asItIs, 'board_member', whole, whole],
  ['what is about children', children, 'board_member', whole, 'refused'],
  ['a route that does not say', forgotten, 'board_member', whole, 'refused'],
  ['a route that does not say', forgotten, 'agency_coordinator', whole, 'refused'],
  ['a route that does not say', forgotten, undefined, whole, 'refused'],
  ['a whole answer', summary, 'team_manager', whole, whole],
  ['a route that does not say', forgotten, 'performance_analyst', whole, whole],
  ['a route of another app', Others.prototype.anything, undefined, whole, whole],
] as const)('%s (%p) to %s', async (_, method, role, answer, expected) => {
  expect(await answered(method, role, answer)).toBe(expected);
});
