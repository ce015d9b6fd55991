import { type CommandInstallation, withInstallation } from '../installation/with-installation.js';
import { tellProblem } from './tell-problem.js';

/** Runs a command that answers in words: exit status 0 with the answer, or 1 with what is wrong. */
export const answeringCommand = (
  { dataDir }: { readonly dataDir: string },
  work: (installation: CommandInstallation) => Promise<string>,
): Promise<number> =>
  withInstallation(dataDir, async (installation) => {
    try {
      process.stdout.write(await work(installation));
      return 0;
    } catch (error) {
      return tellProblem(error);
    }
  });
