import { Injectable } from '@nestjs/common';

/** Facts about a part that is well, such as how far a projection is behind. No personal data. */
export type HealthFacts = Readonly<Record<string, string | number | boolean | null>>;

/** Resolves when the part is well; throws an error whose message says, to anyone, what is wrong. */
export type HealthCheck = () => Promise<HealthFacts | void> | HealthFacts | void;

export interface CheckResult {
  readonly status: 'up' | 'down';
  readonly reason?: string;
  readonly facts?: HealthFacts;
}

/** Thrown by a check, with facts to show beside the reason. */
export class Unhealthy extends Error {
  override readonly name = 'Unhealthy';
  constructor(
    reason: string,
    readonly facts?: HealthFacts,
  ) {
    super(reason);
  }
}

/** What must be well for the service to take requests. Other modules add their checks when they start. */
@Injectable()
export class HealthRegistry {
  private readonly checks = new Map<string, HealthCheck>();
  private stopping = false;

  /**
   * @param name unique: `database`, `projections`
   * @returns removes the check again
   */
  add(name: string, check: HealthCheck): () => void {
    if (this.checks.has(name)) throw new Error(`There is a health check "${name}" already.`);
    this.checks.set(name, check);
    return () => this.checks.delete(name);
  }

  /** From here on the service is not ready, so that no new requests are sent to it while it stops. */
  beginStopping(): void {
    this.stopping = true;
  }

  /**
   * Runs all checks at once. One that does not answer in time counts as down.
   *
   * @param timeoutMs for each
   */
  async run(timeoutMs = 2_000): Promise<{ ready: boolean; checks: Record<string, CheckResult> }> {
    const results = await Promise.all(
      [...this.checks].map(async ([name, check]) => [name, await runCheck(check, timeoutMs)] as const),
    );
    const checks: Record<string, CheckResult> = Object.fromEntries(results);
    if (this.stopping) checks['service'] = { status: 'down', reason: 'it is stopping' };
    return { ready: Object.values(checks).every(({ status }) => status === 'up'), checks };
  }
}

const runCheck = async (check: HealthCheck, timeoutMs: number): Promise<CheckResult> => {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Unhealthy(`no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    const facts = await Promise.race([Promise.resolve().then(check), timeout]);
    return facts ? { status: 'up', facts } : { status: 'up' };
  } catch (error) {
    if (error instanceof Unhealthy) {
      return { status: 'down', reason: error.message, ...(error.facts && { facts: error.facts }) };
    }
    // Other errors were not written for this page, which needs no sign-in.
    const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
    return { status: 'down', reason: typeof code === 'string' ? code : String(name ?? 'Error') };
  } finally {
    clearTimeout(timer);
  }
};
