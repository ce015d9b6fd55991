import { setTimeout as sleep } from 'node:timers/promises';
import type { Installation } from '../service/installation.js';

/**
 * Lets every lease run out now instead of in ten seconds, as if that time had passed: nobody who holds one knows. What
 * happens when they run out by themselves is shown by the faults that wait for it.
 */
export const leasesRunOut = (installation: Installation): Promise<void> =>
  installation.withDatabase(async (client) => {
    await client.query(
      `UPDATE projections.build SET lease_until = clock_timestamp() - interval '1 ms'
        WHERE lease_until > clock_timestamp() AND stage <> 'retired'`,
    );
  });

/** Starts the service in place of one that is gone. */
export const startAgain = async (installation: Installation): Promise<void> => {
  installation.forgetEnded();
  if ((await installation.postmaster()) !== undefined) await leasesRunOut(installation);
  await installation.start();
};

/** Resolves when the service, which did not end, has found its way back to its database. */
export const comesBack = async (installation: Installation): Promise<void> => {
  await installation.databaseUrl();
  // It may say that it is ready until it has noticed.
  await sleep(50);
  await installation.ready(installation.service);
};
