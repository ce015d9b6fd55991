import { InMemoryEventStore } from '@ehc/event-store';
import { anEvent } from '@ehc/event-store/testing';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { AccessRegister } from './access-register.js';

const GRANT = randomUUID();
const CHILD = randomUUID();

let store: InMemoryEventStore;
let register: AccessRegister;
beforeEach(async () => {
  store = new InMemoryEventStore();
  register = new AccessRegister(store);
});
afterEach(() => register.stop());

const record = async (stream: string, type: string, payload: object): Promise<string> => {
  const { length } = await store.readStream(stream);
  const events = [anEvent({ authority: '891', type, payload, happenedOn: '2026-01-05' })];
  return (await store.append({ stream, expected: length === 0 ? 'no_stream' : length - 1, events })).position;
};
const give = (payload: object = {}) =>
  record('grants-a', 'AccessGranted', { grant: GRANT, subject: 'carol', role: 'caseworker', ...payload });
const restrict = (people: string[]) =>
  record(`restriction-${CHILD}`, 'RecordRestricted', { people: people.map((subject) => ({ subject })) });

test('what was given before it started is known, and what is given after, once it has come so far', async () => {
  await give();
  await register.start();
  expect(register.state.grantsOf('carol', '891')).toMatchObject([{ grant: GRANT, role: 'caseworker' }]);
  expect(register.state.grantsOf('carol', '892')).toEqual([]);
  const position = await record('grants-b', 'AccessGranted', {
    grant: randomUUID(),
    subject: 'tom',
    role: 'team_manager',
  });
  await register.upTo(position);
  expect(register.state.grantsIn('891').map(({ subject }) => subject)).toEqual(['carol', 'tom']);
});

test('a role that has ended is gone', async () => {
  await give();
  await register.start();
  await register.upTo(await record('grants-a', 'AccessEnded', { grant: GRANT }));
  expect(register.state.grantsOf('carol', '891')).toEqual([]);
});

test('of several roles the one that stands first in the table comes first, whenever it was given', async () => {
  await give({ role: 'team_manager' });
  await record('grants-a', 'AccessGranted', { grant: randomUUID(), subject: 'carol', role: 'caseworker' });
  await register.start();
  expect(register.state.grantsOf('carol', '891').map(({ role }) => role)).toEqual(['caseworker', 'team_manager']);
});

test('a role that this version does not know gives nothing', async () => {
  await give({ role: 'family_member' });
  await register.start();
  expect(register.state.everyGrantOf('carol')).toEqual([]);
});

test('a restricted record is hidden from all but those who are named, until that is lifted', async () => {
  await register.start();
  expect(register.state.isHidden('891', CHILD, 'carol')).toBe(false);
  await register.upTo(await restrict(['tom']));
  expect(register.state.hiddenFrom('carol', '891')).toEqual([CHILD]);
  expect(register.state.hiddenFrom('tom', '891')).toEqual([]);
  expect(register.state.restricts('892')).toBe(false);
  await register.upTo(await record(`restriction-${CHILD}`, 'RestrictedAccessGranted', { subject: 'carol' }));
  expect(register.state.isHidden('891', CHILD, 'carol')).toBe(false);
  await register.upTo(await record(`restriction-${CHILD}`, 'RestrictedAccessEnded', { subject: 'carol' }));
  expect(register.state.isHidden('891', CHILD, 'carol')).toBe(true);
  await register.upTo(await record(`restriction-${CHILD}`, 'RestrictionLifted', {}));
  expect(register.state.isHidden('891', CHILD, 'carol')).toBe(false);
});

test('what another process records is known by itself after a moment', async () => {
  await register.start();
  const other = new AccessRegister(store);
  await other.start();
  await register.upTo(await give());
  while (other.state.grantsOf('carol', '891').length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await other.stop();
});
