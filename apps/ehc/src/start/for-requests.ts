import { currentAuthority, openReadRecorder, type ReadRecorder } from '@ehc/identity';
import { openReaderDataSource } from '@ehc/projections';
import type { Installation } from '../installation/open-installation.js';

/**
 * An installation as requests are answered from it: `dataSource` shows the rows of the authority for which the request
 * asks, and no others.
 */
export interface RequestInstallation extends Installation {
  /** Records who is shown what of which children. */
  readonly reads: ReadRecorder;
}

/** Opens what requests need beside the installation itself; `closeRequests` closes it again. */
export const openForRequests = async (
  installation: Installation,
  warn: (message: string) => void,
): Promise<RequestInstallation & { closeRequests(): Promise<void> }> => {
  const { pool, postgres } = installation;
  const { url } = postgres;
  const reads = await openReadRecorder({ pool, url }, warn);
  const readers = await openReaderDataSource({ url, authority: currentAuthority, warn });
  const closeRequests = async (): Promise<void> => {
    await readers?.destroy();
    await reads.close();
  };
  return { ...installation, dataSource: readers ?? installation.dataSource, reads, closeRequests };
};
