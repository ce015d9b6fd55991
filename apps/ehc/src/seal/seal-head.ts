import { headText } from '@ehc/tamper-evidence';
import { writeFile } from 'node:fs/promises';
import { withInstallation } from '../installation/with-installation.js';
import { headOverAll } from './head-over-all.js';

/** `ehc seal head`: seals what is recorded and hands out the signed head over it. Exit status. */
export const sealHead = ({ dataDir, out }: { dataDir: string; out?: string }): Promise<number> =>
  withInstallation(
    dataDir,
    async (installation) => {
      const head = await headOverAll(installation);
      if (out === undefined) {
        process.stdout.write(headText(head));
        return 0;
      }
      await writeFile(out, headText(head));
      process.stdout.write(
        `${out}: signed head over ${head.size} events, root ${head.root}.\n` +
          'Keep it where nobody who can change the database can change it too.\n',
      );
      return 0;
    },
    { feedsAtOnce: false },
  );
