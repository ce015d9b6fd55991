// Loaded into a service by `node --import`, never by the service itself: ends or stops the process at the gap that the
// harness names. It does so inside the very call that tells of the gap, so that nothing happens in between.
import { subscribe } from 'node:diagnostics_channel';
import { writeSync } from 'node:fs';
import { BroadcastChannel, isMainThread } from 'node:worker_threads';
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

/** An order, or that there is none, as it is handed from thread to thread. */
interface Handed {
  readonly number: number;
  readonly order: Order | null;
}

const take = (given: Pick<Handed, 'order'>): void => {
  order = given.order;
  passed = 0;
};

// A service has several threads, this file is loaded into each, and any of them may come to the gap. The first one, which
// the harness can reach, hands its orders on; it says that they are known once every thread knows.
const orders = new BroadcastChannel('test/faults: orders');
const answers = new BroadcastChannel('test/faults: answers');
const saidIn = (event: Event): unknown => (event as Event & { readonly data: unknown }).data;
const HERE = 'here';

if (isMainThread) {
  let given: Handed = { number: 0, order: null };
  /** Threads besides this one. */
  let threads = 0;
  let waitingFor = 0;
  answers.addEventListener('message', (event) => {
    const answer = saidIn(event);
    if (answer === HERE) {
      threads += 1;
      orders.postMessage(given);
    } else if (answer === given.number && --waitingFor === 0) process.send?.('armed');
  });
  process.on('message', (message: Pick<Handed, 'order'>) => {
    given = { number: given.number + 1, order: message.order };
    take(given);
    waitingFor = threads;
    if (threads === 0) process.send?.('armed');
    else orders.postMessage(given);
  });
} else {
  // What was ordered before the thread was there holds for it too: it begins when it knows.
  await new Promise<void>((known) => {
    orders.addEventListener('message', (event) => {
      const given = saidIn(event) as Handed;
      take(given);
      answers.postMessage(given.number);
      known();
    });
    answers.postMessage(HERE);
  });
}
// None of these must keep a process running that has been told to stop.
orders.unref();
answers.unref();
process.channel?.unref();
