import { findRunning } from '@ehc/platform';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { ProviderOfTests } from '../../harness/provider-of-tests.js';
import { eventually } from '../eventually.js';
import { type Build, EhcProcess } from './ehc-process.js';

/** A service that has started, and its address. */
export interface Service {
  readonly process: EhcProcess;
  readonly address: string;
}

/** The service on a data folder of its own with its own PostgreSQL, as processes that can be killed. */
export class Installation {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'ehc-faults-'));
  readonly #services: Service[] = [];
  readonly #processes = new Set<EhcProcess>();

  /** @param provider who signs the clients' tokens */
  constructor(
    readonly build: Build,
    private readonly provider: ProviderOfTests,
  ) {
    process.once('exit', this.#removeAtOnce);
  }

  /** Where the service can be asked: at one address, or at several while several processes run. */
  get addresses(): readonly string[] {
    return this.#services.filter(({ process }) => !process.ended).map(({ address }) => address);
  }

  get service(): Service {
    return this.#services[0]!;
  }

  /** Runs a command beside the service. */
  run(...args: string[]): EhcProcess {
    const process = new EhcProcess(this.build, this.dataDir, args, this.provider.environment);
    this.#processes.add(process);
    return process;
  }

  /** Starts the service, or one more beside it, and waits until it is ready. */
  async start(): Promise<Service> {
    const process = this.run('start', '--port', '0', '--no-demo');
    const [, address] = await process.says(/API page\s+(http:\/\/127\.0\.0\.1:\d+)/);
    const service = { process, address: address! };
    this.#services.push(service);
    await this.ready(service);
    return service;
  }

  /** Resolves once the service says that it is ready. */
  async ready({ process, address }: Service): Promise<void> {
    let said = 'no answer';
    const ready = await eventually(async () => {
      const answer = await fetch(`${address}/health/ready`, { signal: AbortSignal.timeout(5_000) }).catch(() => null);
      said = (await answer?.text().catch(() => null)) ?? said;
      if (process.ended) throw new Error(`The service ended by itself; ${lastWords(process)}`);
      return answer?.ok;
    });
    if (!ready) throw new Error(`The service does not become ready: ${said}`);
  }

  /** Forgets services that have ended. */
  forgetEnded(): void {
    for (const service of this.#services.filter(({ process }) => process.ended)) {
      this.#services.splice(this.#services.indexOf(service), 1);
    }
  }

  /** The database server's process; undefined where none runs. */
  async postmaster(): Promise<number | undefined> {
    return (await findRunning(this.dataDir))?.pid;
  }

  /** Address of the running database; waits for it to come up. */
  async databaseUrl(): Promise<string> {
    const running = await eventually(() => findRunning(this.dataDir));
    if (running) return running.url;
    const ended = this.#services.filter(({ process }) => process.ended);
    const words = ended.map(({ process }) => `\nThe service has ended; ${lastWords(process)}`);
    throw new Error(`PostgreSQL does not answer.${words.join('')}`);
  }

  /** Works over a connection of the harness's own. */
  async withDatabase<Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> {
    const client = new pg.Client({ connectionString: await this.databaseUrl(), application_name: 'fault campaign' });
    client.on('error', () => {}); // some faults cut it off, which is what they are for
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end().catch(() => {});
    }
  }

  /** Ends everything, the database too, and removes the folder. */
  async remove(): Promise<void> {
    process.off('exit', this.#removeAtOnce);
    await Promise.all([...this.#processes].filter(({ ended }) => !ended).map((process) => process.kill()));
    const postmaster = await this.postmaster();
    if (postmaster !== undefined) {
      process.kill(postmaster, 'SIGINT');
      while (isAlive(postmaster)) await sleep(20);
    }
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  /** The campaign itself is being ended: nothing of it may go on. */
  readonly #removeAtOnce = (): void => {
    for (const running of this.#processes) running.signal('SIGKILL');
    try {
      const [postmaster] = readFileSync(join(this.dataDir, 'postgres/postmaster.pid'), 'latin1').split('\n');
      process.kill(Number(postmaster), 'SIGQUIT');
    } catch {
      // It does not run.
    }
    rmSync(this.dataDir, { recursive: true, force: true });
  };
}

const lastWords = ({ said }: EhcProcess): string => `its last words:\n${said}`;

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
