import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { eventually } from '../eventually.js';
import { LAST_WORDS, type Order } from '../gaps.js';

/** Where a build of the service lies: ours, or one with a defect planted in it. */
export interface Build {
  readonly folder: string;
}

/** How much of what a process says is kept, in characters. */
const KEPT = 4_000;

/** A process of the service, or of a command beside it, that can be made to end at a gap. */
export class EhcProcess {
  readonly #child: ChildProcess;
  /** Settles when it has ended and all that it said was heard. */
  readonly #closed: Promise<unknown>;
  #isClosed = false;
  #said = '';
  #lastWords = '';

  constructor(
    { folder }: Build,
    dataDir: string,
    args: readonly string[],
    environment: Readonly<Record<string, string>>,
  ) {
    const strikes = join(folder, 'test/faults/service/strike-at-gaps.js');
    const main = join(folder, 'apps/ehc/src/main.js');
    this.#child = spawn(process.execPath, ['--import', strikes, main, ...args, '--data', dataDir], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc', 'pipe'],
      env: {
        ...process.env,
        DATABASE_URL: '',
        NODE_OPTIONS: '',
        EHC_LOG_LEVEL: 'warn',
        // A client of the load records as fast as it is answered.
        EHC_WRITES_PER_MINUTE: '1000000',
        ...environment,
      },
    });
    this.#closed = once(this.#child, 'close').then(() => (this.#isClosed = true));
    for (const stream of [this.#child.stdout!, this.#child.stderr!]) {
      listen(stream, (text) => (this.#said = (this.#said + text).slice(-KEPT)));
    }
    listen(this.#child.stdio[LAST_WORDS] as Readable, (text) => (this.#lastWords += text));
  }

  /** The end of what it has said. */
  get said(): string {
    return this.#said;
  }

  get ended(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** Makes it end or stop itself at a gap; null takes the order back. Resolves when it knows. */
  async arm(order: Order | null): Promise<void> {
    this.#lastWords = '';
    if (this.ended || !this.#child.connected) return;
    const known = once(this.#child, 'message');
    this.#child.send({ order }, () => {});
    await Promise.race([known, this.#closed]);
  }

  /** Whether it comes to the gap for which it is armed. */
  async reached(gap: string): Promise<boolean> {
    await eventually(() => this.#isClosed || this.#lastWords.includes(gap));
    return this.#lastWords.includes(gap);
  }

  /** What it says that matches. @throws Error when it ends before, or says nothing of the kind */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    const found = await eventually(() => pattern.exec(this.#said) ?? (this.#isClosed && 'ended'));
    if (found && found !== 'ended') return found;
    throw new Error(`A process did not say ${pattern.source}; its last words:\n${this.#said}`);
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Resolves with its exit status once it has ended; null where a signal ended it. */
  async end(): Promise<number | null> {
    await this.#closed;
    return this.#child.exitCode;
  }

  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.end();
  }
}

const listen = (stream: Readable, take: (text: string) => void): void => {
  stream.setEncoding('utf8').on('data', take);
};
