import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { cp, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { type FaultResult, runCampaign } from './campaign.js';
import { isWell } from './checks/check.js';
import { CYCLE } from './schedule.js';
import type { Build } from './service/ehc-process.js';

const run = promisify(execFile);

/** Most faults that may strike before a planted defect is found: two at every gap. */
const FOUND_WITHIN = 2 * CYCLE;

/** What of the checkout is copied, to be compiled with the defect in it. */
const COPIED = ['apps', 'libs', 'test/faults', 'test/harness', 'scripts', '.swcrc', 'package.json'];

/** A mistake that the campaign must find, as a change of the sources. */
export interface PlantedDefect {
  readonly name: string;
  readonly patch: string;
}

export const plantedDefects = (root: string): PlantedDefect[] => {
  const folder = join(root, 'test/faults/planted');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.patch'))
    .toSorted()
    .map((file) => ({ name: basename(file, '.patch').replaceAll('-', ' '), patch: join(folder, file) }));
};

/**
 * Runs the campaign against the service with a defect planted in it, until a check finds it.
 *
 * @returns what found it, and after how many faults; null where nothing did
 * @throws Error where the patch does not apply any more, or what it makes cannot be compiled
 */
export const findPlanted = async (
  root: string,
  { patch }: PlantedDefect,
  seed: number,
): Promise<{ readonly after: number; readonly by: FaultResult } | null> => {
  const copy = mkdtempSync(join(tmpdir(), 'ehc-planted-'));
  const clear = (): void => rmSync(copy, { recursive: true, force: true });
  process.once('exit', clear);
  try {
    const results = await runCampaign({
      build: await buildWith(root, patch, copy),
      seed,
      faults: Array.from({ length: FOUND_WITHIN }, (_, index) => index),
      tell: () => {},
      stopAtFirst: true,
    });
    const by = results.find((result) => !isWell(result));
    return by ? { after: results.length, by } : null;
  } finally {
    process.off('exit', clear);
    clear();
  }
};

/** Compiles a copy of the sources, the patch applied. */
const buildWith = async (root: string, patch: string, copy: string): Promise<Build> => {
  for (const path of COPIED) {
    if (existsSync(join(root, path))) await cp(join(root, path), join(copy, path), { recursive: true });
  }
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
  // Git's own search for a checkout would else take the folder for a part of one that lies around it.
  const env = { ...process.env, GIT_CEILING_DIRECTORIES: tmpdir() };
  await run('git', ['apply', patch], { cwd: copy, env });
  await run(process.execPath, ['-e', `import('./scripts/lib/build.mjs').then(({ ensureBuilt }) => ensureBuilt())`], {
    cwd: copy,
  });
  return { folder: join(copy, 'dist') };
};
