import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EhcInFolder } from '../harness/ehc.js';

// Twenty names and identifiers that nobody else bears, planted in a return with faulty rows: found by the service's
// search, and nowhere in the data folder (tables, write-ahead log, logs, rejects), also after a crash in the middle.

jest.setTimeout(600_000);

const SOURCE = join(import.meta.dirname, '../data/sen2-blade/nottingham-2024-dirty');
const AUTHORITY = '892';

/** Valid: check letters and digits reckoned by hand (data-standards.md §3.3). */
const upn = (digits: string): string => {
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (index + 2), 0);
  return `${'ABCDEFGHJKLMNPQRTUVWXYZ'[sum % 23]}${digits}`;
};
const uln = (nine: string): string => {
  const rest = [...nine].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0) % 11;
  return rest === 0 ? '' : `${nine}${10 - rest}`;
};

const PLANTED = Array.from({ length: 5 }, (_, n) => ({
  surname: `Quorvexley${'abcde'[n]}om`,
  forename: `Zanthibel${'abcde'[n]}ne`,
  upn: upn(`89277${n}1340${n}7`),
  uln: ['718253649', '718253659', '718253669', '718253679', '718253689'].map(uln)[n]!,
}));

let ehc: EhcInFolder;
let folder: string;

/** The dirty sample with five of its persons renamed. */
const plant = (): string => {
  const target = mkdtempSync(join(tmpdir(), 'ehc-planted-'));
  for (const file of readdirSync(SOURCE).filter((name) => name.endsWith('.csv'))) {
    const bytes = readFileSync(join(SOURCE, file));
    if (!file.endsWith('_person.csv')) {
      writeFileSync(join(target, file), bytes);
      continue;
    }
    const lines = bytes.toString('utf8').split('\n');
    const columns = lines[0]!.trim().toLowerCase().split(',');
    for (const [n, child] of PLANTED.entries()) {
      const at = 40 + n * 350;
      const cells = lines[at]!.trimEnd().split(',');
      const set = (column: string, value: string) => (cells[columns.indexOf(column)] = value);
      set('surname', child.surname);
      set('forename', child.forename);
      set('upn', child.upn);
      set('uniquelearnernumber', child.uln);
      lines[at] = cells.join(',');
    }
    writeFileSync(join(target, file), lines.join('\n'));
  }
  return target;
};

const words = PLANTED.flatMap((child) => Object.values(child));

/** Every form in which a word might lie in a file. */
const forms = (word: string): Buffer[] => {
  const plain = [word, word.toUpperCase(), word.toLowerCase()].map((text) => Buffer.from(text));
  const wide = [Buffer.from(word, 'utf16le'), Buffer.from(word, 'utf16le').swap16()];
  const hex = [Buffer.from(word).toString('hex'), Buffer.from(word).toString('hex').toUpperCase()].map((text) =>
    Buffer.from(text),
  );
  // Base64 of a word depends on how many bytes stand before it, and its edges on its neighbours.
  const base64 = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), Buffer.from(word)]).toString('base64');
    return Buffer.from(text.slice(before === 0 ? 0 : 4, -4));
  });
  return [...plain, ...wide, ...hex, ...base64];
};

const filesBelow = (path: string): string[] =>
  readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const inner = join(path, entry.name);
    return entry.isDirectory() ? filesBelow(inner) : entry.isFile() ? [inner] : [];
  });

/** Where planted words lie in the data folder. */
const leaks = (): string[] => {
  const needles = words.flatMap((word) => forms(word).map((form) => ({ word, form })));
  const found: string[] = [];
  for (const file of filesBelow(ehc.dataDir)) {
    let bytes: Buffer;
    try {
      bytes = readFileSync(file);
    } catch {
      continue; // gone since: PostgreSQL tidies up
    }
    for (const { word, form } of needles) if (bytes.includes(form)) found.push(`${word} in ${file}`);
  }
  return found;
};

beforeAll(() => {
  ehc = new EhcInFolder();
  folder = plant();
});
afterAll(async () => {
  await ehc.remove();
  rmSync(folder, { recursive: true, force: true });
});

describe('names and identifiers', () => {
  it('the search for leaks finds what is there', () => {
    const probe = join(ehc.dataDir, 'probe');
    mkdirSync(probe);
    for (const [n, form] of forms(words[0]!).entries())
      writeFileSync(join(probe, String(n)), Buffer.concat([Buffer.from('xx'), form, Buffer.from('yy')]));
    expect(leaks().length).toBeGreaterThanOrEqual(forms(words[0]!).length);
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
          headers: {
            'content-type': 'application/json',
            'x-ehc-actor': 'A Tester',
            'x-ehc-role': 'caseworker',
            'x-ehc-authority': AUTHORITY,
          },
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
    const address = await ehc.start('--no-demo');
    const answer = await fetch(`${address}/api/casework/search`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-ehc-actor': 'A Tester',
        'x-ehc-role': 'caseworker',
        'x-ehc-authority': '891',
      },
      body: JSON.stringify({ name: PLANTED[0]!.surname }),
    });
    expect(await answer.json()).toEqual({ found: [] });
    await ehc.stop();
  });
});
