import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { join } from 'node:path';
import { EhcInFolder } from '../harness/ehc.js';

// `ehc lead-indicators` and the service answer alike, and with the totals of `ehc measures`.

jest.setTimeout(600_000);

const SAMPLE = join(import.meta.dirname, '../../apps/casework/src/import-sen2-return/test-data/made-up-return');

interface Answer {
  today: string;
  figures: { open: { total: number; ages: Record<string, number> }; cases: { entries: { case: string }[] } };
}

let ehc: EhcInFolder;
beforeAll(async () => {
  ehc = new EhcInFolder();
  const { status, stderr } = await ehc.run('import', 'sen2', SAMPLE, '--authority', '892');
  if (status !== 0) throw new Error(stderr);
});
afterAll(() => ehc.remove());

test('the command, the service and the measures agree', async () => {
  await ehc.give('a.manager', 'team_manager', '892');
  const address = await ehc.start('--no-demo');
  const asAt = new Date().toISOString();
  const told = await ehc.json<Answer>(
    'lead-indicators',
    '--authority',
    '892',
    '--as-at',
    asAt,
    '--limit',
    '3',
    '--json',
  );
  expect(told.figures.open.total).toBeGreaterThan(0);
  expect(told.figures.cases.entries.length).toBe(Math.min(3, told.figures.open.total));

  const response = await fetch(`${address}/api/timeliness/lead-indicators?authority=892&asAt=${asAt}&limit=3`, {
    headers: ehc.asking('a.manager', '892'),
  });
  expect(await response.json()).toEqual(told);

  const year = told.today.slice(0, 4);
  const asked = ['--authority', '892', '--year', year, '--as-at', asAt, '--json'];
  const { measures } = await ehc.json<{ measures: { id: string; numerator: number }[] }>('measures', ...asked);
  const measured = (id: string) => measures.find((measure) => measure.id === id)!.numerator;
  expect(told.figures.open.total).toBe(measured('open.total'));
  for (const [band, count] of Object.entries(told.figures.open.ages)) expect(count).toBe(measured(`open.age.${band}`));

  const { status, stdout } = await ehc.run('lead-indicators', '--authority', '892', '--as-at', asAt);
  expect(status).toBe(0);
  expect(stdout).toContain(`of ${told.figures.open.total}, what will be late next first`);
});

test('a question that cannot be answered is told in words', async () => {
  const { status, stdout, stderr } = await ehc.run('lead-indicators', '--authority', '892', '--as-at', 'yesterday');
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain('asAt: It must be an instant with an offset');
});
