import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Bench, figure } from './bench.js';

const LINES = 200_000;
const ROUNDS = 5;

const EHC = [join(process.cwd(), 'bin/ehc.mjs'), 'clock'];
/** Reads and writes the same JSON and reckons nothing: what is left of the time is the clock's. */
const ECHO = [
  '-e',
  `const lines = require('node:readline').createInterface({ input: process.stdin });
   let out = '';
   lines.on('line', (line) => { out += JSON.stringify(JSON.parse(line)) + '\\n'; if (out.length > 65536) { process.stdout.write(out); out = ''; } });
   lines.on('close', () => process.stdout.write(out));`,
];

const DAY = 86_400_000;
const dayAfter = (start: number, days: number): string => new Date(start + days * DAY).toISOString().slice(0, 10);

/** Requests as a worklist asks them: three rules, each of another day, every third with an exception. */
const requests = (count: number): string[] => {
  const start = Date.UTC(2019, 0, 1);
  return Array.from({ length: count }, (_, index) => {
    const received = index % 2_000;
    const requestReceived = dayAfter(start, received);
    const asOf = dayAfter(start, received + 130);
    const id = String(index);
    switch (index % 3) {
      case 0:
        return { id, rule: 'A1_DECIDE_ASSESS_6W', facts: { requestReceived }, asOf };
      case 1:
        return { id, rule: 'A3_NO_PLAN_16W', facts: { requestReceived, noPlanNotified: asOf } };
      default: {
        const absent = { kind: 'X4', from: dayAfter(start, received + 20), to: dayAfter(start, received + 60) };
        return { id, rule: 'A5_FINAL_20W', facts: { requestReceived }, exceptions: [absent], asOf };
      }
    }
  }).map((request) => JSON.stringify(request));
};

const begin = (args: readonly string[]): ChildProcess =>
  spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });

/** Lines answered a second, from the start of the process to its end. */
const rateOf = async (args: readonly string[], lines: readonly string[]): Promise<number> => {
  const started = performance.now();
  const child = begin(args);
  let answered = 0;
  child.stdout!.on('data', (chunk: Buffer) => {
    for (const byte of chunk) if (byte === 10) answered++;
  });
  const closed = once(child, 'close');
  await pipeline(Readable.from([`${lines.join('\n')}\n`]), child.stdin!);
  await closed;
  if (child.exitCode !== 0 || answered !== lines.length)
    throw new Error(`${answered} answers to ${lines.length} lines, exit status ${child.exitCode}.`);
  return (lines.length * 1_000) / (performance.now() - started);
};

/** Milliseconds from the start of the process to its first answer. */
const firstAnswerOf = async (args: readonly string[], line: string): Promise<number> => {
  const started = performance.now();
  const child = begin(args);
  const answer = once(child.stdout!, 'data');
  child.stdin!.write(`${line}\n`);
  // What echoes line by line answers at the end; what holds its answers back until then is no first answer.
  if (args === ECHO) child.stdin!.end();
  await answer;
  const took = performance.now() - started;
  const closed = once(child, 'close');
  child.stdin!.end();
  await closed;
  return took;
};

export const bench: Bench = {
  name: 'clock',
  about: `\`ehc clock\` answering ${LINES.toLocaleString('en-GB')} lines, and one line from a cold start.`,
  run: async (say) => {
    const lines = requests(LINES);
    const gave = { rate: [], echo: [], ratio: [], first: [], node: [] } as Record<
      'rate' | 'echo' | 'ratio' | 'first' | 'node',
      number[]
    >;
    for (let round = 1; round <= ROUNDS; round++) {
      const rate = await rateOf(EHC, lines);
      const echo = await rateOf(ECHO, lines);
      gave.rate.push(rate);
      gave.echo.push(echo);
      gave.ratio.push(rate / echo);
      gave.first.push(await firstAnswerOf(EHC, lines[0]!));
      gave.node.push(await firstAnswerOf(ECHO, lines[0]!));
      say(`round ${round} of ${ROUNDS}: ${Math.round(rate)} lines/s`);
    }
    return [
      figure('lines.rate', 'lines/s', gave.rate),
      figure('lines.echo', 'lines/s', gave.echo, { note: 'Baseline: the same lines read and written as JSON.' }),
      figure('lines.ratio', 'ratio', gave.ratio),
      figure('first-answer', 'ms', gave.first),
      figure('first-answer.node', 'ms', gave.node, { note: 'Baseline: Node.js alone, started and answering.' }),
    ];
  },
};
