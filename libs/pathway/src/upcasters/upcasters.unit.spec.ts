import { describe, expect, it } from '@jest/globals';
import { EventVersionUnknown, raise } from './upcasters.js';

const upcasters = {
  Moved: {
    1: ({ to }: Readonly<Record<string, unknown>>) => ({ destination: to }),
    2: (payload: Readonly<Record<string, unknown>>) => ({ ...payload, known: true }),
  },
};

describe('raising a payload to the current version', () => {
  it('goes step by step', () => {
    expect(raise('Moved', 1, 3, { to: '891' }, upcasters)).toEqual({ destination: '891', known: true });
    expect(raise('Moved', 2, 3, { destination: '891' }, upcasters)).toEqual({ destination: '891', known: true });
  });

  it('leaves the current version as it is', () => {
    const payload = { destination: '891' };
    expect(raise('Moved', 3, 3, payload, upcasters)).toBe(payload);
  });

  it('refuses what newer software wrote, and a step without an upcaster', () => {
    expect(() => raise('Moved', 4, 3, {}, upcasters)).toThrow(EventVersionUnknown);
    expect(() => raise('Stayed', 1, 2, {}, upcasters)).toThrow(EventVersionUnknown);
  });
});
