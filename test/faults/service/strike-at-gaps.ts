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
  /** Whether it holds from now on; before that the threads only say that they know it. */
  readonly holds: boolean;
}

const take = (given: Handed): void => {
  order = given.order;
  passed = 0;
};

// A service has several threads, this file is loaded into each, and any of them may come to the gap. The first one, which
// the harness can reach, hands its orders on. An order holds only once every thread knows it and the harness has been told
// so: a process that stops at the gap before would leave the harness waiting.
const orders = new BroadcastChannel('test/faults: orders');
const answers = new BroadcastChannel('test/faults: answers');
const saidIn = (event: Event): unknown => (event as Event & { readonly data: unknown }).data;
const HERE = 'here';

if (isMainThread) {
  let given: Handed = { number: 0, order: null, holds: true };
  /** Threads besides this one. */
  let threads = 0;
  let waitingFor = 0;
  const begin = (): void => {
    given = { ...given, holds: true };
    process.send?.('armed');
    take(given);
    orders.postMessage(given);
  };
  answers.addEventListener('message', (event) => {
    const answer = saidIn(event);
    if (answer === HERE) {
      threads += 1;
      if (!given.holds) waitingFor += 1;
      orders.postMessage(given);
    } else if (answer === given.number && --waitingFor === 0) begin();
  });
  process.on('message', (message: Pick<Handed, 'order'>) => {
    given = { number: given.number + 1, order: message.order, holds: false };
    waitingFor = threads;
    if (threads === 0) begin();
    else orders.postMessage(given);
  });
} else {
  let known = 0;
  // What was ordered before the thread was there holds for it too: it begins when it knows.
  await new Promise<void>((begin) => {
    orders.addEventListener('message', (event) => {
      const given = saidIn(event) as Handed;
      if (given.holds) take(given);
      else if (given.number > known) answers.postMessage(given.number);
      known = given.number;
      begin();
    });
    answers.postMessage(HERE);
  });
}
// None of these must keep a process running that has been told to stop.
orders.unref();
answers.unref();
process.channel?.unref();
