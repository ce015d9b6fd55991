import { describe, expect, test } from '@jest/globals';
import { happened, id } from '@ehc/pathway/testing';
import { given } from '../../testing/given-when-then.js';
import { registerChild } from './register-child.js';
import { requestAssessment } from './request-assessment.js';

const on = '2026-03-02';

describe('registering a child', () => {
  test('seals who the child is, and leaves month and year of birth open', () => {
    const [fact] = given()
      .when(registerChild, {
        happenedOn: on,
        child: { surname: 'A', forename: 'B', birthDate: '2017-05-04', sex: 'F' },
      })
      .leadsTo({ type: 'ChildRegistered', payload: { sex: 'F', birthYear: 2017, birthMonth: 5 } });
    expect(fact!.sealed).toEqual({ surname: 'A', forename: 'B', birthDate: '2017-05-04' });
    expect(fact!.payload).not.toHaveProperty('surname');
  });

  test('is done once', () => {
    given(happened('ChildRegistered', on, {}))
      .when(registerChild, { happenedOn: on, child: { surname: 'A', forename: 'B' } })
      .isRefused(/registered already/);
  });

  test('refuses a child born tomorrow, without saying the day back', () => {
    given()
      .when(registerChild, { happenedOn: on, child: { surname: 'A', forename: 'B', birthDate: '2028-01-01' } })
      .isRefused(/^The day of birth lies in the future/, 'newChild.birthDate');
  });
});

describe('requesting an assessment', () => {
  test('begins a case', () => {
    given()
      .when(requestAssessment, { happenedOn: on, child: id(2), ncYear: 9, note: 'By post.' })
      .leadsTo({
        type: 'AssessmentRequested',
        happenedOn: on,
        payload: { child: id(2), kind: 'assessment', ncYear: 9 },
        sealed: { note: 'By post.' },
      });
  });

  test('a case has one request', () => {
    given(happened('AssessmentRequested', on, { child: id(2) }))
      .when(requestAssessment, { happenedOn: on, child: id(2) })
      .isRefused(/has its request already/);
  });

  test('a request in the future is refused', () => {
    given()
      .when(requestAssessment, { happenedOn: '2028-01-01', child: id(2) })
      .isRefused(/today is 2027-12-31/, 'happenedOn');
  });

  test('the last assessment was not after the request', () => {
    given()
      .when(requestAssessment, { happenedOn: on, child: id(2), lastAssessmentOn: '2026-03-03' })
      .isRefused(/after the request/, 'lastAssessmentOn');
  });
});
