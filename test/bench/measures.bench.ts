import { isDeepStrictEqual } from 'node:util';
import { type AuthoritiesAsAt, startAuthorities } from './as-at/authorities-as-at.js';
import type { LiveHistories } from './as-at/live-histories.js';
import { type Question, questions } from './as-at/questions.js';
import { type Bench, figure, percentile } from './bench.js';

const CASES = 20_000;
const ROUNDS = 5;
const QUESTIONS = 200;
const BOUND = 150;

const ASKED = '891';
const AUTHORITIES: readonly LiveHistories[] = [ASKED, '892', '893', '894', '895'].map((authority, place) => ({
  authority,
  cases: CASES,
  seed: place + 1,
}));

interface Answer {
  readonly known: boolean;
  readonly position: string;
  readonly measures: readonly object[];
}

interface Timed<Result> {
  readonly ms: number;
  readonly result: Result;
}

const timed = async <Result>(work: () => Promise<Result>): Promise<Timed<Result>> => {
  const started = performance.now();
  const result = await work();
  return { ms: performance.now() - started, result };
};

const ask = async ({ address, token }: AuthoritiesAsAt, { period, asAt }: Question): Promise<Answer> => {
  const asked = new URLSearchParams({ authority: ASKED, period, asAt });
  const response = await fetch(`${address}/api/timeliness/measures?${asked.toString()}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  if (!response.ok) throw new Error(`${period} as at ${asAt}: ${response.status} ${await response.text()}`);
  const answer = (await response.json()) as Answer;
  if (!answer.known) throw new Error(`${period} as at ${asAt}: nothing is known.`);
  return answer;
};

/** The bytes of the same cases and plans, read and nothing done with them. */
const readBytes = async ({ installation }: AuthoritiesAsAt, position: string): Promise<void> => {
  const read = (table: string): Promise<unknown> =>
    installation.pool.query(
      `SELECT string_agg(packed, ''::bytea) FROM (
         SELECT packed FROM timeliness.${table} WHERE authority = $1 AND from_position <= $2
         UNION ALL
         SELECT packed FROM timeliness.${table}_past WHERE authority = $1 AND from_position <= $2 AND to_position > $2
       ) f`,
      [ASKED, position],
    );
  await Promise.all([read('case_fact'), read('plan_fact')]);
};

interface Round {
  readonly answers: readonly Answer[];
  readonly times: readonly number[];
  readonly bytes: readonly number[];
}

const round = async (authorities: AuthoritiesAsAt, asked: readonly Question[]): Promise<Round> => {
  const answers: Answer[] = [];
  const [times, bytes]: [number[], number[]] = [[], []];
  for (const question of asked) {
    const answered = await timed(() => ask(authorities, question));
    answers.push(answered.result);
    times.push(answered.ms);
    bytes.push((await timed(() => readBytes(authorities, answered.result.position))).ms);
  }
  return { answers, times, bytes };
};

/** One authority answers the same, whoever else is in the database. */
const checkSame = (asked: readonly Question[], alone: readonly Answer[], amongFive: readonly Answer[]): void => {
  asked.forEach(({ period, asAt }, place) => {
    if (!isDeepStrictEqual(alone[place]!.measures, amongFive[place]!.measures)) {
      throw new Error(`${period} as at ${asAt}: the answers differ.`);
    }
  });
};

export const bench: Bench = {
  name: 'measures',
  about: `All measures of an authority with ${CASES.toLocaleString('en-GB')} cases and ten years, as at past moments, over HTTP; alone, and with four more like it.`,
  run: async (say) => {
    const stops: (() => Promise<void>)[] = [];
    const start = async (authorities: readonly LiveHistories[]): Promise<AuthoritiesAsAt> => {
      say(`${authorities.length} × ${CASES.toLocaleString('en-GB')} cases are recorded and their facts built …`);
      const started = await startAuthorities(authorities);
      stops.push(() => started.stop());
      say(`${started.events.toLocaleString('en-GB')} events.`);
      return started;
    };
    try {
      const alone = await start(AUTHORITIES.slice(0, 1));
      const five = await start(AUTHORITIES);
      const gave = { alone: [] as Round[], five: [] as Round[] };
      for (let number = 0; number <= ROUNDS; number++) {
        const asked = questions(QUESTIONS, number);
        const [ofAlone, ofFive] = [await round(alone, asked), await round(five, asked)];
        checkSame(asked, ofAlone.answers, ofFive.answers);
        say(
          `round ${number || 'to warm up'}: p99 ${percentile(ofAlone.times, 0.99).toFixed(0)} ms alone, ${percentile(ofFive.times, 0.99).toFixed(0)} ms among five`,
        );
        if (number === 0) continue;
        gave.alone.push(ofAlone);
        gave.five.push(ofFive);
      }
      return [...figuresOf('alone', gave.alone), ...figuresOf('five', gave.five)];
    } finally {
      for (const stop of stops.reverse()) await stop();
    }
  },
};

const figuresOf = (id: string, rounds: readonly Round[]) => {
  const at = (share: number, times: (round: Round) => readonly number[]): number[] =>
    rounds.map((one) => percentile(times(one), share));
  const bytesNote = 'Baseline: the same bytes of cases and plans, read by a plain SELECT and thrown away.';
  return [
    figure(
      `${id}.p50`,
      'ms',
      at(0.5, ({ times }) => times),
    ),
    figure(
      `${id}.p99`,
      'ms',
      at(0.99, ({ times }) => times),
      { target: { below: BOUND } },
    ),
    figure(
      `${id}.bytes.p50`,
      'ms',
      at(0.5, ({ bytes }) => bytes),
      { note: bytesNote },
    ),
    figure(
      `${id}.bytes.p99`,
      'ms',
      at(0.99, ({ bytes }) => bytes),
    ),
    figure(
      `${id}.ratio`,
      'ratio',
      rounds.map(({ times, bytes }) => percentile(times, 0.5) / percentile(bytes, 0.5)),
      { note: 'Of the median answer to the median of the plain SELECT.' },
    ),
  ];
};
