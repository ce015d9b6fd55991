import { openSigningKey, publicKeyPem } from '@ehc/tamper-evidence';
import { writeFile } from 'node:fs/promises';
import { withInstallation } from '../installation/with-installation.js';

/** `ehc seal key`: the public key with which heads and chronologies of this installation are checked. Exit status. */
export const sealKey = ({ dataDir, out }: { dataDir: string; out?: string }): Promise<number> =>
  withInstallation(
    dataDir,
    async ({ dataDir: folder }) => {
      const { keyId, publicKey } = await openSigningKey(folder);
      const fingerprint = `Its fingerprint, to publish and to compare: ${keyId}\n`;
      if (out === undefined) {
        process.stdout.write(publicKeyPem(publicKey));
        process.stderr.write(fingerprint);
        return 0;
      }
      await writeFile(out, publicKeyPem(publicKey));
      process.stdout.write(`${out}: the public key.\n${fingerprint}`);
      return 0;
    },
    { feedsAtOnce: false },
  );
