import { randomUUID } from 'node:crypto';
import type { Pool } from 'undici';
import { AUTHORITY } from './made-up-cases.js';
import type { StepToTake } from './steps.js';

/** A step that the service said is recorded. */
export interface Acknowledged {
  readonly commandId: string;
  /** Of its event in the log. */
  readonly position: string;
  /** From sending the request to having read the answer, in milliseconds. */
  readonly ms: number;
  /** When the answer had been read (`performance.now()`). */
  readonly at: number;
}

const CALLER = {
  'content-type': 'application/json',
  'x-ehc-actor': 'a.caseworker',
  'x-ehc-role': 'caseworker',
  'x-ehc-authority': AUTHORITY,
};

/** @throws Error where the answer is not 201 */
export const take = async (service: Pool, { path, body }: StepToTake): Promise<Acknowledged> => {
  const commandId = randomUUID();
  const sent = performance.now();
  const headers = { ...CALLER, 'idempotency-key': commandId };
  const response = await service.request({ method: 'POST', path, headers, body: JSON.stringify(body) });
  const answer = (await response.body.json()) as { position: string };
  const at = performance.now();
  if (response.statusCode !== 201) {
    throw new Error(`${path} was answered ${response.statusCode}: ${JSON.stringify(answer)}`);
  }
  return { commandId, position: answer.position, ms: at - sent, at };
};

/** Takes every step; each of so many clients sends its next one as soon as its last one is answered. */
export const takeAll = async (
  service: Pool,
  steps: readonly StepToTake[],
  clients: number,
): Promise<{ readonly acknowledged: readonly Acknowledged[]; readonly rate: number }> => {
  const acknowledged: Acknowledged[] = [];
  let next = 0;
  const client = async (): Promise<void> => {
    while (next < steps.length) acknowledged.push(await take(service, steps[next++]!));
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: clients }, client));
  return { acknowledged, rate: (steps.length * 1_000) / (performance.now() - started) };
};
