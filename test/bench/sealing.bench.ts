import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { SealedVerification, SignedHead, SigningKey } from '@ehc/tamper-evidence';
import {
  appendsOf,
  CHANGES,
  changeAt,
  cutOffAfter,
  FORGET_SEALS,
  SealedWorld,
  TAMPERINGS,
} from '@ehc/tamper-evidence/testing';
import { type Bench, type Figure, figure } from './bench.js';
import { withTemporaryPostgres } from './temporary-postgres.js';

const STREAMS = 5_000;
const EVENTS_OF_A_STREAM = 20;
const SIZE = STREAMS * EVENTS_OF_A_STREAM;
const PLACES = { size: SIZE, first: 41_234, second: 77_777 };

/** Pairs of rounds, with sealing and without, in which events are appended at a steady pace. */
const PAIRS = 5;
const ROUND_MS = 4_000;
/** Appends of one event a second: as many as the service takes steps over HTTP on two processors. */
const PACE = 1_000;

/** Something done to the log, and what must be found of it. */
interface Kind {
  readonly id: string;
  readonly tamper: (world: SealedWorld) => Promise<void>;
  /** With a head that was exported before; needed where all of the sealed log was made anew. */
  readonly against?: 'exported head';
  readonly finds: { readonly kind: string; readonly positions: { readonly from: number; readonly to: number } };
}

const changed = ([id, what]: readonly [string, string]): Kind => ({
  id: `${id}_changed`,
  tamper: (world) => world.tamper([changeAt(PLACES.first, CHANGES[what]!)]),
  finds: { kind: 'changed', positions: { from: PLACES.first, to: PLACES.first } },
});

const KINDS: readonly Kind[] = [
  ...Object.entries({
    open_payload: 'the open payload',
    recorded_at: 'the instant of recording',
    ciphertext: 'the ciphertext',
    actor: 'who did it',
  }).map(changed),
  ...TAMPERINGS.map(({ name, statements, finds }) => ({
    id: name.replaceAll(/,? /g, '_'),
    tamper: (world: SealedWorld) => world.tamper(statements(PLACES)),
    finds: finds(PLACES),
  })),
  {
    id: 'rewritten_and_sealed_anew_with_the_real_key',
    against: 'exported head',
    tamper: async (world) => {
      await world.tamper([changeAt(PLACES.first, CHANGES['the open payload']!), ...FORGET_SEALS]);
      await world.seal();
    },
    finds: { kind: 'exported_head', positions: { from: 1, to: SIZE } },
  },
  {
    id: 'end_of_log_and_tree_cut_off',
    against: 'exported head',
    tamper: (world) => world.tamper(cutOffAfter(SIZE - 10)),
    finds: { kind: 'exported_head', positions: { from: SIZE - 9, to: SIZE } },
  },
];

const timed = async <Answer>(
  work: () => Promise<Answer>,
): Promise<{ seconds: number; cpu: number; answer: Answer }> => {
  const [began, cpuBefore] = [performance.now(), process.cpuUsage()];
  const answer = await work();
  const { user, system } = process.cpuUsage(cpuBefore);
  return { seconds: (performance.now() - began) / 1_000, cpu: user + system, answer };
};

const isFound = ({ finds }: Kind, { findings }: SealedVerification): boolean =>
  findings.some(
    ({ kind, positions }) =>
      kind === finds.kind && positions?.from === finds.positions.from && positions.to === finds.positions.to,
  );

/** Databases of one server, as superuser. */
class Databases {
  constructor(private readonly url: string) {}

  address(name: string): string {
    const url = new URL(this.url);
    url.username = 'postgres';
    url.pathname = `/${name}`;
    return url.toString();
  }

  async run(statement: string): Promise<void> {
    const client = new pg.Client({ connectionString: this.address('postgres') });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  }
}

/** Appends events one by one at a steady pace. @returns processor time of this process for one, in microseconds */
const appendSteadily = async (world: SealedWorld): Promise<number> => {
  const { cpu, answer } = await timed(async () => {
    const began = performance.now();
    let appended = 0;
    while (performance.now() - began < ROUND_MS) {
      const due = Math.floor(((performance.now() - began) * PACE) / 1_000) - appended;
      await world.append(appendsOf(due, 1));
      appended += due;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return appended;
  });
  return cpu / answer;
};

const costOfSealing = async (world: SealedWorld, say: (line: string) => void): Promise<Figure[]> => {
  const gave = { sealed: [] as number[], plain: [] as number[], more: [] as number[] };
  for (let pair = 1; pair <= PAIRS; pair++) {
    const plain = await appendSteadily(world);
    await world.seal(); // what was appended without
    const sealing = world.sealing();
    await sealing.start();
    const sealed = await appendSteadily(world);
    await sealing.stop();
    gave.plain.push(plain);
    gave.sealed.push(sealed);
    gave.more.push(sealed - plain);
    say(
      `pair ${pair} of ${PAIRS}: ${Math.round(plain)} µs an append without sealing, ${Math.round(sealed)} µs with it`,
    );
  }
  return [
    figure('cpu.plain', 'µs', gave.plain, { note: `Processor time of the process for one append, ${PACE} a second.` }),
    figure('cpu.sealed', 'µs', gave.sealed),
    figure('cpu.sealing', 'µs', gave.more, {
      target: { below: 150 },
      note: 'The difference. A step recorded over HTTP takes some 1,000 µs.',
    }),
  ];
};

const findEach = async (
  databases: Databases,
  base: string,
  { key, head }: { key: SigningKey; head: SignedHead },
  say: (line: string) => void,
): Promise<Figure[]> => {
  const figures: Figure[] = [];
  for (const kind of KINDS) {
    const name = `tampered_${randomUUID().replaceAll('-', '')}`;
    await databases.run(`CREATE DATABASE ${name} TEMPLATE ${base} STRATEGY file_copy`);
    const world = await SealedWorld.open(databases.address(name), key);
    try {
      await kind.tamper(world);
      const alone = kind.against === undefined ? null : await world.verify();
      if (alone && !alone.sound) throw new Error(`${kind.id} is found without a head: this shows nothing of heads.`);
      const { seconds, answer } = await timed(() => world.verify(kind.against === undefined ? [] : [head]));
      if (!isFound(kind, answer)) throw new Error(`${kind.id} was not found: ${JSON.stringify(answer.findings)}`);
      const against = kind.against === undefined ? '' : ', against an exported head';
      figures.push(figure(`found.${kind.id}`, 's', [seconds], { note: `${answer.findings[0]!.text}` }));
      say(`${kind.id} found in ${seconds.toFixed(1)} s${against}: ${answer.findings[0]!.text}`);
    } finally {
      await world.close();
      await databases.run(`DROP DATABASE ${name} WITH (FORCE)`);
    }
  }
  return figures;
};

const measure = async (url: string, say: (line: string) => void): Promise<Figure[]> => {
  const databases = new Databases(url);
  await databases.run('CREATE DATABASE sealed_base');
  const world = await SealedWorld.open(databases.address('sealed_base'));
  for (let streams = 0; streams < STREAMS; streams += 500) await world.append(appendsOf(500, EVENTS_OF_A_STREAM));
  say(`${SIZE} events are there.`);
  const sealing = await timed(() => world.seal());
  const head = sealing.answer;
  say(`sealed in ${sealing.seconds.toFixed(1)} s`);
  const sound = await timed(() => world.verify([head]));
  if (!sound.answer.sound) throw new Error(`A log that nobody changed is not sound: ${JSON.stringify(sound.answer)}`);
  const { key } = world;
  await world.close();

  const found = await findEach(databases, 'sealed_base', { key, head }, say);
  await databases.run('CREATE DATABASE live TEMPLATE sealed_base STRATEGY file_copy');
  const live = await SealedWorld.open(databases.address('live'), key);
  const cost = await costOfSealing(live, say).finally(() => live.close());
  return [
    figure('seal.existing', 's', [sealing.seconds], {
      target: { below: 60 },
      note: `A log of ${SIZE} events that was never sealed, to its first signed head.`,
    }),
    figure('seal.cpu', 'µs', [sealing.cpu / SIZE], { note: 'Processor time of the process for one of these events.' }),
    figure('verify.sound', 's', [sound.seconds], { note: `ehc verify --sealed of ${SIZE} events, nothing changed.` }),
    ...found,
    ...cost,
  ];
};

export const bench: Bench = {
  name: 'sealing',
  about: 'sealing a log of 100,000 events, finding each kind of change in it, and what sealing costs an append.',
  run: (say) => withTemporaryPostgres(({ url }) => measure(url, say)),
};
