// Writes the pages of docs/reference/ that follow from the code, so that they cannot drift from it.
//
//   node scripts/docs/generate-reference.mjs           writes them
//   node scripts/docs/generate-reference.mjs --check   changes nothing; exit status 1 if a page is out of date
//
// Reads the build in dist/ (makes it first where it is missing or old).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureBuilt, ensureInstalled, root } from '../lib/install.mjs';

ensureInstalled();
ensureBuilt();
const { referencePages } = await import('./reference-pages.mjs');

const read = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
};

const check = process.argv.includes('--check');
const outOfDate = [];
for (const [page, text] of await referencePages()) {
  const path = join(root, page);
  if (read(path) === text) continue;
  outOfDate.push(page);
  if (check) continue;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

if (outOfDate.length === 0) console.log('The generated reference is up to date.');
else if (check) {
  console.error(`Out of date: ${outOfDate.join(', ')}. Run "npm run docs:reference" and commit what it writes.`);
  process.exitCode = 1;
} else console.log(`Written: ${outOfDate.join(', ')}.`);
