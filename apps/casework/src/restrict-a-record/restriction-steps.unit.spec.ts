import { happened } from '@ehc/pathway/testing';
import { expect, test } from '@jest/globals';
import { given } from '../../testing/given-when-then.js';
import { liftRestriction, namePerson, restrictRecord, unnamePerson } from './restriction-steps.js';

const happenedOn = '2026-05-01';
const restricted = happened('RecordRestricted', '2026-04-01', { people: [{ subject: 'tom' }] });

test('a record is restricted to people by name, and the reason is sealed', () => {
  const [fact] = given()
    .when(restrictRecord, { happenedOn, people: [{ subject: 'tom' }], because: 'adoption', note: 'Placed in May.' })
    .leadsTo({ type: 'RecordRestricted', payload: { people: [{ subject: 'tom' }] } });
  expect(fact!.sealed).toEqual({ because: 'adoption', note: 'Placed in May.' });
  expect(JSON.stringify(fact!.payload)).not.toMatch(/adoption|Placed/);
});

test('not twice', () =>
  given(restricted)
    .when(restrictRecord, { happenedOn, people: [{ subject: 'carol' }], because: 'other' })
    .isRefused(/restricted already/));

test('further people are named, and one is no longer, but never the last', () => {
  given(restricted).when(namePerson, { happenedOn, subject: 'carol' }).leadsTo('RestrictedAccessGranted');
  given(restricted, happened('RestrictedAccessGranted', '2026-04-02', { subject: 'carol' }))
    .when(unnamePerson, { happenedOn, subject: 'tom' })
    .leadsTo('RestrictedAccessEnded');
  given(restricted)
    .when(unnamePerson, { happenedOn, subject: 'tom' })
    .isRefused(/the last person/);
  given(restricted)
    .when(unnamePerson, { happenedOn, subject: 'carol' })
    .isRefused(/no such person/);
});

test('a restriction is lifted once, and nobody is named for a record that has none', () => {
  given(restricted).when(liftRestriction, { happenedOn }).leadsTo('RestrictionLifted');
  given()
    .when(liftRestriction, { happenedOn })
    .isRefused(/not restricted/);
  given()
    .when(namePerson, { happenedOn, subject: 'carol' })
    .isRefused(/not restricted/);
});
