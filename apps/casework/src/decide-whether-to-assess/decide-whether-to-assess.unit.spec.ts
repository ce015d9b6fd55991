import { describe, test } from '@jest/globals';
import { agreed, happened, id, imported, issued, movedOut, refused, requested, withdrawn } from '@ehc/pathway/testing';
import { given } from '../../testing/given-when-then.js';
import { decideNotToAssess } from './decide-not-to-assess.js';
import { decideToAssess } from './decide-to-assess.js';

const on = '2026-04-10';
const reasons = 'The school can meet the needs.';

describe('deciding to assess', () => {
  test('follows a request, with how it was decided in the open and why under the seal', () => {
    given(requested)
      .when(decideToAssess, {
        happenedOn: on,
        route: 'panel',
        test: { 'has SEN': 'met' },
        decidedOn: '2026-04-08',
        reasons,
      })
      .leadsTo({
        type: 'DecidedToAssess',
        payload: { route: 'panel', test: { 'has SEN': 'met' }, decidedOn: '2026-04-08' },
        sealed: { reasons },
      });
  });

  test('is done once', () =>
    given(agreed)
      .when(decideToAssess, { happenedOn: on })
      .isRefused(/decided already/));

  test('after a refusal says how that was reversed', () =>
    given(refused)
      .when(decideToAssess, { happenedOn: on })
      .isRefused(/refused on 2026-04-09.*refusal-reversed/));

  test('is not before the request', () =>
    given(requested)
      .when(decideToAssess, { happenedOn: '2026-03-01' })
      .isRefused(/before 2026-03-02/, 'happenedOn'));

  test('is not told before it is decided', () =>
    given(requested)
      .when(decideToAssess, { happenedOn: on, decidedOn: '2026-04-11' })
      .isRefused(/after 2026-04-10/, 'decidedOn'));

  test.each([
    ['withdrawn', withdrawn, /was withdrawn on 2026-03-20/],
    ['moved', movedOut, /moved to another authority on 2026-05-01/],
  ])('is not on a case that was %s', (_, history, says) =>
    given(history).when(decideToAssess, { happenedOn: on }).isRefused(says),
  );

  test('may follow an imported request whose day is not known', () => {
    given(imported('AssessmentRequested', null, { child: id(2) }))
      .when(decideToAssess, { happenedOn: on })
      .leadsTo('DecidedToAssess');
  });

  test('may follow a decision of which a return tells only that there was one', () => {
    given(
      imported('AssessmentRequested', '2024-01-08', { child: id(2) }),
      imported('DecidedEarlier', null, { about: 'request', shownInYear: 2024 }),
    )
      .when(decideToAssess, { happenedOn: on })
      .leadsTo('DecidedToAssess');
  });
});

describe('deciding not to assess', () => {
  test('follows a request', () =>
    void given(requested)
      .when(decideNotToAssess, { happenedOn: on, reasons })
      .leadsTo({ type: 'DecidedNotToAssess', sealed: { reasons } }));

  test('is not after it was agreed to assess', () =>
    given(agreed)
      .when(decideNotToAssess, { happenedOn: on, reasons })
      .isRefused(/decision-not-to-issue/));

  test('is not after the plan', () =>
    given(issued)
      .when(decideNotToAssess, { happenedOn: on, reasons })
      .isRefused(/decided already/));

  test('is done once', () =>
    given(refused)
      .when(decideNotToAssess, { happenedOn: on, reasons })
      .isRefused(/An assessment was refused/));

  test('is not on a closed case', () =>
    given(requested, happened('CaseClosed', '2026-03-10', { reason: 'died' }))
      .when(decideNotToAssess, { happenedOn: on, reasons })
      .isRefused(/was closed on 2026-03-10/));
});
