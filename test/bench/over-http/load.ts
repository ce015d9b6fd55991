import { randomUUID } from 'node:crypto';
import type { Pool } from 'undici';
import type { StepToTake } from './steps.js';

/** A step that the service said is recorded. */
export interface Acknowledged {
  readonly commandId: string;
  /** The case that it was taken on, and its revision with this step. */
  readonly case: string;
  readonly revision: number;
  /** Of its event in the log. */
  readonly position: number;
  /** From sending the request to having read the answer, in milliseconds. */
  readonly ms: number;
  /** When the answer had been read (`performance.now()`). */
  readonly at: number;
}

interface Answer {
  readonly case: string;
  readonly revision: number;
  readonly position: string;
}

/** The service, asked by somebody who has signed in and may record. */
export type Service = Pick<Pool, 'request'>;

/** @throws Error where the answer is not 201 */
export const take = async (service: Service, { path, body }: StepToTake): Promise<Acknowledged> => {
  const commandId = randomUUID();
  const sent = performance.now();
  const headers = { 'idempotency-key': commandId };
  const response = await service.request({ method: 'POST', path, headers, body: JSON.stringify(body) });
  const answer = (await response.body.json()) as Answer;
  const at = performance.now();
  if (response.statusCode !== 201) {
    throw new Error(`${path} was answered ${response.statusCode}: ${JSON.stringify(answer)}`);
  }
  return {
    commandId,
    case: answer.case,
    revision: answer.revision,
    position: Number(answer.position),
    ms: at - sent,
    at,
  };
};

/** Takes every step; each of so many clients sends its next one as soon as its last one is answered. */
export const takeAll = async (
  service: Service,
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

/** Takes so many steps a second, each at its time, whether or not the ones before are answered. */
export const takeSteadily = async (
  service: Service,
  steps: readonly StepToTake[],
  perSecond: number,
  onAcknowledged: (acknowledged: Acknowledged) => void,
): Promise<void> => {
  const started = performance.now();
  const underWay: Promise<void>[] = [];
  for (const [index, step] of steps.entries()) {
    const early = started + (index * 1_000) / perSecond - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    underWay.push(take(service, step).then(onAcknowledged));
  }
  await Promise.all(underWay);
};
