import { spawnSync } from 'node:child_process';
import { type Browser, chromium } from 'playwright-core';

/** A real browser, installed where it is lacking; close it after. */
export const openBrowser = async (): Promise<Browser> => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/chromium.mjs'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return chromium.launch({
    executablePath: stdout.trim(),
    // Chromium does not run as root inside its sandbox. It visits nothing but the service under test.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
};
