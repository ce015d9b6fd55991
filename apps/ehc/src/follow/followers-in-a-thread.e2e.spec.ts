import { afterEach, expect, jest, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EhcInFolder } from '../../../../test/harness/ehc.js';

jest.setTimeout(120_000);

/** Loaded into every thread of the service: the one that follows the log fails as soon as the file is there. */
const FAILS = `data:text/javascript,${encodeURIComponent(`
  import { existsSync } from 'node:fs';
  import { isMainThread } from 'node:worker_threads';
  const look = () => { if (existsSync(process.env.FAIL_NOW)) throw new Error('made to fail'); };
  if (!isMainThread) { look(); setInterval(look, 20).unref(); }
`)}`;

let ehc: EhcInFolder;
afterEach(() => ehc?.remove());

test('the process ends where the thread that follows the log fails, and begins anew where it was', async () => {
  const environment: Record<string, string> = {};
  ehc = new EhcInFolder({ nodeArguments: ['--import', FAILS], environment, keepsLog: true });
  const file = join(ehc.dataDir, 'fail-now');
  environment['FAIL_NOW'] = file;
  await ehc.start('--no-demo');
  writeFileSync(file, '');
  expect(await ehc.ended()).not.toBe(0);
  expect(ehc.log.join('\n')).toContain('made to fail');

  environment['FAIL_NOW'] = join(ehc.dataDir, 'never');
  await ehc.start('--no-demo');
  expect(await ehc.stop()).toBe(0);
});

test('it does not start where the thread cannot begin, and says why', async () => {
  ehc = new EhcInFolder({ nodeArguments: ['--import', FAILS], environment: { FAIL_NOW: process.execPath } });
  await expect(ehc.start('--no-demo')).rejects.toThrow(/made to fail/);
});
