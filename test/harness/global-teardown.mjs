export default async function teardown() {
  await globalThis.ehcTestRun?.stop();
}
