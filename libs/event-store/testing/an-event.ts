import { randomUUID } from 'node:crypto';
import type { NewEvent } from '../src/port/envelope.js';

/** An event with everything filled in, for tests; give what matters to the test. */
export const anEvent = (given: Partial<NewEvent> = {}): NewEvent => ({
  id: randomUUID(),
  type: 'AssessmentRequested',
  schemaVersion: 1,
  authority: '301',
  child: null,
  happenedOn: '2026-09-01',
  source: 'entered',
  payload: { requester: 'parent', need: ['ASD'] },
  keyId: null,
  sealed: null,
  sealedDigest: null,
  actor: 'asha.okafor',
  role: 'case officer',
  agency: null,
  verified: false,
  correlationId: 'correlation-1',
  causationId: null,
  commandId: 'command-1',
  ...given,
});
