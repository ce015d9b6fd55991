import type { Recorded } from '@ehc/recording';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../eventually.js';
import type { Seeded } from '../seeded.js';
import { CASEWORKER, type Command, type Step } from './command.js';
import { historyOfAChild } from './history-of-a-child.js';

/** How long a client waits for an answer before it asks again, in milliseconds: a paused service gives none. */
const PATIENCE = 2_000;

/** How long a client thinks before each step, in milliseconds: least, most. */
const THINKING = [5, 40] as const;

/** Of the commands that get no answer, the share whose client goes away instead of asking again. */
const GIVEN_UP = 0.1;

/** How many commands are acknowledged before a fault, and after it, so that it strikes under load. */
const UNDER_LOAD = 15;

export interface ClientsOptions {
  readonly seeded: Seeded;
  readonly count: number;
  readonly authorities: readonly string[];
  /** The first day on which nothing may have happened yet. */
  readonly today: string;
  /** Where the service can be asked just now. */
  readonly addresses: () => readonly string[];
  /** Somebody's bearer token. */
  readonly tokenFor: (subject: string) => string;
}

/**
 * Clients who record what happened to children, each one step after the other. A step that gets no answer, or one that
 * blames the service (5xx), is sent again under the same command id until it is acknowledged or refused.
 */
export class Clients {
  /** Every command that was ever sent. */
  readonly commands: Command[] = [];
  readonly #options: ClientsOptions;
  readonly #working: Promise<void>[] = [];
  #stopped = false;
  #gate: Promise<void> | null = null;
  #open = (): void => {};
  #sending = 0;
  #acknowledged = 0;

  constructor(options: ClientsOptions) {
    this.#options = options;
  }

  start(): void {
    for (let client = 0; client < this.#options.count; client++) this.#working.push(this.#work(client));
  }

  /** Resolves when some more commands have been acknowledged. @throws Error where none are any more */
  async getOn(): Promise<void> {
    const wanted = this.#acknowledged + UNDER_LOAD;
    if (!(await eventually(() => this.#acknowledged >= wanted))) {
      throw new Error('The service records nothing any more.');
    }
  }

  get paused(): boolean {
    return this.#gate !== null;
  }

  /** Lets every command under way be settled and sends no more until `resume`. */
  async pause(): Promise<void> {
    this.#gate ??= new Promise((open) => (this.#open = open));
    while (this.#sending > 0) await sleep(5);
  }

  resume(): void {
    this.#open();
    this.#gate = null;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.resume();
    await Promise.all(this.#working);
  }

  /** One child after the other. */
  async #work(client: number): Promise<void> {
    const { seeded, authorities } = this.#options;
    const authority = authorities[client % authorities.length]!;
    for (let child = 0; !this.#stopped; child++) {
      const ofChild = seeded.of(`client ${client}`).of(`child ${child}`);
      const history = historyOfAChild(ofChild, this.#options.today);
      let answer: Recorded | null = null;
      for (let nth = 0; !this.#stopped; nth++) {
        const { value: step, done } = history.next(answer);
        if (done) break;
        const command = await this.#record(step, authority, ofChild.of(`step ${nth}`));
        if (command.outcome === 'given up') break;
        answer = command.answer ?? null;
      }
    }
  }

  async #record(step: Step, authority: string, seeded: Seeded): Promise<Command> {
    await sleep(seeded.between('thinking', ...THINKING));
    await this.#gate;
    const command: Command = { ...step, authority, id: seeded.uuid('command'), attempts: 0, outcome: 'unknown' };
    this.commands.push(command);
    this.#sending++;
    try {
      while (command.outcome === 'unknown') await this.#send(command, seeded);
    } finally {
      this.#sending--;
    }
    return command;
  }

  async #send(command: Command, seeded: Seeded): Promise<void> {
    const addresses = this.#options.addresses();
    if (addresses.length === 0 || this.#stopped) {
      if (this.#stopped) command.outcome = 'given up';
      await sleep(20);
      return;
    }
    // By turns, since one of two may stand still.
    const address = addresses[(seeded.between('address', 0, 1) + command.attempts++) % addresses.length]!;
    const lastSent = new Date().toISOString();
    const answered = await post(address, command, this.#options.tokenFor(command.actor ?? CASEWORKER));
    if (answered === null || answered.status >= 500) {
      if (seeded.happens('gives up', GIVEN_UP)) command.outcome = 'given up';
      else await sleep(20);
      return;
    }
    command.status = answered.status;
    command.lastSent = lastSent;
    if (answered.status === 201) {
      command.outcome = 'acknowledged';
      command.answer = answered.body as Recorded;
      this.#acknowledged++;
    } else command.outcome = 'refused';
  }
}

/** The answer; null where there is none. */
const post = async (
  address: string,
  command: Command,
  token: string,
): Promise<{ status: number; body: unknown } | null> => {
  try {
    const response = await fetch(`${address}/api/${command.path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': command.id,
        authorization: `Bearer ${token}`,
        'x-ehc-authority': command.authority,
      },
      body: JSON.stringify(command.body),
      signal: AbortSignal.timeout(PATIENCE),
    });
    return { status: response.status, body: await response.json() };
  } catch {
    return null;
  }
};
