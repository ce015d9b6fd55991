// `npm run test:faults`: see docs/how-to/run-the-fault-campaign.md.
import { Command, InvalidArgumentError } from 'commander';
import { join } from 'node:path';
import { type FaultResult, runCampaign } from './campaign.js';
import { isWell } from './checks/check.js';
import { findPlanted, plantedDefects } from './planted-defects.js';
import { IN_GAPS } from './schedule.js';

const OUR_BUILD = { folder: join(import.meta.dirname, '../..') };

/** The checkout: `npm run` works in it. */
const ROOT = process.cwd();

interface Options {
  readonly count: number;
  readonly seed: number;
  readonly only?: number;
  readonly planted: boolean;
}

const whole = (text: string): number => {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('it must be a whole number.');
  return Number(text);
};

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const tell = (seed: number) => (result: FaultResult) => {
  const { index, name, what, ms, missed, events, lost, doubled, wrong } = result;
  const verdict = isWell(result) ? `good, ${events} events` : 'BROKEN';
  const again = missed > 0 ? `, after it was missed ${missed} times` : '';
  say(`${String(index).padStart(4)}  ${name}: ${what}${again} … ${verdict}, ${(ms / 1_000).toFixed(1)} s`);
  for (const [kind, ones] of Object.entries({ lost, doubled, wrong })) {
    for (const one of ones.slice(0, 10)) say(`      ${kind}: ${one}`);
    if (ones.length > 10) say(`      ${kind}: and ${ones.length - 10} more`);
  }
  if (!isWell(result)) say(`      See it again: npm run test:faults -- --seed ${seed} --only ${index}`);
};

const sum = (results: readonly FaultResult[], kind: 'lost' | 'doubled' | 'wrong'): number =>
  results.reduce((total, result) => total + result[kind].length, 0);

const tellEnd = (results: readonly FaultResult[], seed: number, ms: number): void => {
  const hits = new Map<string, number>(IN_GAPS.map(({ name }) => [name, 0]));
  for (const { name, reached } of results) if (reached) hits.set(name, (hits.get(name) ?? 0) + 1);
  say('\nHits');
  for (const [name, times] of hits) say(`${String(times).padStart(6)}  ${name}`);
  const slowest = Math.max(...results.map((result) => result.ms));
  say(
    `\nSeed ${seed}; ${(ms / 60_000).toFixed(1)} minutes, ${(ms / results.length / 1_000).toFixed(1)} s a fault, the slowest ${(slowest / 1_000).toFixed(1)} s.`,
  );
  say(
    `${results.length} faults, ${sum(results, 'lost')} lost, ${sum(results, 'doubled')} doubled, ${sum(results, 'wrong')} otherwise wrong`,
  );
};

/** Whether every planted defect is found. */
const findEach = async (seed: number): Promise<boolean> => {
  let all = true;
  for (const defect of plantedDefects(ROOT)) {
    const found = await findPlanted(ROOT, defect, seed);
    all &&= found !== null;
    if (!found) {
      say(`${defect.name}: NOT FOUND`);
      continue;
    }
    const { index, name, what, lost, doubled, wrong } = found.by;
    say(`${defect.name}: found after ${found.after} faults, by number ${index} (${name}: ${what})`);
    for (const one of [...lost, ...doubled, ...wrong].slice(0, 3)) say(`      ${one}`);
  }
  return all;
};

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const program = new Command('npm run test:faults --')
  .description('Kills and stops the service, its database and its connections under load, and checks that all is well.')
  .option('--count <number>', 'how many faults', whole, 200)
  .option('--seed <number>', 'which of all campaigns; the same seed gives the same faults', whole, 1)
  .option('--only <index>', 'one fault of the campaign, by its number', whole)
  .option('--planted', 'instead, plant each of the known defects in a copy and see that the campaign finds it', false)
  .action(async ({ count, seed, only, planted }: Options) => {
    if (planted) {
      process.exitCode = (await findEach(seed)) ? 0 : 1;
      return;
    }
    const begun = performance.now();
    const faults = only === undefined ? Array.from({ length: count }, (_, index) => index) : [only];
    const results = await runCampaign({ build: OUR_BUILD, seed, faults, tell: tell(seed) });
    tellEnd(results, seed, performance.now() - begun);
    process.exitCode = results.every(isWell) ? 0 : 1;
  });

await program.parseAsync();
