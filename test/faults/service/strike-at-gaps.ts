// Loaded into a service by `node --import`, never by the service itself: ends or stops the process at the gap that the
// harness names. It does so inside the very call that tells of the gap, so that nothing happens in between.
import { subscribe } from 'node:diagnostics_channel';
import { writeSync } from 'node:fs';
import { GAPS, type GapName, LAST_WORDS, type Order } from '../gaps.js';

let order: Order | null = null;
let passed = 0;

const reach = (gap: GapName): void => {
  if (order?.gap !== gap || passed++ < order.pass) return;
  const { signal } = order;
  order = null;
  writeSync(LAST_WORDS, `${gap}\n`);
  process.kill(process.pid, signal);
};

for (const [name, { channel, when }] of Object.entries(GAPS) as [
  GapName,
  { channel: string; when?: (moment: unknown) => boolean },
][]) {
  subscribe(channel, (moment) => {
    if (!when || when(moment)) reach(name);
  });
}

process.on('message', (given: { readonly order: Order | null }) => {
  order = given.order;
  passed = 0;
  process.send?.('armed');
});
// The harness's pipe must not keep a process running that has been told to stop.
process.channel?.unref();
