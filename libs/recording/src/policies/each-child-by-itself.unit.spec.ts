import { expect, test } from '@jest/globals';
import type { RecordedEvent } from '@ehc/event-store';
import { setImmediate as turn } from 'node:timers/promises';
import { eachChildByItself } from './each-child-by-itself.js';

const event = (id: string, child: string | null, stream = `case-${id}`) => ({ id, child, stream }) as RecordedEvent;

test('events of one child are worked on in their order, those of others meanwhile', async () => {
  const ended: string[] = [];
  const begun: string[] = [];
  const events = [event('1', 'a'), event('2', 'b'), event('3', 'a'), event('4', null, 's'), event('5', null, 's')];
  await eachChildByItself(events, async ({ id }) => {
    begun.push(id);
    await turn();
    ended.push(id);
  });
  expect(begun).toEqual(['1', '2', '4', '3', '5']);
  expect(ended).toEqual(['1', '2', '4', '3', '5']);
});

test('an error stops what comes after it of that child, and is thrown when the rest has ended', async () => {
  const ended: string[] = [];
  const events = [event('1', 'a'), event('2', 'a'), event('3', 'b'), event('4', 'b')];
  const work = eachChildByItself(events, async ({ id }) => {
    if (id === '1') throw new Error('cut');
    await turn();
    ended.push(id);
  });
  await expect(work).rejects.toThrow('cut');
  expect(ended).toEqual(['3', '4']);
});
