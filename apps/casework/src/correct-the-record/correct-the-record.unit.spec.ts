import { describe, expect, test } from '@jest/globals';
import type { PathwayEvent } from '@ehc/pathway';
import { happened, id } from '@ehc/pathway/testing';
import { given } from '../../testing/given-when-then.js';
import { decideToAssess } from '../decide-whether-to-assess/decide-to-assess.js';
import { decideToIssue } from '../decide-whether-to-issue/decide-to-issue.js';
import { correctionSteps } from '@ehc/recording';
import { caseStream } from '../streams/case-stream.js';
import { childStream } from '../streams/child-stream.js';
import { childDetailsFollow } from './correct-child.js';

// The order rules are those of the steps; naming them here makes sure that they are known.
expect([decideToAssess.records, decideToIssue.records]).toEqual(['DecidedToAssess', 'DecidedToIssuePlan']);

const on = '2026-05-01';
const corrections = correctionSteps(caseStream);
const requested = happened('AssessmentRequested', '2026-03-02', { child: id(2), source: 1 });
const decided = happened('DecidedToAssess', '2026-04-09', { route: 'panel' });
const ask = (event: PathwayEvent, field: string, old: unknown, right: unknown) => ({
  happenedOn: on,
  event: event.id,
  field,
  old,
  new: right,
  reason: 'Misread.',
});
const asked = (event: PathwayEvent, field: string, old: unknown, right: unknown) =>
  happened('CorrectionRequested', on, { correction: id(5), event: event.id, field, old, new: right });

describe('asking for a correction', () => {
  test('names the event, the old and the new value', () =>
    void given(requested, decided)
      .when(corrections.request, ask(decided, 'happenedOn', '2026-04-09', '2026-04-08'))
      .leadsTo({
        type: 'CorrectionRequested',
        payload: { event: decided.id, field: 'happenedOn', old: '2026-04-09', new: '2026-04-08' },
        sealed: { reason: 'Misread.' },
      }));
  test('of a field of the payload', () =>
    void given(requested, decided)
      .when(corrections.request, ask(decided, 'route', 'panel', 'officer'))
      .leadsTo('CorrectionRequested'));
  test('that gives a value where there was none', () =>
    void given(requested, decided)
      .when(corrections.request, ask(decided, 'decidedOn', undefined, '2026-04-07'))
      .leadsTo('CorrectionRequested'));
  test('of an event that is not there', () =>
    given(requested)
      .when(corrections.request, ask(decided, 'happenedOn', '2026-04-09', '2026-04-08'))
      .isRefused(/no such event/, 'event'));
  test('of a field that is not there', () =>
    given(requested, decided)
      .when(corrections.request, ask(decided, 'colour', null, 'red'))
      .isRefused(/Name one of happenedOn, route/, 'field'));
  test('of an id, which ties events together', () =>
    given(requested)
      .when(corrections.request, ask(requested, 'child', id(2), id(3)))
      .isRefused(/no field of that name/, 'field'));
  test('with an old value that is not the recorded one', () =>
    given(requested, decided)
      .when(corrections.request, ask(decided, 'happenedOn', '2026-04-10', '2026-04-08'))
      .isRefused(/not what is recorded/, 'old'));
  test('that changes nothing', () =>
    given(requested, decided)
      .when(corrections.request, ask(decided, 'route', 'panel', 'panel'))
      .isRefused(/is the old one/, 'new'));
  test('with a date that does not exist, or lies in the future', () => {
    given(requested, decided)
      .when(corrections.request, ask(decided, 'happenedOn', '2026-04-09', '2026-02-30'))
      .isRefused(/no date that exists/, 'new');
    given(requested, decided)
      .when(corrections.request, ask(decided, 'happenedOn', '2026-04-09', '2028-01-01'))
      .isRefused(/future/, 'new');
    given(requested, decided)
      .when(corrections.request, ask(decided, 'decidedOn', undefined, '2026-02-30'))
      .isRefused(/none that decidedOn can have/, 'new');
  });
  test('with a code that is none', () =>
    given(requested, decided)
      .when(corrections.request, ask(decided, 'route', 'panel', 'coffee'))
      .isRefused(/none that route can have/, 'new'));
  test('after which the steps would not be in order', () =>
    given(requested, decided)
      .when(corrections.request, ask(requested, 'happenedOn', '2026-03-02', '2026-04-10'))
      .isRefused(/would not hold: DecidedToAssess of 2026-04-09/));
  test('that strikes an event out', () =>
    void given(requested, decided)
      .when(corrections.request, ask(decided, '*', undefined, undefined))
      .leadsTo({ payload: { field: '*', old: null, new: null } }));
  test('but not the one with which the case begins', () =>
    given(requested, decided)
      .when(corrections.request, ask(requested, '*', undefined, undefined))
      .isRefused(/opened in error/));
  test('nor one on which others stand', () =>
    given(requested, decided, happened('DecidedToIssuePlan', '2026-06-02', {}))
      .when(corrections.request, ask(decided, '*', undefined, undefined))
      .isRefused(/would not hold: DecidedToIssuePlan of 2026-06-02.*not been decided to make an assessment/));
  test('of what was corrected already, by its value as it stands', () => {
    const corrected = happened('FactCorrected', on, {
      event: decided.id,
      field: 'happenedOn',
      old: '2026-04-09',
      new: '2026-04-08',
    });
    given(requested, decided, corrected)
      .when(corrections.request, ask(decided, 'happenedOn', '2026-04-09', '2026-04-07'))
      .isRefused(/not what is recorded/);
    given(requested, decided, corrected)
      .when(corrections.request, ask(decided, 'happenedOn', '2026-04-08', '2026-04-07'))
      .leadsTo('CorrectionRequested');
  });
});

describe('approving a correction', () => {
  const request = asked(decided, 'happenedOn', '2026-04-09', '2026-04-08');
  const other = { actor: 'b.manager' };
  test('by another person makes it', () =>
    void given(requested, decided, request)
      .when(corrections.approve, { happenedOn: on, correction: id(5) }, other)
      .leadsTo({
        type: 'FactCorrected',
        payload: {
          event: decided.id,
          field: 'happenedOn',
          old: '2026-04-09',
          new: '2026-04-08',
          correction: id(5),
          requestedBy: 'a.caseworker',
          approvedBy: 'b.manager',
        },
      }));
  test('by the one who asked is refused, however they write their name', () =>
    given(requested, decided, request)
      .when(corrections.approve, { happenedOn: on, correction: id(5) }, { actor: ' A.Caseworker' })
      .isRefused(/Ask a colleague/));
  test('needs one that was asked for', () =>
    given(requested, decided)
      .when(corrections.approve, { happenedOn: on, correction: id(5) }, other)
      .isRefused(/no such correction/));
  test('is done once', () =>
    given(
      requested,
      decided,
      request,
      happened('FactCorrected', on, {
        event: decided.id,
        field: 'happenedOn',
        old: '2026-04-09',
        new: '2026-04-08',
        correction: id(5),
      }),
    )
      .when(corrections.approve, { happenedOn: on, correction: id(5) }, other)
      .isRefused(/made already/));
  test('is refused where the value has changed since', () =>
    given(
      requested,
      decided,
      request,
      happened('FactCorrected', on, { event: decided.id, field: 'happenedOn', old: '2026-04-09', new: '2026-04-07' }),
    )
      .when(corrections.approve, { happenedOn: on, correction: id(5) }, other)
      .isRefused(/not what is recorded/));
  test('of a whole event strikes it out', () =>
    void given(requested, decided, asked(decided, '*', null, null))
      .when(corrections.approve, { happenedOn: on, correction: id(5) }, other)
      .leadsTo({ type: 'EventStruckOut', payload: { event: decided.id } }));
  test('or it is declined', () =>
    void given(requested, decided, request)
      .when(corrections.decline, { happenedOn: on, correction: id(5) })
      .leadsTo('CorrectionDeclined'));
  test('and then not made', () =>
    given(requested, decided, request, happened('CorrectionDeclined', on, { correction: id(5) }))
      .when(corrections.approve, { happenedOn: on, correction: id(5) }, other)
      .isRefused(/declined already/));
});

describe('personal details', () => {
  const ofChild = correctionSteps(childStream, childDetailsFollow);
  const registered = happened('ChildRegistered', '2026-03-02', { birthYear: 2017, birthMonth: 5 });
  const sealed = { [registered.id]: { surname: 'Ashwort', forename: 'Robin', birthDate: '2017-05-04' } };

  test('are asked for with both values sealed', () => {
    const [fact] = given(registered)
      .when(ofChild.request, ask(registered, 'surname', 'Ashwort', 'Ashworth'), { sealed })
      .leadsTo({ payload: { field: 'surname', old: null, new: null } });
    expect(fact!.sealed).toEqual({ reason: 'Misread.', old: 'Ashwort', new: 'Ashworth' });
  });
  test('must be what is recorded', () =>
    given(registered)
      .when(ofChild.request, ask(registered, 'surname', 'Ashford', 'Ashworth'), { sealed })
      .isRefused(/not what is recorded/, 'old'));
  test('are corrected, and are the child’s from now on', () => {
    const request = asked(registered, 'birthDate', null, null);
    const facts = given(registered, request)
      .when(
        ofChild.approve,
        { happenedOn: on, correction: id(5) },
        {
          actor: 'b.manager',
          sealed: { ...sealed, [request.id]: { reason: 'Misread.', old: '2017-05-04', new: '2016-04-05' } },
        },
      )
      .leadsTo('FactCorrected', { type: 'ChildDetailsChanged', payload: { birthYear: 2016, birthMonth: 4 } });
    expect(facts[0]!.payload).toMatchObject({ old: null, new: null });
    expect(facts.map((fact) => fact.sealed)).toEqual([
      { reason: 'Misread.', old: '2017-05-04', new: '2016-04-05' },
      { birthDate: '2016-04-05', reason: 'corrected' },
    ]);
  });
  test('do not take back a later change', () => {
    const changed = happened('ChildDetailsChanged', '2026-04-01', {});
    const request = asked(registered, 'surname', null, null);
    given(registered, changed, request)
      .when(
        ofChild.approve,
        { happenedOn: on, correction: id(5) },
        {
          actor: 'b.manager',
          sealed: {
            ...sealed,
            [changed.id]: { surname: 'Married' },
            [request.id]: { old: 'Ashwort', new: 'Ashworth' },
          },
        },
      )
      .leadsTo('FactCorrected');
  });
});
