import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every form in which a word might lie in a file. */
export const formsOf = (word: string): Buffer[] => {
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

export const filesBelow = (path: string): string[] =>
  readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const inner = join(path, entry.name);
    return entry.isDirectory() ? filesBelow(inner) : entry.isFile() ? [inner] : [];
  });

/** Looks for many byte sequences at once, each of three bytes or more. Answers those that are there. */
const searchFor = (needles: readonly Buffer[]): ((bytes: Buffer) => number[]) => {
  // By their first three bytes, so that a file is gone through once, however many there are.
  const byBeginning = new Map<number, number[]>();
  const begins = new Uint8Array(1 << 24);
  for (const [nth, needle] of needles.entries()) {
    const beginning = needle.readUIntBE(0, 3);
    begins[beginning] = 1;
    byBeginning.set(beginning, [...(byBeginning.get(beginning) ?? []), nth]);
  }
  return (bytes) => {
    const found = new Set<number>();
    let last = 0;
    for (let at = 0; at < bytes.length; at++) {
      last = ((last << 8) | bytes[at]!) & 0xffffff;
      if (begins[last] === 0 || at < 2) continue;
      for (const nth of byBeginning.get(last)!) {
        const needle = needles[nth]!;
        if (needle.equals(bytes.subarray(at - 2, at - 2 + needle.length))) found.add(nth);
      }
    }
    return [...found];
  };
};

/** Where words lie in plain text in the files below a folder. */
export const whereWordsLie = (words: readonly string[], folder: string): string[] => {
  const needles = words.flatMap((word) => formsOf(word).map((form) => ({ word, form })));
  const search = searchFor(needles.map(({ form }) => form));
  const found: string[] = [];
  for (const file of filesBelow(folder)) {
    let bytes: Buffer;
    try {
      bytes = readFileSync(file);
    } catch {
      continue; // gone since: PostgreSQL tidies up
    }
    for (const nth of search(bytes)) found.push(`${needles[nth]!.word} in ${file}`);
  }
  return found;
};
