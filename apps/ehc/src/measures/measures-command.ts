import { SystemClock } from '@ehc/platform';
import {
  compareMeasures,
  formatComparison,
  formatMeasures,
  formatPublished,
  formatPublishedList,
  formatPublishedNow,
  formatRestatements,
  listPublished,
  type MeasuresQuery,
  publishedNow,
  publishFigures,
  type PublishingSurroundings,
  restatements,
  showMeasures,
  showPublished,
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
  /** The name under which the figures are published. */
  readonly publish?: string;
  readonly note?: string;
  /** The name of a published set; true for the list of them. */
  readonly published?: string | true;
  readonly restatements?: boolean;
  readonly by?: string;
  readonly benchmarks?: boolean;
  readonly json?: boolean;
}

/** How long the command waits for read models that are being built anew, in milliseconds. */
const PATIENCE = 10 * 60_000;

/**
 * `ehc measures`: exit status 0 where the question was answered, 1 where it could not be, with what is wrong, or where an
 * answer does not add up.
 */
export const measures = (options: MeasuresOptions): Promise<number> =>
  withInstallation(options.dataDir, async ({ store, sealer, dataSource, runner }) => {
    try {
      const clock = new SystemClock();
      const around = { store, sealer, dataSource, clock, readModels: runner, patienceMs: PATIENCE };
      const { answer, text, holds = true } = await answering(options)(options, around);
      process.stdout.write(options.json ? `${JSON.stringify(answer)}\n` : text());
      return holds ? 0 : 1;
    } catch (error) {
      return tellProblem(error);
    }
  });

interface Answered {
  readonly answer: unknown;
  /** The same for people. */
  readonly text: () => string;
  /** False where the service finds itself at fault. */
  readonly holds?: boolean;
}

type Answering = (options: MeasuresOptions, around: PublishingSurroundings) => Promise<Answered>;

const answering = ({ compare, publish, published, restatements: queue }: MeasuresOptions): Answering => {
  if (compare) return comparing;
  if (publish !== undefined) return publishing;
  if (published === true) return listing;
  if (published !== undefined) return showingPublished;
  return queue ? restating : showing;
};

const showing: Answering = async (options, around) => {
  const answer = await showMeasures(questionOf(options), around);
  return { answer, text: () => formatMeasures(answer) };
};

const comparing: Answering = async ({ compare: [then, now] = [], ...options }, around) => {
  const { asAt: _, benchmarks: __, ...question } = questionOf(options);
  const answer = await compareMeasures({ ...question, then, now }, around);
  return { answer, text: () => formatComparison(answer), holds: answer.unexplained === 0 };
};

const publishing: Answering = async ({ publish: name = '', note, ...options }, around) => {
  const { authority, benchmarks: _, ...question } = questionOf(options);
  const caller = { actor: 'ehc measures', role: 'command line', authority, agency: null, verified: false };
  const answer = publishedNow(await publishFigures({ name, note, question, caller }, around));
  return { answer, text: () => formatPublishedNow(answer) };
};

const listing: Answering = async ({ authority }, around) => {
  const answer = await listPublished(authority, around);
  return { answer, text: () => formatPublishedList(answer) };
};

const showingPublished: Answering = async ({ authority, published }, around) => {
  const answer = await showPublished(authority, String(published), around);
  return { answer, text: () => formatPublished(answer), holds: answer.recountedExactly !== false };
};

const restating: Answering = async ({ authority }, around) => {
  const answer = await restatements(authority, around);
  const holds = answer.every(({ unexplained }) => unexplained === 0);
  return { answer, text: () => formatRestatements(answer), holds };
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
