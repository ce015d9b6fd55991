import { expect, it } from '@jest/globals';
import { Nonces } from './nonces.js';

it('gives no nonce twice, and changes none that it gave', () => {
  const nonces = new Nonces();
  const given = Array.from({ length: 2_000 }, () => nonces.next());
  const before = given.map((nonce) => nonce.toString('hex'));
  for (let nth = 0; nth < 2_000; nth++) nonces.next();
  expect(new Set(before).size).toBe(2_000);
  expect(given.map((nonce) => nonce.toString('hex'))).toEqual(before);
  expect(given.every((nonce) => nonce.length === 12 && nonce.some((byte) => byte !== 0))).toBe(true);
});
