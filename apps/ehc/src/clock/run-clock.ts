/**
 * `ehc clock`: reads one JSON request a line and writes one JSON answer a line, in the same order. Loads nothing but
 * the clock library, so that it starts at once.
 */
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { LONGEST_LINE, answerLine } from './answer-line.js';
import { type Line, LineCutter } from './lines.js';

/**
 * Answers every line of `input` on `output` until the input ends; waits while the output is full. It leaves the output
 * open. A reader that goes away (`EPIPE`) ends it early.
 * @returns the exit status: 1 if any line failed, else 0.
 * @throws what reading or (but for `EPIPE`) writing throws.
 */
export async function runClock(input: Readable, output: Writable): Promise<number> {
  const cutter = new LineCutter(LONGEST_LINE);
  let failed = false;
  let writeError: NodeJS.ErrnoException | undefined;
  const onError = (error: NodeJS.ErrnoException) => {
    writeError ??= error;
  };
  output.on('error', onError);

  const answerAll = (lines: Iterable<Line>): string => {
    let answers = '';
    for (const line of lines) {
      const answer = answerLine(line);
      if (!answer) continue;
      failed ||= answer.failed;
      answers += answer.text + '\n';
    }
    return answers;
  };
  // One write for the lines of a chunk, not one for each, and the next chunk only when there is room.
  const write = async (answers: string) => {
    if (answers === '' || writeError || output.write(answers)) return;
    await roomIn(output).catch(onError);
  };

  try {
    for await (const chunk of input) {
      await write(answerAll(cutter.cut(typeof chunk === 'string' ? Buffer.from(chunk) : chunk)));
      if (writeError || output.destroyed) break;
    }
    await write(answerAll(cutter.end()));
    if (!writeError && !output.destroyed) await flushed(output);
  } finally {
    output.off('error', onError);
  }
  // The compiler cannot see that a callback sets it.
  const problem = writeError as NodeJS.ErrnoException | undefined;
  if (problem && problem.code !== 'EPIPE') throw problem;
  return failed ? 1 : 0;
}

/** Waits until the output has room again, or is closed. */
async function roomIn(output: Writable): Promise<void> {
  if (output.destroyed) return;
  const waiting = new AbortController();
  const { signal } = waiting;
  try {
    await Promise.race([once(output, 'drain', { signal }), once(output, 'close', { signal })]);
  } finally {
    waiting.abort();
  }
}

/** Waits until all that was written has been handed on, so that the process may end. */
async function flushed(output: Writable): Promise<void> {
  await new Promise<void>((resolve) => {
    output.write('', () => resolve());
  });
}
