import type { AdviceBody, RoleName } from '@ehc/identity';
import { createLogger, readConfiguration, SystemClock } from '@ehc/platform';
import { ProjectionOperations } from '@ehc/projections';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Followers, openFollowers } from '../../apps/ehc/src/follow/followers.js';
import { openInstallation } from '../../apps/ehc/src/installation/open-installation.js';
import { readModels } from '../../apps/ehc/src/installation/read-models.js';
import { openForRequests, type RequestInstallation } from '../../apps/ehc/src/start/for-requests.js';
import { serve } from '../../apps/ehc/src/start/start.js';
import { serviceSignIn } from '../../apps/ehc/src/start/service-sign-in.js';
import { giveRoles } from '../harness/access.js';
import { ProviderOfTests } from '../harness/provider-of-tests.js';

/** Kinds of advice that are sought for every child (reg 6(1)), each of a body of its own. */
const ADVICE_SOUGHT = 5;

/** The authority for which everybody here works, and one for which nobody does but one caseworker. */
export const [OURS, THEIRS] = ['891', '892'] as const;

/** Somebody for each role, by the role. */
export const PEOPLE: Readonly<Record<RoleName, { bodies?: readonly AdviceBody[]; setting?: string }>> = {
  caseworker: {},
  team_manager: {},
  agency_adviser: { bodies: ['educational_psychology'] },
  school_or_setting: { setting: '123456' },
  agency_coordinator: { bodies: ['health'] },
  performance_analyst: {},
  board_member: {},
  administrator: {},
};
export const THEIR_CASEWORKER = 'their.caseworker';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what a test looks into it says itself
  readonly body: any;
}

/** The whole service as `ehc start` runs it, in this process, with somebody for each role. */
export class WholeService {
  private constructor(
    readonly app: NestExpressApplication,
    readonly installation: RequestInstallation & { closeRequests(): Promise<void> },
    private readonly readModels: ProjectionOperations,
    private readonly followers: Followers,
    private readonly provider: ProviderOfTests,
    private readonly address: string,
  ) {}

  static async start(): Promise<WholeService> {
    const dataDir = mkdtempSync(join(tmpdir(), 'ehc-access-'));
    const provider = await ProviderOfTests.start();
    const configuration = readConfiguration({ ...provider.environment, EHC_WRITES_PER_MINUTE: '1000000' }, { dataDir });
    const logger = createLogger('silent');
    const installation = await openInstallation(dataDir);
    const roles = Object.entries(PEOPLE).map(([role, reach]) => ({
      subject: `a.${role}`,
      role: role as RoleName,
      authority: OURS,
      ...reach,
    }));
    await giveRoles(installation.store, [
      ...roles,
      { subject: THEIR_CASEWORKER, role: 'caseworker', authority: THEIRS },
    ]);
    const { store, pool } = installation;
    const followers = await openFollowers(installation, logger);
    await followers.fillReadModels();
    await followers.seal();
    const operations = new ProjectionOperations({ store, pool, projections: readModels(installation) });
    const signIn = await serviceSignIn(installation, configuration, { clock: new SystemClock(), logger });
    const forRequests = await openForRequests(installation, (message) => logger.warn(message));
    const app = await serve(forRequests, { followers, operations }, logger, configuration, signIn);
    await app.listen(0, '127.0.0.1');
    return new WholeService(app, forRequests, operations, followers, provider, await app.getUrl());
  }

  /** Sends a request as somebody, for an authority; as nobody where the subject is null. */
  async ask(
    subject: string | null,
    method: string,
    path: string,
    {
      authority = OURS,
      body,
      headers = {},
    }: { authority?: string; body?: object; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const response = await fetch(this.address + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(subject && { authorization: `Bearer ${this.provider.tokenFor(subject)}`, 'x-ehc-authority': authority }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  }

  /** Records a step, and waits until the read models show it. */
  async record(subject: string, path: string, body: object, authority: string = OURS): Promise<Answer['body']> {
    const answer = await this.ask(subject, 'POST', path, { authority, body });
    if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    await this.readModels.waitFor(await this.installation.store.head(), 'all', 60_000);
    return answer.body;
  }

  /** By body, the requests for advice that follow from a decision to assess; waits until they have been made. */
  async adviceAskedOn(caseId: string): Promise<Record<string, string>> {
    const { store } = this.installation;
    for (;;) {
      const recorded = await store.readAll('0', 10_000, { types: ['AdviceRequested'] });
      const payloads = recorded.map(({ stream, payload }) => ({
        id: stream.slice('advice-'.length),
        ...(payload as { case: string; body: string }),
      }));
      const own = payloads.filter((one) => one.case === caseId);
      if (own.length >= ADVICE_SOUGHT) {
        await this.readModels.waitFor(await store.head(), 'all', 60_000);
        return Object.fromEntries(own.map(({ id, body }) => [body, id]));
      }
      await store.waitForMore(await store.head(), 1_000);
    }
  }

  /** Waits until something is recorded in a stream. */
  async streamExists(stream: string): Promise<void> {
    const { store } = this.installation;
    while ((await store.readStream(stream)).length === 0) await store.waitForMore(await store.head(), 1_000);
    await this.readModels.waitFor(await store.head(), 'all', 60_000);
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.installation.closeRequests();
    await this.followers.stop();
    await this.installation.close();
    await this.provider.stop();
    rmSync(this.installation.dataDir, { recursive: true, force: true });
  }
}
