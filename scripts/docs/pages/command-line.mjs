import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../lib/root.mjs';

const MAIN = join(root, 'dist/apps/ehc/src/main.js');

/** What `ehc … --help` prints, on a terminal of 100 columns and with nothing set. */
const helpOf = (words) => {
  const { EHC_DATA: _data, PORT: _port, FORCE_COLOR: _colour, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...words, '--help'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...env, NO_COLOR: '1' },
  });
  if (status !== 0) throw new Error(`ehc ${words.join(' ')} --help failed: ${stderr}`);
  return stdout.trim();
};

/** The page as it is written by hand, with each help text between its marks brought up to date. */
export const commandLinePage = () =>
  readFileSync(join(root, 'docs/reference/command-line.md'), 'utf8').replace(
    /<!-- help:([a-z0-9 -]*) -->[\s\S]*?<!-- end -->/g,
    (_, words) => {
      const named = words.trim().split(' ').filter(Boolean);
      return `<!-- help:${words} -->\n\n\`\`\`text\n${helpOf(named)}\n\`\`\`\n\n<!-- end -->`;
    },
  );
