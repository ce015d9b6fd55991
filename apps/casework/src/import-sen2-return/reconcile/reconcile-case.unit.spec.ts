import type { LaCode } from '@ehc/pathway';
import { describe, expect, it, test } from '@jest/globals';
import { assessment, ImportedCase, namedPlan, request, returnOf } from './testing/rows.js';

const in2024 = returnOf(2024);
const again2024 = returnOf(2024, 2);
const in2025 = returnOf(2025);

describe('a request that no return showed before', () => {
  test.each([
    ['A', null, []],
    ['Y', '2024-04-12', ['DecidedToAssess']],
    ['N', '2024-04-12', ['DecidedNotToAssess']],
    ['W', null, ['RequestWithdrawn']],
    ['H', null, ['DecidedEarlier']],
  ] as const)('with outcome %s is recorded as received and as %s', (requestOutcome, requestOutcomeDate, steps) => {
    const imported = new ImportedCase().shownAs(request({ requestOutcome, requestOutcomeDate }), in2024);
    expect(imported.added).toEqual(['AssessmentRequested', ...steps, 'ShownInReturn']);
    expect(imported.case.requested?.on).toBe('2024-03-04');
    expect(imported.corrections).toBe(0);
  });

  it('an assessment after a refusal is a reversal whose day is not known', () => {
    const imported = new ImportedCase().shownAs(
      request({
        requestOutcome: 'N',
        requestOutcomeDate: '2024-04-12',
        requestTribunal: true,
        assessment: assessment(),
      }),
      in2024,
    );
    expect(imported.case.refusalReversed).toMatchObject({ on: null, shownInYear: 2024 });
    expect(imported.case.firstDecision).toMatchObject({ outcome: 'refuse', on: '2024-04-12' });
  });

  it('an assessment with a historical request was begun on a day that is not known', () => {
    const imported = new ImportedCase().shownAs(request({ requestOutcome: 'H', assessment: assessment() }), in2024);
    expect(imported.case.assessmentShown).toMatchObject({ on: null, shownInYear: 2024 });
    expect(imported.case.firstDecision).toBeNull();
  });

  it('outcome Y with its date is the issue of the plan, whatever day the current plan started', () => {
    const imported = new ImportedCase().shownAs(
      request({
        requestOutcome: 'Y',
        requestOutcomeDate: '2024-04-12',
        assessment: assessment({
          assessmentOutcome: 'Y',
          assessmentOutcomeDate: '2024-07-22',
          namedPlan: namedPlan({ startDate: '2024-11-01' }),
        }),
      }),
      in2024,
    );
    expect(imported.case.issued?.on).toBe('2024-07-22');
    expect(imported.plan.started?.on).toBe('2024-11-01');
  });

  it('a plan after a decision not to issue: the refusal stays the first decision, the plan is issued on its start', () => {
    const imported = new ImportedCase().shownAs(
      request({
        requestOutcome: 'Y',
        requestOutcomeDate: '2024-04-12',
        assessment: assessment({
          assessmentOutcome: 'N',
          assessmentOutcomeDate: '2024-06-20',
          assessmentTribunal: true,
          namedPlan: namedPlan({ startDate: '2024-12-02' }),
        }),
      }),
      in2024,
    );
    expect(imported.case.noPlan?.on).toBe('2024-06-20');
    expect(imported.case.noPlanReversed).toMatchObject({ on: null, shownInYear: 2024 });
    expect(imported.case.issued?.on).toBe('2024-12-02');
  });

  it('outcome Y without a date is a decision to issue whose day is not known', () => {
    const imported = new ImportedCase().shownAs(
      request({
        requestOutcome: 'Y',
        requestOutcomeDate: '2024-04-12',
        assessment: assessment({ assessmentOutcome: 'Y' }),
      }),
      in2024,
    );
    expect(imported.case.decidedToIssue).toMatchObject({ on: null, shownInYear: 2024 });
    expect(imported.case.issued).toBeNull();
  });

  it('moved away, flagged and excepted', () => {
    const imported = new ImportedCase().shownAs(
      request({
        requestOutcome: 'Y',
        requestOutcomeDate: '2024-04-12',
        exported: '891' as LaCode,
        assessment: assessment({ week20: true, otherTribunal: true }),
      }),
      in2024,
    );
    expect(imported.case.movedOut).toMatchObject({ to: '891', on: null });
    expect(imported.case.exceptionsFlag).toBe(true);
    expect(imported.case.flags.otherTribunal).toBe(true);
  });
});

describe('the same year’s return again', () => {
  it('adds nothing where it says the same', () => {
    const row = request({
      requestOutcome: 'Y',
      requestOutcomeDate: '2024-04-12',
      requestMediation: true,
      assessment: assessment({ week20: true }),
    });
    const imported = new ImportedCase().shownAs(row, in2024).shownAs(row, again2024);
    expect(imported.added).toEqual([]);
  });

  it('a decision since is a step, not a correction', () => {
    const imported = new ImportedCase()
      .shownAs(request(), in2024)
      .shownAs(request({ requestOutcome: 'Y', requestOutcomeDate: '2024-04-12', assessment: assessment() }), again2024);
    expect(imported.added).toEqual(['DecidedToAssess']);
    expect(imported.corrections).toBe(0);
  });

  it.each([
    ['received date', { receivedDate: '2024-03-11' }, (state: ImportedCase) => state.case.requested?.on, '2024-03-11'],
    [
      'decision date',
      { requestOutcomeDate: '2024-04-15' },
      (state: ImportedCase) => state.case.firstDecision?.on,
      '2024-04-15',
    ],
    ['source', { requestSource: '2' as const }, (state: ImportedCase) => state.case.source, 2],
  ])('another %s corrects the earlier one', (_, changed, read, value) => {
    const row = request({ requestOutcome: 'N', requestOutcomeDate: '2024-04-12', requestSource: '1' });
    const imported = new ImportedCase().shownAs(row, in2024).shownAs({ ...row, ...changed }, again2024);
    expect(imported.added).toEqual(['FactCorrected']);
    expect(imported.corrections).toBe(1);
    expect(read(imported)).toBe(value);
  });

  it('another decision strikes the earlier one out', () => {
    const imported = new ImportedCase()
      .shownAs(request({ requestOutcome: 'N', requestOutcomeDate: '2024-04-12' }), in2024)
      .shownAs(request({ requestOutcome: 'Y', requestOutcomeDate: '2024-04-12', assessment: assessment() }), again2024);
    expect(imported.added).toEqual(['EventStruckOut', 'DecidedToAssess']);
    expect(imported.case.firstDecision).toMatchObject({ outcome: 'assess', on: '2024-04-12' });
  });

  it('flags are taken back as well as set', () => {
    const row = (week20: boolean, requestTribunal: boolean) =>
      request({
        requestOutcome: 'Y',
        requestOutcomeDate: '2024-04-12',
        requestTribunal,
        assessment: assessment({ week20 }),
      });
    const imported = new ImportedCase().shownAs(row(true, true), in2024).shownAs(row(false, false), again2024);
    expect(imported.case.exceptionsFlag).toBe(false);
    expect(imported.case.flags.requestTribunal).toBe(false);
    expect(imported.corrections).toBe(2);
  });

  it('an assessment that is no longer there is struck out with what followed', () => {
    const imported = new ImportedCase()
      .shownAs(
        request({
          requestOutcome: 'N',
          requestOutcomeDate: '2024-04-12',
          assessment: assessment({ assessmentOutcome: 'N', assessmentOutcomeDate: '2024-06-20' }),
        }),
        in2024,
      )
      .shownAs(request({ requestOutcome: 'N', requestOutcomeDate: '2024-04-12' }), again2024);
    expect(imported.case.noPlan).toBeNull();
    expect(imported.case.assessmentShown).toBeNull();
    expect(imported.case.firstDecision?.on).toBe('2024-04-12');
  });
});

describe('a later year’s return', () => {
  const assessed = (extra = {}) =>
    request({ requestOutcome: 'Y', requestOutcomeDate: '2024-04-12', assessment: assessment(extra) });

  it('a historical code takes nothing back', () => {
    const imported = new ImportedCase()
      .shownAs(
        assessed({ assessmentOutcome: 'Y', assessmentOutcomeDate: '2024-07-22', week20: true, namedPlan: namedPlan() }),
        in2024,
      )
      .shownAs(
        request({ requestOutcome: 'H', assessment: assessment({ assessmentOutcome: 'H', namedPlan: namedPlan() }) }),
        in2025,
      );
    expect(imported.added).toEqual(['ShownInReturn', 'ShownInReturn']);
    expect(imported.case.firstDecision?.on).toBe('2024-04-12');
    expect(imported.case.issued?.on).toBe('2024-07-22');
    expect(imported.case.exceptionsFlag).toBe(true);
  });

  it('the plan issued since is a step', () => {
    const imported = new ImportedCase().shownAs(assessed(), in2024).shownAs(
      request({
        requestOutcome: 'H',
        assessment: assessment({
          assessmentOutcome: 'Y',
          assessmentOutcomeDate: '2025-02-03',
          namedPlan: namedPlan({ startDate: '2025-02-03' }),
        }),
      }),
      in2025,
    );
    expect(imported.added).toEqual(['PlanFinalised', 'ShownInReturn', 'PlanBroughtIntoForce', 'ShownInReturn']);
    expect(imported.case.issued?.on).toBe('2025-02-03');
  });

  it('a refusal that an assessment followed stays the first decision', () => {
    const imported = new ImportedCase()
      .shownAs(request({ requestOutcome: 'N', requestOutcomeDate: '2024-04-12' }), in2024)
      .shownAs(request({ requestOutcome: 'H', requestTribunal: true, assessment: assessment() }), in2025);
    expect(imported.case.firstDecision).toMatchObject({ outcome: 'refuse', on: '2024-04-12' });
    expect(imported.case.refusalReversed).toMatchObject({ on: null, shownInYear: 2025 });
  });

  it('another date of the same decision is a correction', () => {
    const imported = new ImportedCase()
      .shownAs(assessed(), in2024)
      .shownAs(request({ requestOutcome: 'Y', requestOutcomeDate: '2024-04-19', assessment: assessment() }), in2025);
    expect(imported.case.firstDecision?.on).toBe('2024-04-19');
    expect(imported.corrections).toBe(1);
  });

  it('a decision to issue stays known when the day of issue is given', () => {
    const imported = new ImportedCase().shownAs(assessed({ assessmentOutcome: 'Y' }), in2024).shownAs(
      request({
        requestOutcome: 'H',
        assessment: assessment({
          assessmentOutcome: 'Y',
          assessmentOutcomeDate: '2025-01-20',
          namedPlan: namedPlan({ startDate: '2025-01-20' }),
        }),
      }),
      in2025,
    );
    expect(imported.case.decidedToIssue).toMatchObject({ on: null, shownInYear: 2024 });
    expect(imported.case.issued?.on).toBe('2025-01-20');
  });
});

describe('what a person recorded', () => {
  it('is never changed: the difference is told', () => {
    const imported = new ImportedCase()
      .recorded(
        {
          id: 'a',
          type: 'AssessmentRequested',
          happenedOn: '2024-03-04',
          source: 'entered',
          payload: { child: '22222222-2222-4222-8222-222222222222' },
        },
        { id: 'b', type: 'DecidedToAssess', happenedOn: '2024-04-10', source: 'entered', payload: {} },
      )
      .shownAs(request({ requestOutcome: 'Y', requestOutcomeDate: '2024-04-12', assessment: assessment() }), in2024);
    expect(imported.case.firstDecision?.on).toBe('2024-04-10');
    expect(imported.lastCase.differences.map(({ field }) => field)).toEqual(['requestoutcomedate']);
    expect(imported.added).toEqual(['ShownInReturn']);
  });
});

describe('a resubmission of a later year’s return', () => {
  const again2025 = returnOf(2025, 2);
  const in2024Row = request({
    requestOutcome: 'Y',
    requestOutcomeDate: '2024-04-12',
    requestMediation: true,
    exported: '891' as LaCode,
    assessment: assessment({ week20: true, assessmentMediation: true }),
  });
  const in2025Row = request({
    requestOutcome: 'H',
    assessment: assessment({
      assessmentOutcome: 'Y',
      assessmentOutcomeDate: '2025-02-03',
      namedPlan: namedPlan({ startDate: '2025-02-03' }),
    }),
  });

  it('takes back nothing that the earlier year gave', () => {
    const imported = new ImportedCase()
      .shownAs(in2024Row, in2024)
      .shownAs(in2025Row, in2025)
      .shownAs(in2025Row, again2025);
    expect(imported.added).toEqual([]);
    expect(imported.case.firstDecision).toMatchObject({ outcome: 'assess', on: '2024-04-12' });
    expect(imported.case.exceptionsFlag).toBe(true);
    expect(imported.case.flags).toMatchObject({ requestMediation: true, assessmentMediation: true });
    expect(imported.case.movedOut?.to).toBe('891');
  });

  it('replaces what this year’s return said', () => {
    const corrected = {
      ...in2025Row,
      assessment: assessment({ assessmentOutcome: 'N', assessmentOutcomeDate: '2025-02-10' }),
    };
    const imported = new ImportedCase()
      .shownAs(in2024Row, in2024)
      .shownAs(in2025Row, in2025)
      .shownAs(corrected, again2025);
    expect(imported.case.issued).toBeNull();
    expect(imported.case.noPlan?.on).toBe('2025-02-10');
    expect(imported.case.firstDecision?.on).toBe('2024-04-12');
  });

  it('gives every event an id of its own content, so that an import that was killed can be run again', () => {
    const once = new ImportedCase().shownAs(in2024Row, in2024).shownAs(in2025Row, in2025);
    const ids = once.lastCase.events.map(({ id }) => id);
    once.shownAs(in2025Row, in2025);
    expect(once.added).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a resubmission', () => {
  it('of a refusal that an assessment follows, agreed before, is open again', () => {
    const imported = new ImportedCase()
      .shownAs(request({ requestOutcome: 'Y', requestOutcomeDate: '2024-02-10', assessment: assessment() }), in2024)
      .shownAs(request({ requestOutcome: 'N', requestOutcomeDate: '2024-02-10', assessment: assessment() }), again2024);
    expect(imported.case.firstDecision?.outcome).toBe('refuse');
    expect(imported.case.refusalReversed).toMatchObject({ on: null, shownInYear: 2024 });
  });

  it('that drops the assessment drops its flags with it', () => {
    const imported = new ImportedCase()
      .shownAs(
        request({
          requestOutcome: 'Y',
          requestOutcomeDate: '2024-02-10',
          assessment: assessment({ week20: true, assessmentMediation: true }),
        }),
        in2024,
      )
      .shownAs(request({ requestOutcome: 'Y', requestOutcomeDate: '2024-02-10' }), again2024);
    expect(imported.case.exceptionsFlag).toBe(false);
    expect(imported.case.flags.assessmentMediation).toBe(false);
  });
});
