import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { RoleName } from '@ehc/identity';
import { tokenIn } from './sign-in.js';

/** From the folder of the project, where tests and benchmarks run, compiled or not. */
const BIN = join(process.cwd(), 'bin/ehc.mjs');

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface EhcOptions {
  readonly nodeArguments?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly keepsLog?: boolean;
}

/** A data folder of its own, with its own PostgreSQL, and the command `ehc` on it as anybody would type it. */
export class EhcInFolder {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'ehc-e2e-'));
  private service: ChildProcess | null = null;
  private readonly nodeArguments: readonly string[];
  private readonly environment: Readonly<Record<string, string>>;
  private readonly keepsLog: boolean;
  /** What the service has said, line by line, where it is kept. */
  readonly log: string[] = [];

  /**
   * @param options.nodeArguments what Node.js is given before the command, `--import` for instance
   * @param options.environment variables besides our own
   * @param options.keepsLog whether the lines of the service's log are kept in `log`
   */
  constructor({ nodeArguments = [], environment = {}, keepsLog = false }: EhcOptions = {}) {
    this.nodeArguments = nodeArguments;
    this.environment = environment;
    this.keepsLog = keepsLog;
  }

  /** Runs a command to its end. */
  async run(...args: string[]): Promise<Ran> {
    const child = this.spawn(args);
    let stdout = '';
    let stderr = '';
    child.stdout!.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const [status] = (await once(child, 'close')) as [number | null];
    return { status, stdout, stderr };
  }

  /** Runs a command whose answer is one JSON object. Fails with what it said where its exit status is not 0. */
  async json<T>(...args: string[]): Promise<T> {
    const { status, stdout, stderr } = await this.run(...args);
    if (status !== 0)
      throw new Error(`ehc ${args.join(' ')}: exit status ${status}\n${stderr}\n${stdout.slice(0, 2_000)}`);
    return JSON.parse(stdout) as T;
  }

  /** Begins a command and kills it with SIGKILL as soon as it has said `text`. */
  async killedAfterSaying(text: string, ...args: string[]): Promise<void> {
    const child = this.spawn(args);
    let said = '';
    const closed = once(child, 'close');
    const heard = new Promise<void>((resolve, reject) => {
      for (const stream of [child.stdout!, child.stderr!]) {
        stream.setEncoding('utf8').on('data', (more: string) => {
          said += more;
          if (said.includes(text)) resolve();
        });
      }
      void closed.then(() => reject(new Error(`ended before it said "${text}":\n${said}`)));
    });
    await heard;
    child.kill('SIGKILL');
    await closed;
  }

  /** Starts the service and answers its address once it is ready. */
  async start(...args: string[]): Promise<string> {
    const child = this.spawn(['start', '--port', '0', ...args]);
    this.service = child;
    if (this.keepsLog) this.keepLog(child);
    let said = '';
    let listen: (text: string) => void = () => undefined;
    const address = await new Promise<string>((resolve, reject) => {
      listen = (text) => {
        said += text;
        const found = /API page\s+(http:\/\/127\.0\.0\.1:\d+)/.exec(said);
        if (found) resolve(found[1]!);
      };
      child.stdout!.setEncoding('utf8').on('data', listen);
      child.stderr!.setEncoding('utf8').on('data', listen);
      child.once('close', (status) => reject(new Error(`ehc start ended with ${status}:\n${said.slice(-4_000)}`)));
    });
    // It goes on writing a line for every request, which nobody reads.
    for (const stream of [child.stdout!, child.stderr!]) stream.off('data', listen).resume();
    for (;;) {
      const ready = await fetch(`${address}/health/ready`);
      if (ready.ok) return address;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Gives somebody a role in an authority. */
  async give(subject: string, role: RoleName, authority: string, ...reach: string[]): Promise<void> {
    const { status, stderr } = await this.run(
      'access',
      'give',
      subject,
      '--role',
      role,
      '--authority',
      authority,
      ...reach,
    );
    if (status !== 0) throw new Error(`${subject} could not be made ${role}: ${stderr}`);
  }

  /** The headers by which somebody asks the service for an authority; it must have been started. */
  asking(subject: string, authority: string): Record<string, string> {
    return {
      'content-type': 'application/json',
      authorization: `Bearer ${tokenIn(this.dataDir, subject)}`,
      'x-ehc-authority': authority,
    };
  }

  /** The exit status of a service that ends by itself, once it has. */
  async ended(): Promise<number | null> {
    const child = this.service!;
    if (child.exitCode === null) await once(child, 'close');
    return child.exitCode;
  }

  async stop(): Promise<number | null> {
    const child = this.service;
    this.service = null;
    if (!child || child.exitCode !== null) return child?.exitCode ?? null;
    child.kill('SIGTERM');
    const [status] = (await once(child, 'close')) as [number | null];
    return status;
  }

  /** Kills the service with SIGKILL; its PostgreSQL is left to whoever opens the folder next. */
  async kill(): Promise<void> {
    const child = this.service!;
    this.service = null;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  private keepLog(child: ChildProcess): void {
    for (const stream of [child.stdout!, child.stderr!]) {
      createInterface({ input: stream }).on('line', (line) => this.log.push(line));
    }
  }

  private spawn(args: readonly string[]): ChildProcess {
    // The folder goes last: `ehc import sen2 PATH … --data DIR`.
    return spawn(process.execPath, [...this.nodeArguments, BIN, ...args, '--data', this.dataDir], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, DATABASE_URL: '', NODE_OPTIONS: '', ...this.environment },
    });
  }
}
