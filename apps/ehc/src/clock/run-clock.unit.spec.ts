import { PassThrough, Readable, Writable } from 'node:stream';
import { describe, expect, it, test } from '@jest/globals';
import type { Answer } from '@ehc/statutory-clock';
import { LONGEST_LINE } from './answer-line.js';
import { LineCutter, TOO_LONG } from './lines.js';
import { runClock } from './run-clock.js';

const A1 = '{"id":1,"rule":"A1_DECIDE_ASSESS_6W","facts":{"requestReceived":"2026-03-02"}}';
const ANSWER = { id: 1, rule: 'A1_DECIDE_ASSESS_6W', due: '2026-04-13' };

/** Everything that is written, and the exit status. */
async function run(chunks: Iterable<string | Buffer>): Promise<{ status: number; answers: Answer[] }> {
  const output = new PassThrough();
  const written: Buffer[] = [];
  output.on('data', (chunk: Buffer) => written.push(chunk));
  const status = await runClock(Readable.from(chunks, { objectMode: false }), output);
  const text = Buffer.concat(written).toString();
  expect(text === '' || text.endsWith('\n')).toBe(true);
  return {
    status,
    answers: text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line)),
  };
}

describe('a line for a line', () => {
  it('answers in the order of the questions', async () => {
    const lines = Array.from(
      { length: 500 },
      (_, id) => `{"id":${id},"rule":"C5_DECISION_4W","facts":{"meetingOn":"2026-06-18"}}\n`,
    );
    const { status, answers } = await run(lines);
    expect(status).toBe(0);
    expect(answers.map(({ id }) => id)).toEqual(lines.map((_, id) => id));
    for (const answer of answers) expect(answer.due).toBe('2026-07-16');
  });

  it('passes over blank lines, and needs no newline at the end', async () => {
    const { status, answers } = await run([`\n  \n${A1}\r\n\r\n\t\n${A1}`]);
    expect(status).toBe(0);
    expect(answers).toMatchObject([ANSWER, ANSWER]);
  });

  it('answers nothing with nothing', async () => {
    expect(await run([])).toEqual({ status: 0, answers: [] });
    expect(await run(['\n\n'])).toEqual({ status: 0, answers: [] });
  });

  it('answers a bad line with an error, reads on, and says so at the end', async () => {
    const { status, answers } = await run([`nonsense\n[1]\n"text"\n${A1}\n{"rule":"Z9"}\n{\n${A1}\n`]);
    expect(status).toBe(1);
    expect(answers.map(({ error }) => error?.code)).toEqual([
      'invalid_json',
      'invalid_json',
      'invalid_json',
      undefined,
      'unknown_rule',
      'invalid_json',
      undefined,
    ]);
    expect(Object.keys(answers[0]!)).toEqual(['error']);
    expect(answers[3]).toMatchObject(ANSWER);
  });

  it('joins what arrives in pieces, also within a letter', async () => {
    const bytes = Buffer.from(A1.replace('1', '"Zoë £"') + '\n');
    const { status, answers } = await run(Array.from(bytes, (byte) => Buffer.of(byte)));
    expect(status).toBe(0);
    expect(answers).toMatchObject([{ ...ANSWER, id: 'Zoë £' }]);
  });

  it('reads a stream of texts too, and past a byte order mark', async () => {
    const input = Readable.from([`\ufeff${A1}\n`, A1]);
    const output = new PassThrough({ encoding: 'utf8' });
    expect(await runClock(input, output)).toBe(0);
    expect((output.read() as string).split('\n')).toHaveLength(3);
  });

  it('answers at once, before the input ends', async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const running = runClock(input, output);
    for (let n = 0; n < 3; n++) {
      input.write(`${A1}\n`);
      const [answer] = await new Promise<Buffer[]>((resolve) => output.once('data', (chunk) => resolve([chunk])));
      expect(JSON.parse(answer!.toString())).toMatchObject(ANSWER);
    }
    input.end();
    expect(await running).toBe(0);
  });
});

describe('what is too much', () => {
  it('answers a line that is too long with an error, and the next one as ever', async () => {
    const long = `{"id":"${'x'.repeat(LONGEST_LINE)}"}`;
    const { status, answers } = await run([long.slice(0, 10), long.slice(10), `\n${A1}\n`, long]);
    expect(status).toBe(1);
    expect(answers).toMatchObject([{ error: { code: 'invalid_json' } }, ANSWER, { error: { code: 'invalid_json' } }]);
  });

  it('answers a line that is just short enough', async () => {
    const frame = A1.replace('1', '""');
    const line = A1.replace('1', `"${'x'.repeat(LONGEST_LINE - frame.length)}"`);
    expect(line).toHaveLength(LONGEST_LINE);
    expect((await run([line])).status).toBe(0);
  });

  it('answers what is nested too deeply to be echoed', async () => {
    const { status, answers } = await run([`{"id":${'['.repeat(200_000)}${']'.repeat(200_000)}}\n${A1}\n`]);
    expect(status).toBe(1);
    expect(answers).toMatchObject([{ error: {} }, ANSWER]);
  });
});

test('a line that is too long is not kept', () => {
  const cutter = new LineCutter(10);
  const cut = (text: string) => [...cutter.cut(Buffer.from(text))];
  expect(cut('12345')).toEqual([]);
  expect(cut('67890')).toEqual([]);
  expect(cut('1')).toEqual([]);
  expect((cutter as unknown as { parts: unknown[] }).parts).toEqual([]);
  expect(cut('more and more')).toEqual([]);
  expect(cut('\n1234567890\n12345678901\nab')).toEqual([TOO_LONG, '1234567890', TOO_LONG]);
  expect([...cutter.end()]).toEqual(['ab']);
  expect([...cutter.end()]).toEqual([]);
});

describe('the reader of the answers', () => {
  it('is waited for', async () => {
    let taken = 0;
    let longest = 0;
    const slow = new Writable({
      highWaterMark: 1,
      write(chunk: Buffer, _encoding, done) {
        taken++;
        longest = Math.max(longest, slow.writableLength);
        setTimeout(done, 1);
      },
    });
    const chunk = `${A1}\n`.repeat(10);
    let read = 0;
    async function* chunks() {
      for (let n = 0; n < 50; n++) {
        read++;
        expect(read - taken).toBeLessThanOrEqual(3);
        yield Buffer.from(chunk);
      }
    }
    expect(await runClock(Readable.from(chunks(), { objectMode: true, highWaterMark: 1 }), slow)).toBe(0);
    // Never more than the answers to one chunk wait.
    expect(longest).toBeLessThan(10 * 1000);
  });

  it('may go away', async () => {
    const gone = new Writable({
      highWaterMark: 1,
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('gone'), { code: 'EPIPE' })),
    });
    async function* endless() {
      for (;;) yield `${A1}\n`;
    }
    expect(await runClock(Readable.from(endless()), gone)).toBe(0);
  });

  it('may fail', async () => {
    const full = new Writable({
      highWaterMark: 1,
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('disk full'), { code: 'ENOSPC' })),
    });
    await expect(runClock(Readable.from([`${A1}\n`, `${A1}\n`, `${A1}\n`]), full)).rejects.toThrow('disk full');
  });
});

test('20,000 lines in less than a second, with exceptions and settings', async () => {
  const line = JSON.stringify({
    id: 1,
    rule: 'A5_FINAL_20W',
    facts: { requestReceived: '2026-03-02', planFinalised: '2026-08-01' },
    exceptions: [{ kind: 'X4', from: '2026-05-01', to: '2026-05-28', impractical: true }],
    settings: { rolloverNonworking: 'next' },
    asOf: '2026-06-01',
  });
  const chunk = `${line}\n`.repeat(1000);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  await runClock(Readable.from([chunk]), nowhere); // started
  const began = process.cpuUsage();
  await runClock(Readable.from(Array.from({ length: 20 }, () => chunk)), nowhere);
  // Time of the processor, not of the clock on the wall: other work on the machine is not counted.
  const { user, system } = process.cpuUsage(began);
  expect((user + system) / 1_000_000).toBeLessThan(1);
});
