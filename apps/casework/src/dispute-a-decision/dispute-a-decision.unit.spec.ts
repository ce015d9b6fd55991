import { describe, test } from '@jest/globals';
import { agreed, happened, inForce, issued, notToIssue, refused } from '@ehc/pathway/testing';
import { given } from '../../testing/given-when-then.js';
import { disputesOnCase, disputesOnPlan } from './dispute-steps.js';

const on = '2027-03-01';

describe('a dispute about a refusal is recorded on its case', () => {
  test('mediation', () =>
    void given(refused)
      .when(disputesOnCase.mediation, { happenedOn: on, about: 'refusal_to_assess', step: 'held', outcome: 'agreed' })
      .leadsTo('MediationRecorded'));
  test('an appeal', () =>
    void given(notToIssue)
      .when(disputesOnCase.appeal, {
        happenedOn: on,
        about: 'refusal_to_issue',
        step: 'registered',
        reference: 'EH891/27/00001',
      })
      .leadsTo('AppealRecorded'));
  test('an order', () =>
    void given(refused)
      .when(disputesOnCase.order, {
        happenedOn: on,
        about: 'refusal_to_assess',
        order: 'assess',
        directed: { notify: '2027-03-08' },
      })
      .leadsTo('OrderMade'));
  test('a concession', () =>
    void given(refused)
      .when(disputesOnCase.concession, { happenedOn: on, about: 'refusal_to_assess', concession: 'assess' })
      .leadsTo('ConcessionMade'));
  test('an agreement', () =>
    void given(refused)
      .when(disputesOnCase.agreement, {
        happenedOn: on,
        about: 'refusal_to_assess',
        agreementType: 'assess',
        agreedWeeks: 3,
      })
      .leadsTo('AgreementReached'));
  test('needs the refusal', () =>
    given(agreed)
      .when(disputesOnCase.order, { happenedOn: on, about: 'refusal_to_assess', order: 'assess' })
      .isRefused(/no decision on this case.*Record the decision first/));
  test('is not before it', () =>
    given(refused)
      .when(disputesOnCase.appeal, { happenedOn: '2026-04-08', about: 'refusal_to_assess', step: 'registered' })
      .isRefused(/2026-04-09/));
  test('contents of a plan may be challenged where it was issued', () =>
    void given(issued)
      .when(disputesOnCase.appeal, { happenedOn: on, about: 'plan_contents', step: 'registered' })
      .leadsTo('AppealRecorded'));
});

describe('a dispute about a plan in force is recorded on the plan', () => {
  test('its contents', () =>
    void given(inForce)
      .when(disputesOnPlan.order, { happenedOn: on, about: 'plan_contents', order: 'amend' })
      .leadsTo('OrderMade'));
  test('its end, which must have been announced', () =>
    given(inForce)
      .when(disputesOnPlan.appeal, { happenedOn: on, about: 'cease', step: 'registered' })
      .isRefused(/no decision on this plan/));
  test('its end', () =>
    void given(inForce, happened('CeaseNoticeSent', '2027-02-01', {}))
      .when(disputesOnPlan.appeal, { happenedOn: on, about: 'cease', step: 'registered' })
      .leadsTo('AppealRecorded'));
});
