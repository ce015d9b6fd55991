import { Command } from 'commander';
import { readdirSync } from 'node:fs';
import type { Bench, Figure } from './bench.js';
import { machine } from './machine.js';

const ENDING = '.bench.js';

const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(ENDING))
  .map((file) => file.slice(0, -ENDING.length))
  .toSorted();

const say = (line: string): void => void process.stderr.write(`${line}\n`);

const rounded = (value: number): string =>
  value.toLocaleString('en-GB', { maximumSignificantDigits: value >= 1_000 ? 6 : 4 });

const line = ({ id, value, unit, target, ok, min, max, note }: Figure): string =>
  [
    `${target === null ? ' ' : ok ? '✓' : '✗'} ${id.padEnd(36)} ${rounded(value).padStart(12)} ${unit.padEnd(10)}`,
    `${(target ?? '').padEnd(10)} ${rounded(min)} … ${rounded(max)}`,
    ...(note === undefined ? [] : [`\n      ${note}`]),
  ].join(' ');

const measure = async (name: string, { json }: { json: boolean }): Promise<void> => {
  const { bench } = (await import(`./${name}${ENDING}`)) as { bench: Bench };
  say(`${bench.name}: ${bench.about}`);
  const figures = await bench.run(say);
  const on = machine();
  if (json) process.stdout.write(`${JSON.stringify({ name: bench.name, machine: on, figures })}\n`);
  else process.stdout.write(`${figures.map(line).join('\n')}\n${on.cores} × ${on.processor}, Node.js ${on.node}\n`);
  if (!figures.every(({ ok }) => ok)) process.exitCode = 1;
};

await new Command('npm run bench --')
  .description('Measures one thing, against a baseline of the same run. The exit status is 1 where a target is missed.')
  .argument('<name>', `one of ${names.join(', ')}`)
  .option('--json', 'print one JSON object', false)
  .action(async (name: string, options: { json: boolean }) => {
    if (!names.includes(name)) {
      say(`There is no benchmark "${name}". There are: ${names.join(', ')}.`);
      process.exitCode = 2;
      return;
    }
    await measure(name, options);
  })
  .parseAsync();
