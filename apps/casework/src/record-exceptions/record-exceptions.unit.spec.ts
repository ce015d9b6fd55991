import { describe, test } from '@jest/globals';
import { happened, id, requested } from '@ehc/pathway/testing';
import { given } from '../../testing/given-when-then.js';
import { endException } from './end-exception.js';
import { recordException } from './record-exception.js';

const on = '2026-05-01';
const absence = happened('ExceptionRecorded', on, {
  exception: id(3),
  kind: 'X4',
  impractical: true,
  from: '2026-04-01',
});

describe('recording an exception', () => {
  test('with its dates, its approval and when the family was told', () =>
    void given(requested)
      .when(recordException, {
        happenedOn: on,
        kind: 'X3',
        impractical: true,
        from: '2026-04-01',
        to: '2026-04-20',
        approvedBy: 'head of service',
        familyToldOn: '2026-04-02',
        reason: 'A bereavement.',
      })
      .leadsTo({
        type: 'ExceptionRecorded',
        payload: { kind: 'X3', impractical: true, from: '2026-04-01', approvedBy: 'head of service' },
        sealed: { reason: 'A bereavement.' },
      }));

  test.each([
    ['X1', 'adviceRequestedOn'],
    ['X3', 'from'],
    ['X4', 'from'],
    ['X5', 'missedOn'],
  ])('%s needs %s, without which the law lifts nothing', (kind, field) =>
    given(requested)
      .when(recordException, { happenedOn: on, kind, impractical: true })
      .isRefused(/lifts nothing/, field),
  );

  test('a reason that the law does not know is recorded too, and lifts nothing', () =>
    void given(requested)
      .when(recordException, { happenedOn: on, kind: 'educational-psychologist-shortage', impractical: true })
      .leadsTo('ExceptionRecorded'));

  test('a story is no code', () =>
    given(requested)
      .when(recordException, { happenedOn: on, kind: 'Robin was ill', impractical: true })
      .isRefused(/say the rest in reason/, 'kind'));

  test('does not end before it begins', () =>
    given(requested)
      .when(recordException, { happenedOn: on, kind: 'X4', impractical: true, from: '2026-04-10', to: '2026-04-01' })
      .isRefused(/before 2026-04-10/, 'to'));

  test('does not open again before it closed', () =>
    given(requested)
      .when(recordException, {
        happenedOn: on,
        kind: 'X1',
        impractical: true,
        adviceRequestedOn: '2026-04-01',
        closedFrom: '2026-04-10',
        reopensOn: '2026-04-09',
      })
      .isRefused(/before 2026-04-10/, 'reopensOn'));
});

describe('ending an exception', () => {
  test('says its last day', () =>
    void given(requested, absence)
      .when(endException, { happenedOn: on, exception: id(3) })
      .leadsTo('ExceptionEnded'));
  test('needs one', () =>
    given(requested)
      .when(endException, { happenedOn: on, exception: id(3) })
      .isRefused(/no such exception/));
  test('is not before it began', () =>
    given(requested, absence)
      .when(endException, { happenedOn: '2026-03-31', exception: id(3) })
      .isRefused(/2026-04-01/));
  test('is done once', () =>
    given(requested, absence, happened('ExceptionEnded', on, { exception: id(3) }))
      .when(endException, { happenedOn: on, exception: id(3) })
      .isRefused(/ended on 2026-05-01/));
});
