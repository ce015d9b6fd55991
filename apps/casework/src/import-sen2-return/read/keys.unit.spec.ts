import { describe, expect, it } from '@jest/globals';
import { readKey } from './keys.js';

describe('readKey', () => {
  it.each([
    ['771009063', '771009063'],
    [' 771009063 ', '771009063'],
    ['771009063.0', '771009063'],
    ['771009063.00', '771009063'],
    ['771009063.5', '771009063.5'],
    ['AB-12', 'ab-12'],
    ['', ''],
    ['   ', ''],
    ['7.71E+08', ''],
    ['7e8', ''],
    ['7,71E+08', ''],
    ['e12', 'e12'],
  ])('%j is the key %j', (cell, key) => expect(readKey(cell)).toBe(key));
});
