import { describe, expect, test } from '@jest/globals';
import { happened, id } from '@ehc/pathway/testing';
import { given } from '../../testing/given-when-then.js';
import { changeSettings } from '../choose-settings/change-settings.js';
import { changeChildDetails, childMoves, endContact, recordContact } from './child-steps.js';

const on = '2026-05-01';
const registered = happened('ChildRegistered', '2026-03-02', {});
const contact = happened('ChildContactRecorded', '2026-03-02', { contact: id(4), relationship: 'parent' });

describe('keeping details of a child', () => {
  test('a new name is sealed; null takes a value away', () => {
    const [fact] = given(registered)
      .when(changeChildDetails, { happenedOn: on, surname: 'New', birthDate: null, sex: 'F', reason: 'adopted' })
      .leadsTo({
        type: 'ChildDetailsChanged',
        payload: { sex: 'F', birthYear: null, birthMonth: null },
      });
    expect(fact!.sealed).toEqual({ surname: 'New', birthDate: null, reason: 'adopted' });
  });
  test('nobody is born in the future', () =>
    given(registered)
      .when(changeChildDetails, { happenedOn: on, birthDate: '2028-01-01' })
      .isRefused(/future/, 'birthDate'));
  test('a contact is recorded, name and address under the seal', () => {
    const [fact] = given(registered)
      .when(recordContact, { happenedOn: on, relationship: 'parent', name: 'P', telephone: '1' })
      .leadsTo('ChildContactRecorded');
    expect(fact!.sealed).toEqual({ name: 'P', telephone: '1' });
  });
  test('a contact ends', () =>
    void given(registered, contact)
      .when(endContact, { happenedOn: on, contact: id(4) })
      .leadsTo('ChildContactEnded'));
  test('once', () =>
    given(registered, contact, happened('ChildContactEnded', on, { contact: id(4) }))
      .when(endContact, { happenedOn: on, contact: id(4) })
      .isRefused(/no contact any more/));
  test('and only one that there is', () =>
    given(registered)
      .when(endContact, { happenedOn: on, contact: id(4) })
      .isRefused(/no such contact/));
  test('the child came from elsewhere', () =>
    void given(registered).when(childMoves, { happenedOn: on, authority: '892' }).leadsTo('ChildMovedFrom'));
});

describe('choosing settings', () => {
  test('keeps those that the clock knows', () =>
    void given()
      .when(changeSettings, { happenedOn: on, settings: { receiptDay: 'day_1', draftTargetWeeks: 12 } })
      .leadsTo({ type: 'SettingsChanged', payload: { settings: { receiptDay: 'day_1', draftTargetWeeks: 12 } } }));
  test('refuses others', () =>
    given()
      .when(changeSettings, { happenedOn: on, settings: { weekend: 'long' } })
      .isRefused(/no setting "weekend"/, 'settings.weekend'));
  test('refuses values that a setting does not take', () =>
    given()
      .when(changeSettings, { happenedOn: on, settings: { draftTargetWeeks: -1 } })
      .isRefused(/whole number/, 'settings.draftTargetWeeks'));
  test('refuses none at all', () =>
    given()
      .when(changeSettings, { happenedOn: on, settings: {} })
      .isRefused(/No setting is named/, 'settings'));
});
