import { checkEvent, type PathwayEvent, type Payload } from '@ehc/pathway';
import { describe, expect, test } from '@jest/globals';
import { askForAdvice } from '../ask-for-advice/ask-for-advice.js';
import { deriveId, Refusal, type Step, type StepRequest } from '@ehc/recording';
import { dispenseWithAdvice, returnNil, submitAdvice } from './answer-steps.js';

const CASE = '00000000-0000-4000-8000-000000000001';
const CHILD = '00000000-0000-4000-8000-000000000002';
const on = '2026-05-01';

const happened = (type: PathwayEvent['type'], happenedOn: string, payload: object): PathwayEvent => {
  checkEvent(type, payload);
  return { id: deriveId(CASE, `${type} ${happenedOn}`), type, happenedOn, source: 'entered', payload } as PathwayEvent;
};
const asked = (kind: Payload<'AdviceRequested'>['kind'] = 'medical') =>
  happened('AdviceRequested', '2026-04-09', { case: CASE, child: CHILD, kind, body: 'health' });

const decide = <State, C extends StepRequest>(history: PathwayEvent[], step: Step<State, C>, command: C): string => {
  const decision = step.decide(step.stream.fold(history), command, {
    today: '2026-12-31',
    actor: 'a',
    authority: '891',
    history,
    actorOf: () => 'a',
    newId: (what) => deriveId(CASE, what),
    opened: () => ({}),
  });
  if (decision instanceof Refusal) return `${decision.detail} ${decision.todo}`;
  for (const fact of decision) checkEvent(fact.type, fact.payload, fact.sealed);
  return decision.map(({ type }) => type).join(' ');
};

describe('asking for advice', () => {
  const request = { happenedOn: on, case: CASE, child: CHILD, kind: 'medical', body: 'health' } as const;
  test('begins a request', () => expect(decide([], askForAdvice, request)).toBe('AdviceRequested'));
  test('is done once', () => expect(decide([asked()], askForAdvice, request)).toMatch(/made already/));
  test('is not received before it is sent', () =>
    expect(decide([], askForAdvice, { ...request, receivedOn: '2026-04-30' })).toMatch(/before 2026-05-01/));
});

describe('answering a request for advice', () => {
  const nil = happened('AdviceNilReturned', '2026-04-20', { reason: 'declined' });
  test('with advice', () => expect(decide([asked()], submitAdvice, { happenedOn: on })).toBe('AdviceSubmitted'));
  test('not before it was asked for', () =>
    expect(decide([asked()], submitAdvice, { happenedOn: '2026-04-08' })).toMatch(/before 2026-04-09/));
  test('once', () =>
    expect(decide([asked(), happened('AdviceSubmitted', on, {})], submitAdvice, { happenedOn: on })).toMatch(
      /settled already/,
    ));
  test('with nothing to say', () =>
    expect(decide([asked()], returnNil, { happenedOn: on, reason: 'not_known_to_service' })).toBe('AdviceNilReturned'));
  test('with nothing to say, once', () =>
    expect(decide([asked(), nil], returnNil, { happenedOn: on, reason: 'declined' })).toMatch(/already/));
  test('with advice after all', () =>
    expect(decide([asked(), nil], submitAdvice, { happenedOn: on })).toBe('AdviceSubmitted'));
  test('or it is dispensed with', () =>
    expect(decide([asked()], dispenseWithAdvice, { happenedOn: on })).toBe('AdviceDispensedWith'));
  test('but never the views of the family', () =>
    expect(decide([asked('parent_or_yp')], dispenseWithAdvice, { happenedOn: on })).toMatch(/never dispensed with/));
});
