import { expect, test } from '@jest/globals';
import { HealthRegistry } from './health-registry.js';

test('a check that does not answer in time is down, and does not hold up the others', async () => {
  const registry = new HealthRegistry();
  registry.add('stuck', () => new Promise(() => undefined));
  registry.add('quick', () => undefined);
  expect(await registry.run(20)).toEqual({
    ready: false,
    checks: { stuck: { status: 'down', reason: 'no answer within 20 ms' }, quick: { status: 'up' } },
  });
});

test('two checks do not share a name', () => {
  const registry = new HealthRegistry();
  registry.add('database', () => undefined);
  expect(() => registry.add('database', () => undefined)).toThrow('database');
});

test('a service that is stopping is not ready', async () => {
  const registry = new HealthRegistry();
  expect((await registry.run()).ready).toBe(true);
  registry.beginStopping();
  expect(await registry.run()).toEqual({
    ready: false,
    checks: { service: { status: 'down', reason: 'it is stopping' } },
  });
});
