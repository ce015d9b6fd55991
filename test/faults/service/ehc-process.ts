import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
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
  readonly #closed: Promise<unknown>;
  #said = '';
  #words = '';
  readonly #heard: (() => void)[] = [];

  constructor({ folder }: Build, dataDir: string, args: readonly string[]) {
    this.#child = spawn(
      process.execPath,
      [
        '--import',
        join(folder, 'test/faults/service/strike-at-gaps.js'),
        join(folder, 'apps/ehc/src/main.js'),
        ...args,
        '--data',
        dataDir,
      ],
      {
        stdio: ['ignore', 'pipe', 'pipe', 'ipc', 'pipe'],
        env: { ...process.env, DATABASE_URL: '', NODE_OPTIONS: '', EHC_LOG_LEVEL: 'warn' },
      },
    );
    this.#closed = once(this.#child, 'close');
    this.#closed.catch(() => {});
    const listen = (stream: Readable, take: (text: string) => void): void => {
      stream.setEncoding('utf8').on('data', (text: string) => {
        take(text);
        for (const tell of this.#heard.splice(0)) tell();
      });
    };
    for (const stream of [this.#child.stdout!, this.#child.stderr!]) {
      listen(stream, (text) => (this.#said = (this.#said + text).slice(-KEPT)));
    }
    listen(this.#child.stdio[LAST_WORDS] as Readable, (text) => (this.#words += text));
    void this.#closed.then(() => this.#heard.splice(0).forEach((tell) => tell()));
  }

  get pid(): number {
    return this.#child.pid!;
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
    this.#words = '';
    if (this.ended || !this.#child.connected) return;
    const known = once(this.#child, 'message');
    this.#child.send({ order }, () => {});
    await Promise.race([known, this.#closed]);
  }

  /** Whether it came to the gap for which it is armed, within so many milliseconds. */
  async reached(gap: string, timeoutMs: number): Promise<boolean> {
    return this.#until(() => this.#words.includes(gap), timeoutMs);
  }

  /** What it has said once that matches. @throws Error when it ends before, or says nothing of the kind for a minute */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    await this.#until(() => pattern.test(this.#said), 60_000);
    const found = pattern.exec(this.#said);
    if (!found) throw new Error(`A process did not say ${pattern.source}; its last words:\n${this.#said}`);
    return found;
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

  /** True once it is so; false when the process ends without, or after so many milliseconds. */
  async #until(isSo: () => boolean, timeoutMs: number): Promise<boolean> {
    const deadline = Date.now() + timeoutMs;
    while (!isSo()) {
      const left = deadline - Date.now();
      if (left <= 0 || (this.ended && this.#child.stdout!.destroyed)) return isSo();
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, left)));
      await Promise.race([new Promise<void>((resolve) => this.#heard.push(resolve)), late, this.#closed]);
      clearTimeout(timer);
      if (this.ended && !isSo()) {
        await this.#closed;
        return isSo();
      }
    }
    return true;
  }
}
