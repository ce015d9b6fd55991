import { SystemClock } from '@ehc/platform';
import {
  compareMeasures,
  type ComparisonSurroundings,
  formatComparison,
  formatMeasures,
  type MeasuresQuery,
  showMeasures,
} from '@ehc/timeliness';
import { tellProblem } from '../command-line/tell-problem.js';
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
  /** Two instants; the second may be `now`. */
  readonly compare?: readonly string[];
  readonly by?: string;
  readonly benchmarks?: boolean;
  readonly json?: boolean;
}

/** How long the command waits for read models that are being built anew, in milliseconds. */
const PATIENCE = 10 * 60_000;

/**
 * `ehc measures`: exit status 0 where the question was answered, 1 where it could not be, with what is wrong, or where a
 * comparison does not add up.
 */
export const measures = (options: MeasuresOptions): Promise<number> =>
  withInstallation(options.dataDir, async ({ store, dataSource, runner }) => {
    try {
      const clock = new SystemClock();
      const around = { store, dataSource, clock, readModels: runner, patienceMs: PATIENCE };
      return await (options.compare ? compare : show)(options, around);
    } catch (error) {
      return tellProblem(error);
    }
  });

type Answering = (options: MeasuresOptions, around: ComparisonSurroundings) => Promise<number>;

const show: Answering = async (options, around) => {
  const answer = await showMeasures(questionOf(options), around);
  process.stdout.write(options.json ? `${JSON.stringify(answer)}\n` : formatMeasures(answer));
  return 0;
};

const compare: Answering = async ({ compare: moments = [], ...options }, around) => {
  const [then, now] = moments;
  const { asAt: _, benchmarks: __, ...question } = questionOf(options);
  const answer = await compareMeasures({ ...question, then, now }, around);
  process.stdout.write(options.json ? `${JSON.stringify(answer)}\n` : formatComparison(answer));
  return answer.unexplained === 0 ? 0 : 1;
};

const questionOf = ({ year, period, authority, from, to, asAt, by, benchmarks }: MeasuresOptions): MeasuresQuery => ({
  authority,
  period: period ?? year,
  from,
  to,
  asAt,
  by,
  benchmarks,
});
