import { withInstallation } from '../installation/with-installation.js';

/** Differences printed for people. */
const SHOWN = 20;

/** `ehc verify`: replays the log into scratch tables and compares. Exit status 1 where a row differs. */
export const verify = (
  names: readonly string[],
  { dataDir, json }: { dataDir: string; json: boolean },
): Promise<number> =>
  withInstallation(dataDir, async ({ runner, caughtUp }) => {
    await caughtUp();
    const reports = await runner.verify(names.length > 0 ? names : 'all');
    const differences = reports.flatMap((report) => report.differences);
    const equal = reports.every((report) => report.differing === 0);
    if (json) {
      process.stdout.write(`${JSON.stringify({ equal, reports })}\n`);
      return equal ? 0 : 1;
    }
    for (const report of reports) {
      process.stdout.write(
        report.differing === 0
          ? `${report.projection}: equal to the log (${report.rows} rows, up to position ${report.position})\n`
          : `${report.projection}: differs from the log in ${report.differing} rows\n`,
      );
    }
    for (const { projection, table, key, kind, columns } of differences.slice(0, SHOWN)) {
      const which = Object.entries(key)
        .map(([column, value]) => `${column}=${value}`)
        .join(', ');
      const how = columns.length > 0 ? ` in ${columns.join(', ')}` : '';
      process.stdout.write(`  ${projection}: ${table} (${which}) is ${kind}${how}\n`);
    }
    if (differences.length > SHOWN) {
      process.stdout.write(`  … and ${differences.length - SHOWN} more; --json gives them.\n`);
    }
    return equal ? 0 : 1;
  });
