import { expect, test } from '@jest/globals';
import { happened, id } from '@ehc/pathway/testing';
import { given } from '../../testing/given-when-then.js';
import { endAccess, type GiveAccess, giveAccess } from './access-steps.js';

const give = (role: string, reach: object = {}, subject = 'newcomer') =>
  given().when(giveAccess, { happenedOn: '2026-03-02', subject, role, ...reach } as GiveAccess);

test('a role is given with what it reaches by', () => {
  give('caseworker').leadsTo('AccessGranted');
  give('agency_adviser', { bodies: ['health'] }).leadsTo('AccessGranted');
  const [granted] = give('school_or_setting', { setting: '123456' }).leadsTo('AccessGranted');
  expect(granted!.payload).toMatchObject({ subject: 'newcomer', role: 'school_or_setting', setting: '123456' });
});

test('and refused without it, or with what it does not reach by', () => {
  give('agency_adviser').isRefused(/none is named/, 'bodies');
  give('agency_coordinator').isRefused(/none is named/, 'bodies');
  give('school_or_setting').isRefused(/none is named/, 'setting');
  give('caseworker', { bodies: ['health'] }).isRefused(/works for no advice body/, 'bodies');
  give('board_member', { setting: '123456' }).isRefused(/not tied to a setting/, 'setting');
});

const granted = happened('AccessGranted', '2026-03-01', { grant: id(7), subject: 'carol', role: 'caseworker' });
const command = { happenedOn: '2026-03-02', subject: 'carol' };

test('nobody is given twice what they have', () => {
  given(granted)
    .when(giveAccess, { ...command, role: 'caseworker' } as GiveAccess)
    .isRefused(/has this role already/);
  given(granted, happened('AccessEnded', '2026-03-01', { grant: id(7) }))
    .when(giveAccess, { ...command, role: 'caseworker' } as GiveAccess)
    .leadsTo('AccessGranted');
});

test('a role is ended once', () => {
  given(granted)
    .when(endAccess, { ...command, grant: id(7) })
    .leadsTo({ type: 'AccessEnded', payload: { grant: id(7) } });
  given(granted)
    .when(endAccess, { ...command, grant: id(8) })
    .isRefused(/no such role/);
});

test('nobody gives or ends their own', () => {
  const own = { actor: 'carol' };
  given()
    .when(giveAccess, { ...command, role: 'team_manager' } as GiveAccess, own)
    .isRefused(/your own role/);
  given(granted)
    .when(endAccess, { ...command, grant: id(7) }, own)
    .isRefused(/your own role/);
});
