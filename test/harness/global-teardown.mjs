import { rm } from 'node:fs/promises';

export default async function teardown() {
  const { running, dataDir } = globalThis.ehcTestPostgres ?? {};
  await running?.stop();
  if (dataDir) await rm(dataDir, { recursive: true, force: true });
}
