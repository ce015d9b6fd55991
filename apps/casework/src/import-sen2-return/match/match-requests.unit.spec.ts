import { foldCase, type PathwayEvent } from '@ehc/pathway';
import { describe, expect, it } from '@jest/globals';
import { request, returnOf } from '../reconcile/testing/rows.js';
import { matchRequests, type RecordedCase } from './match-requests.js';

const CHILD = '22222222-2222-4222-8222-222222222222';

const recorded = (caseId: string, receivedOn: string, { shownIn = [2025], refused = false } = {}): RecordedCase => ({
  caseId,
  state: foldCase([
    {
      id: `${caseId}1`,
      type: 'AssessmentRequested',
      happenedOn: receivedOn,
      source: 'imported',
      payload: { child: CHILD },
    },
    ...(refused
      ? [{ id: `${caseId}2`, type: 'DecidedNotToAssess', happenedOn: '2024-04-12', source: 'imported', payload: {} }]
      : []),
    ...shownIn.map((collectionYear) => ({
      id: `${caseId}${collectionYear}`,
      type: 'ShownInReturn',
      happenedOn: null,
      source: 'imported',
      payload: { return: CHILD, collectionYear },
    })),
  ] as PathwayEvent[]),
});

const matched = (...given: Parameters<typeof matchRequests>) =>
  matchRequests(...given).map(({ recorded: known }) => known?.caseId ?? null);

describe('requests of a person are matched by received date', () => {
  it('each to its own', () => {
    const rows = [request({ receivedDate: '2024-09-02' }), request({ receivedDate: '2023-01-10' })];
    expect(matched(rows, [recorded('a', '2023-01-10'), recorded('b', '2024-09-02')], returnOf(2024), null)).toEqual([
      'b',
      'a',
    ]);
  });
});

describe('in a resubmission of the same year', () => {
  it('the one left over on each side are the same, with a corrected date', () => {
    const rows = [request({ receivedDate: '2024-03-18' })];
    expect(matched(rows, [recorded('a', '2024-03-04', { refused: true })], returnOf(2024, 2), null)).toEqual(['a']);
  });

  it('of two left over on one side none is guessed, and it is asked about', () => {
    const rows = [request({ receivedDate: '2024-03-18' }), request({ receivedDate: '2024-03-19' })];
    const answer = matchRequests(rows, [recorded('a', '2024-03-04')], returnOf(2024, 2), null);
    expect(answer.map((one) => one.recorded)).toEqual([null, null]);
    expect(answer.every((one) => one.doubt !== null)).toBe(true);
  });
});

describe('in a later year’s return a request left over', () => {
  const madeOn = '2025-01-31';

  it('is a second request where the earlier one had ended', () => {
    const rows = [request({ receivedDate: '2024-03-18' })];
    expect(matched(rows, [recorded('a', '2024-03-04', { refused: true })], returnOf(2025), madeOn)).toEqual([null]);
  });

  it('is the same, with a corrected date, where the earlier one was open and the date is not after the earlier return', () => {
    expect(matched([request({ receivedDate: madeOn })], [recorded('a', '2024-03-04')], returnOf(2025), madeOn)).toEqual(
      ['a'],
    );
  });

  it('is a second request where it came after the earlier return was made', () => {
    expect(
      matched([request({ receivedDate: '2025-02-01' })], [recorded('a', '2024-03-04')], returnOf(2025), madeOn),
    ).toEqual([null]);
  });
});
