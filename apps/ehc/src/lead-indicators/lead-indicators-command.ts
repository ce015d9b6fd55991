import { SystemClock } from '@ehc/platform';
import { formatLeadIndicators, type LeadIndicatorsQuery, showLeadIndicators } from '@ehc/timeliness';
import { tellProblem } from '../command-line/tell-problem.js';
import { withInstallation } from '../installation/with-installation.js';

export interface LeadIndicatorsOptions extends LeadIndicatorsQuery {
  readonly dataDir: string;
  readonly json?: boolean;
}

/** How long the command waits for read models that are being built anew, in milliseconds. */
const PATIENCE = 10 * 60_000;

/** `ehc lead-indicators`: exit status 0 where the question was answered, 1 where it could not be, with what is wrong. */
export const leadIndicators = ({ dataDir, json, ...query }: LeadIndicatorsOptions): Promise<number> =>
  withInstallation(dataDir, async ({ store, dataSource, runner }) => {
    try {
      const answer = await showLeadIndicators(query, {
        store,
        dataSource,
        clock: new SystemClock(),
        readModels: runner,
        patienceMs: PATIENCE,
      });
      process.stdout.write(json ? `${JSON.stringify(answer)}\n` : formatLeadIndicators(answer));
      return 0;
    } catch (error) {
      return tellProblem(error);
    }
  });
