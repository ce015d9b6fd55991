import { Problem, SystemClock } from '@ehc/platform';
import { formatMeasures, type MeasuresQuery, showMeasures } from '@ehc/timeliness';
import { withInstallation } from '../installation/with-installation.js';

export interface MeasuresOptions {
  readonly dataDir: string;
  readonly authority: string;
  /** Calendar year of activity; the same as `period` with a year. */
  readonly year?: string;
  readonly period?: string;
  readonly from?: string;
  readonly to?: string;
  readonly asAt?: string;
  readonly by?: string;
  readonly benchmarks?: boolean;
  readonly json?: boolean;
}

/** How long the command waits for read models that are being built anew, in milliseconds. */
const PATIENCE = 10 * 60_000;

/** `ehc measures`: exit status 0 where the question was answered, 1 where it could not be, with what is wrong. */
export const measures = (options: MeasuresOptions): Promise<number> =>
  withInstallation(options.dataDir, async ({ store, dataSource, runner }) => {
    try {
      const answer = await showMeasures(questionOf(options), {
        store,
        dataSource,
        clock: new SystemClock(),
        readModels: runner,
        patienceMs: PATIENCE,
      });
      process.stdout.write(options.json ? `${JSON.stringify(answer)}\n` : formatMeasures(answer));
      return 0;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      process.stderr.write(`ehc: ${error.detail}\n`);
      for (const { field, message } of error.errors) process.stderr.write(`  ${field}: ${message}\n`);
      return 1;
    }
  });

const questionOf = ({ year, period, authority, from, to, asAt, by, benchmarks }: MeasuresOptions): MeasuresQuery => ({
  authority,
  period: period ?? year,
  from,
  to,
  asAt,
  by,
  benchmarks,
});
