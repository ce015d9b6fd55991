import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EhcInFolder } from '../harness/ehc.js';
import { AUTHORITY, type Planted, plantReturn, uln, upn } from './planted-return.js';
import { filesBelow, formsOf, whereWordsLie } from './where-words-lie.js';

// Twenty names and identifiers that nobody else bears, planted in a return with faulty rows: found by the service's
// search, and nowhere in the data folder (tables, write-ahead log, logs, rejects), also after a crash in the middle.

jest.setTimeout(600_000);

const PLANTED = Array.from({ length: 5 }, (_, n): Planted => ({
  surname: `Quorvexley${'abcde'[n]}om`,
  forename: `Zanthibel${'abcde'[n]}ne`,
  upn: upn(`89277${n}1340${n}7`),
  uln: ['718253649', '718253659', '718253669', '718253679', '718253689'].map(uln)[n]!,
}));

let ehc: EhcInFolder;
let folder: string;

const words = PLANTED.flatMap((child) => Object.values(child));

/** Where planted words lie in the data folder. */
const leaks = (): string[] => whereWordsLie(words, ehc.dataDir);

beforeAll(() => {
  ehc = new EhcInFolder();
  folder = plantReturn(PLANTED);
});
afterAll(async () => {
  await ehc.remove();
  rmSync(folder, { recursive: true, force: true });
});

describe('names and identifiers', () => {
  it('the search for leaks finds what is there', () => {
    const probe = join(ehc.dataDir, 'probe');
    mkdirSync(probe);
    for (const [n, form] of formsOf(words[0]!).entries())
      writeFileSync(join(probe, String(n)), Buffer.concat([Buffer.from('xx'), form, Buffer.from('yy')]));
    expect(leaks().length).toBeGreaterThanOrEqual(formsOf(words[0]!).length);
    rmSync(probe, { recursive: true });
  });

  it('are nowhere in the data folder after a crash in the middle of an import', async () => {
    await ehc.killedAfterSaying('importing', 'import', 'sen2', folder, '--authority', AUTHORITY);
    expect(filesBelow(join(ehc.dataDir, 'postgres')).length).toBeGreaterThan(100);
    expect(leaks()).toEqual([]);
  });

  it('are found by the search, and nowhere in the data folder, once the import is done', async () => {
    const { status } = await ehc.run('import', 'sen2', folder, '--authority', AUTHORITY);
    expect(status).toBe(0);
    await ehc.give('a.tester', 'caseworker', AUTHORITY);
    const address = await ehc.start('--no-demo');
    for (const child of PLANTED) {
      for (const wanted of [
        { name: child.surname },
        { name: child.forename },
        { identifier: child.upn },
        { identifier: child.uln },
      ]) {
        const answer = await fetch(`${address}/api/casework/search`, {
          method: 'POST',
          headers: ehc.asking('a.tester', AUTHORITY),
          body: JSON.stringify(wanted),
        });
        const { found } = (await answer.json()) as { found: { details: { surname: string } }[] };
        expect(found.map(({ details }) => details.surname)).toEqual([child.surname]);
      }
    }
    expect(leaks()).toEqual([]);
    expect(await ehc.stop()).toBe(0);
    expect(leaks()).toEqual([]);
  });

  it('are not found for another authority', async () => {
    await ehc.give('a.tester', 'caseworker', '891');
    const address = await ehc.start('--no-demo');
    const answer = await fetch(`${address}/api/casework/search`, {
      method: 'POST',
      headers: ehc.asking('a.tester', '891'),
      body: JSON.stringify({ name: PLANTED[0]!.surname }),
    });
    expect(await answer.json()).toEqual({ found: [] });
    await ehc.stop();
  });
});
