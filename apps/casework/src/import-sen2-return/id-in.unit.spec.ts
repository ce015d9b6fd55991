import { expect, test } from '@jest/globals';
import { v5 as uuidv5 } from 'uuid';
import { idIn } from './id-in.js';

test.each([
  ['6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.org'],
  ['00000000-0000-4000-8000-002024000001', 'subject|FactCorrected|Ünïcode'],
  ['6ba7b810-9dad-11d1-80b4-00c04fd430c8', ''],
])('the id of a name in %s is the one that the standard gives', (namespace, name) => {
  expect(idIn(namespace, name)).toBe(uuidv5(name, namespace));
});
