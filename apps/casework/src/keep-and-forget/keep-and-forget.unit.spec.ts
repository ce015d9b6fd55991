import { describe, test, expect } from '@jest/globals';
import { happened, id } from '@ehc/pathway/testing';
import { given } from '../../testing/given-when-then.js';
import { confirmDisposal, withdrawDisposal } from './disposal-steps.js';
import { forgetChild } from './forget-child.js';
import { liftLegalHold, placeLegalHold } from './hold-steps.js';
import { dueForDisposal, yearsAfterBirthOf } from './retention-schedule.js';

const on = { happenedOn: '2027-03-01' };

describe('a child is forgotten', () => {
  const registered = happened('ChildRegistered', '2026-01-05', {});
  const hold = happened('LegalHoldPlaced', '2026-02-01', { hold: id(7), reason: 'inquiry' });
  const lifted = happened('LegalHoldLifted', '2026-05-01', { hold: id(7) });

  test('for a reason', () =>
    void given(registered)
      .when(forgetChild, { ...on, reason: 'erasure_request' })
      .leadsTo({ type: 'ChildForgotten', payload: { reason: 'erasure_request' }, sealed: null }));

  test('but not while a legal hold stands', () => {
    given(registered, hold)
      .when(forgetChild, { ...on, reason: 'court_order' })
      .isRefused(/legal hold.*inquiry/i);
    given(registered, hold, lifted)
      .when(forgetChild, { ...on, reason: 'court_order' })
      .leadsTo('ChildForgotten');
  });

  test('and a hold is lifted by its id, after it was placed', () => {
    given(registered)
      .when(placeLegalHold, { ...on, reason: 'complaint', note: 'Ombudsman' })
      .leadsTo({
        type: 'LegalHoldPlaced',
        sealed: { note: 'Ombudsman' },
      });
    given(registered, hold)
      .when(liftLegalHold, { ...on, hold: id(8) })
      .isRefused(/no such legal hold/);
    given(registered, hold)
      .when(liftLegalHold, { happenedOn: '2026-01-31', hold: id(7) })
      .isRefused(/before/);
    given(registered, hold, lifted)
      .when(liftLegalHold, { ...on, hold: id(7) })
      .isRefused(/no such legal hold/);
  });
});

describe('a disposal', () => {
  const proposed = happened('DisposalProposed', '2027-01-10', { children: [id(1)], yearsAfterBirth: 31 });
  const actors = { [proposed.id]: 'Ann Archer' };

  test('is confirmed by a second person, once', () => {
    given(proposed).when(confirmDisposal, on, { actor: 'Ben Baker', actors }).leadsTo('DisposalConfirmed');
    given(proposed)
      .when(confirmDisposal, on, { actor: ' ann archer ', actors })
      .isRefused(/cannot confirm/);
    const confirmed = happened('DisposalConfirmed', '2027-01-11', {});
    given(proposed, confirmed)
      .when(confirmDisposal, on, { actor: 'Ben Baker', actors })
      .isRefused(/confirmed before/);
    given(proposed, confirmed)
      .when(withdrawDisposal, on)
      .isRefused(/confirmed before/);
  });

  test('is withdrawn by anybody', () => void given(proposed).when(withdrawDisposal, on).leadsTo('DisposalWithdrawn'));
});

describe('the retention schedule', () => {
  const born = (date: string | null, year: number | null = null, month: number | null = null) => ({
    date,
    year,
    month,
  });

  test.each([
    [born('2000-06-15'), 31, '2031-06-15'],
    [born('2000-01-01'), 25, '2025-01-01'],
    [born('2000-12-31'), 31, '2031-12-31'],
    [born('1996-02-29'), 31, '2027-03-01'],
    [born('1996-02-29'), 32, '2028-02-29'],
    [born(null, 2000, 6), 31, '2031-07-01'],
    [born(null, 2000, 12), 31, '2032-01-01'],
    [born(null, 2000), 31, null],
    [born(null), 31, null],
  ])('%j is due after %d years on %s', (who, years, due) => expect(dueForDisposal(who, years)).toBe(due));

  test('is 31 years from the day of birth until the authority says otherwise', () => {
    expect(yearsAfterBirthOf([])).toBe(31);
    const said = (years: number) => happened('RetentionScheduleSet', '2027-01-01', { yearsAfterBirth: years });
    expect(yearsAfterBirthOf([said(35), said(26)])).toBe(26);
  });
});
