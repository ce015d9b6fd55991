import type { RecordedEvent } from '@ehc/event-store';
import { Pool } from 'undici';
import { type Installation, openInstallation } from '../../apps/ehc/src/installation/open-installation.js';
import { EhcInFolder } from '../harness/ehc.js';
import { tokenIn } from '../harness/sign-in.js';
import { type Description, type Route, routesOf } from './described-routes.js';
import { type Records, recordsIn } from './records.js';

/** Of whom the attacker is a team manager and administrator, and of whom nothing at all. */
export const OWN = '999';
export const THEIRS = '892';
const ATTACKER = 'mallory.manager';

export interface Sent {
  readonly method: string;
  /** With what follows it, as it stands in the first line of the request. */
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** A whole service with two authorities in all states of work, asked by somebody who belongs to one of them. */
export class ServiceUnderAttack {
  readonly ehc = new EhcInFolder({ environment: { EHC_WRITES_PER_MINUTE: '1000000' }, keepsLog: true });
  routes: readonly Route[] = [];
  own: Records = {};
  theirs: Records = {};
  #address = '';
  #pool: Pool | null = null;
  #headers: Readonly<Record<string, string>> = {};

  async start(): Promise<void> {
    for (const [authority, children] of [
      [OWN, '40'],
      [THEIRS, '10'],
    ] as const) {
      const size = ['--children', children, '--years', '3', '--seed', '7'];
      await this.ehc.json('simulate', '--authority', authority, ...size, '--json');
    }
    for (const role of ['team_manager', 'administrator']) {
      const { status, stderr } = await this.ehc.run('access', 'give', ATTACKER, '--authority', OWN, '--role', role);
      if (status !== 0) throw new Error(stderr);
    }
    this.#address = await this.ehc.start('--no-demo');
    this.#pool = new Pool(this.#address, { connections: 8 });
    this.#headers = { authorization: `Bearer ${tokenIn(this.ehc.dataDir, ATTACKER)}`, 'x-ehc-authority': OWN };
    const events = await this.log();
    this.own = recordsIn(events, OWN);
    this.theirs = recordsIn(events, THEIRS);
    this.routes = routesOf(JSON.parse((await this.send({ method: 'GET', path: '/openapi.json' })).text) as Description);
  }

  async send({ method, path, body, headers = {} }: Sent): Promise<Answered> {
    const answer = await this.#pool!.request({
      method: method.toUpperCase() as 'GET',
      path,
      headers: { ...this.#headers, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      body: body === undefined ? null : JSON.stringify(body),
    });
    return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
  }

  /** Everything that is recorded. */
  log(): Promise<RecordedEvent[]> {
    return this.#withInstallation(({ store }) => store.readAll('0', 1_000_000));
  }

  /** Every text in every recorded event, unsealed. */
  textsRecorded(): Promise<Set<string>> {
    return this.#withInstallation(async ({ store, sealer }) => {
      const events = await store.readAll('0', 1_000_000);
      return new Set([...events.map(({ payload }) => payload), ...(await sealer.openMany(events))].flatMap(textsIn));
    });
  }

  async #withInstallation<T>(work: (installation: Installation) => Promise<T>): Promise<T> {
    const installation = await openInstallation(this.ehc.dataDir);
    return work(installation).finally(() => installation.close());
  }

  async stop(): Promise<void> {
    await this.#pool?.close();
    await this.ehc.remove();
  }
}

const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};
