import { withInstallation } from '../installation/with-installation.js';

/** `ehc rebuild`: builds read models anew beside the ones in use, and switches. Exit status. */
export const rebuild = (
  names: readonly string[],
  { dataDir, all, list }: { dataDir: string; all: boolean; list: boolean },
): Promise<number> =>
  withInstallation(dataDir, async ({ runner, caughtUp }) => {
    const known = (await runner.status()).map((status) => status.projection);
    if (list) {
      process.stdout.write(`${known.join('\n')}\n`);
      return 0;
    }
    if (!all && names.length === 0) {
      process.stderr.write(`ehc: name the read models to rebuild, or say --all. There are: ${known.join(', ')}.\n`);
      return 1;
    }
    await runner.rebuild(all ? 'all' : names);
    await caughtUp();
    process.stdout.write(`Rebuilt ${(all ? known : names).join(', ')}.\n`);
    return 0;
  });
