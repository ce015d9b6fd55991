import type { LaCode } from '@ehc/pathway';
import { describe, expect, it } from '@jest/globals';
import type { ActivePlanRow, NamedPlanRow } from '../read/index.js';
import { activePlan, assessment, ImportedCase, namedPlan, request, returnOf } from './testing/rows.js';

const in2024 = returnOf(2024);
const again2024 = returnOf(2024, 2);
const in2025 = returnOf(2025);

const historical = (plan: Partial<NamedPlanRow> = {}, active: Partial<ActivePlanRow> | null = {}) =>
  request({
    requestOutcome: 'H',
    assessment: assessment({ assessmentOutcome: 'H', namedPlan: namedPlan({ startDate: '2021-05-10', ...plan }) }),
    activePlan: active ? activePlan(active) : null,
  });

describe('a plan that no return showed before', () => {
  it('is in force from its start, and historical where its assessment is', () => {
    const imported = new ImportedCase().shownAs(historical(), in2024);
    expect(imported.plan.started).toMatchObject({ on: '2021-05-10', shownInYear: 2024 });
    expect(imported.plan.historical).toBe(true);
    expect(imported.plan.census['2025']).toEqual({ censusOn: '2025-01-16', active: true, review: null });
  });

  it('came from another authority in that year, on a day that is not known', () => {
    const imported = new ImportedCase().shownAs(historical({}, { transferLa: '891' as LaCode }), in2024);
    expect(imported.plan.transferredIn).toMatchObject({ from: '891', on: null, shownInYear: 2024 });
  });

  it('ceased, with its reason', () => {
    const imported = new ImportedCase().shownAs(
      historical({ ceaseDate: '2024-08-30', ceaseReason: '2' }, null),
      in2024,
    );
    expect(imported.plan.ceased).toMatchObject({ on: '2024-08-30', reason: 2 });
    expect(imported.plan.census['2025']?.active).toBe(false);
  });
});

describe('the latest review', () => {
  const reviewed = (meeting: string, decision: string | null, outcome: 'M' | 'A' | null = 'M') =>
    historical({}, { reviewMeeting: meeting, lastReview: decision, reviewOutcome: decision ? outcome : null });

  it('reviews with the same meeting date are one, in whatever return they stand', () => {
    const imported = new ImportedCase()
      .shownAs(reviewed('2024-11-05', null), in2024)
      .shownAs(reviewed('2024-11-05', '2025-01-20'), in2025);
    expect(imported.plan.reviews).toHaveLength(1);
    expect(imported.plan.reviews[0]).toMatchObject({
      meeting: { on: '2024-11-05' },
      decision: { on: '2025-01-20', outcome: 'maintain' },
    });
    expect(imported.corrections).toBe(0);
  });

  it('a later year’s return adds its own', () => {
    const imported = new ImportedCase()
      .shownAs(reviewed('2024-05-01', '2024-05-20'), in2024)
      .shownAs(reviewed('2025-04-28', '2025-05-19'), in2025);
    expect(imported.plan.reviews.map((review) => review.meeting?.on)).toEqual(['2024-05-01', '2025-04-28']);
  });

  it('each year’s census keeps the review as that year’s return gave it', () => {
    const imported = new ImportedCase()
      .shownAs(reviewed('2024-11-05', null), in2024)
      .shownAs(reviewed('2024-11-05', '2025-01-20'), in2025);
    expect(imported.plan.census['2025']?.review).toMatchObject({ meetingOn: '2024-11-05', decidedOn: null });
    expect(imported.plan.census['2026']?.review).toMatchObject({ decidedOn: '2025-01-20' });
  });

  it('a resubmission corrects dates and outcome of the review that it showed before', () => {
    const imported = new ImportedCase()
      .shownAs(reviewed('2024-05-01', '2024-05-20', 'M'), in2024)
      .shownAs(reviewed('2024-05-08', '2024-05-27', 'A'), again2024);
    expect(imported.plan.reviews).toHaveLength(1);
    expect(imported.plan.reviews[0]).toMatchObject({
      meeting: { on: '2024-05-08' },
      decision: { on: '2024-05-27', outcome: 'amend' },
    });
    expect(imported.plan.census['2025']?.review).toMatchObject({ meetingOn: '2024-05-08' });
  });
});

describe('StartDate, which is that of the current plan', () => {
  it('a later one in a later year is an amendment', () => {
    const imported = new ImportedCase()
      .shownAs(historical(), in2024)
      .shownAs(historical({ startDate: '2025-06-02' }), in2025);
    expect(imported.plan.started?.on).toBe('2021-05-10');
    expect(imported.plan.amended.map(({ on }) => on)).toEqual(['2025-06-02']);
    expect(imported.corrections).toBe(0);
  });

  it('another one in a resubmission is a correction', () => {
    const imported = new ImportedCase()
      .shownAs(historical(), in2024)
      .shownAs(historical({ startDate: '2021-05-17' }), again2024);
    expect(imported.plan.started?.on).toBe('2021-05-17');
    expect(imported.corrections).toBe(1);
  });
});

describe('needs and settings', () => {
  it('do not differ because their rows come in another order', () => {
    const needs = [
      { line: 2, senType: 'ASD' as const, senTypeRank: '1' as const },
      { line: 3, senType: 'SLCN' as const, senTypeRank: '2' as const },
    ];
    const imported = new ImportedCase()
      .shownAs(historical({}, { needs }), in2024)
      .shownAs(historical({}, { needs: needs.toReversed() }), again2024);
    expect(imported.added).toEqual([]);
  });

  it('a blank in a later year takes nothing away', () => {
    const needs = [{ line: 2, senType: 'ASD' as const, senTypeRank: '1' as const }];
    const imported = new ImportedCase()
      .shownAs(historical({}, { needs }), in2024)
      .shownAs(historical({ ceaseDate: '2025-07-18' }, null), in2025);
    expect(imported.plan.contents.needs).toEqual([{ type: 'ASD', rank: 1 }]);
  });
});

describe('phase transfer', () => {
  it('is due, and done, once', () => {
    const row = historical({}, { phaseTransferDueDate: '2024-02-15', phaseTransferFinalDate: '2024-02-12' });
    const imported = new ImportedCase().shownAs(row, in2024).shownAs(row, in2025);
    expect(imported.plan.phaseTransfers).toHaveLength(1);
    expect(imported.plan.phaseTransfers[0]).toMatchObject({ dueOn: '2024-02-15', final: { on: '2024-02-12' } });
  });
});

describe('a resubmission', () => {
  const reviewed = historical({}, { reviewMeeting: '2024-05-01', lastReview: '2024-05-20', reviewOutcome: 'M' });

  it.each([
    ['blank review cells', historical({}, {})],
    ['no active plan any more', historical({ ceaseDate: '2024-08-30' }, null)],
  ])('with %s takes back the review that it showed before', (_, row) => {
    const imported = new ImportedCase().shownAs(reviewed, in2024).shownAs(row, again2024);
    expect(imported.plan.reviews.filter(({ meeting, decision }) => meeting ?? decision)).toEqual([]);
  });

  it('of a later year keeps the review, the end and the transfer of the earlier one', () => {
    const transferred = historical(
      {},
      { transferLa: '891' as LaCode, reviewMeeting: '2024-05-01', lastReview: '2024-05-20', reviewOutcome: 'M' },
    );
    const imported = new ImportedCase()
      .shownAs(transferred, in2024)
      .shownAs(historical({}, {}), in2025)
      .shownAs(historical({}, {}), returnOf(2025, 2));
    expect(imported.added).toEqual([]);
    expect(imported.plan.transferredIn?.from).toBe('891');
    expect(imported.plan.reviews).toHaveLength(1);
  });

  it('whose assessment is historical now makes the plan one whose first issue is not known', () => {
    const issued = request({
      requestOutcome: 'H',
      assessment: assessment({
        assessmentOutcome: 'Y',
        assessmentOutcomeDate: '2024-06-10',
        namedPlan: namedPlan({ startDate: '2024-06-10' }),
      }),
    });
    const imported = new ImportedCase()
      .shownAs(issued, in2024)
      .shownAs(historical({ startDate: '2024-06-10' }), again2024);
    expect(imported.plan.historical).toBe(true);
    expect(imported.case.issued).toBeNull();
  });
});
