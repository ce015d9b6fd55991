// `npm run test:mutation [-- clock|measures …]`: changes the source in thousands of small ways and counts how many of
// the changes a test notices. Takes some minutes on a quiet machine; the reports lie in .cache/mutation.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PARTS } from '../test/mutation/parts.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { root } from './lib/root.mjs';

ensureInstalled();
const known = Object.keys(PARTS);
const asked = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const unknown = asked.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`There is no part "${unknown[0]}" to mutate. There are: ${known.join(', ')}.`);
  process.exit(2);
}
mkdirSync(join(root, '.cache', 'mutation'), { recursive: true });

let failed = false;
for (const name of asked.length > 0 ? asked : known) {
  const { status } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/@stryker-mutator/core/bin/stryker.js'),
      'run',
      'test/mutation/stryker.config.mjs',
      ...process.argv.slice(2).filter((word) => word.startsWith('-')),
    ],
    { cwd: root, stdio: 'inherit', env: { ...process.env, EHC_MUTATE: name } },
  );
  failed ||= status !== 0;
}
process.exit(failed ? 1 : 0);
