import { describe, expect, it, jest } from '@jest/globals';
import { InMemoryEventStore } from '@ehc/event-store';
import { anEvent } from '@ehc/event-store/testing';
import { HeadWatcher } from '../src/feed/head-watcher.js';
import { silentLogger } from '../src/logger.js';

const poll = { least: 1, most: 5 };
const never = new AbortController().signal;

const world = () => {
  const store = new InMemoryEventStore();
  const stop = new AbortController();
  let questions = 0;
  const counting = {
    head: () => {
      questions += 1;
      return store.head();
    },
    waitForMore: store.waitForMore.bind(store),
  };
  const append = async (stream: string) => store.append({ stream, expected: 'no_stream', events: [anEvent()] });
  return {
    append,
    stop,
    counting,
    asked: () => questions,
    watcher: new HeadWatcher(counting, poll, silentLogger, stop.signal),
  };
};

describe('the watcher of the head', () => {
  it('wakes each who waits when the log goes past them, and nobody before', async () => {
    const { watcher, append, stop } = world();
    const woken: string[] = [];
    const [first, second] = ['0', '1'].map((position) =>
      watcher.beyond(position, never).then(() => woken.push(position)),
    );
    await append('a');
    await first;
    expect(woken).toEqual(['0']);
    await append('b');
    await second;
    expect(woken).toEqual(['0', '1']);
    stop.abort();
    await watcher.settled();
  });

  it('watches again for who comes later', async () => {
    const { watcher, append, stop } = world();
    for (let n = 0; n < 20; n++) {
      const waiting = watcher.beyond(String(n), never);
      await append(`case-${n}`);
      await waiting;
    }
    stop.abort();
    await watcher.settled();
  });

  it('tells news after a silence at once, and what comes then all at once a little later', async () => {
    jest.useFakeTimers();
    try {
      const { append, counting, stop } = world();
      const watcher = new HeadWatcher(counting, { least: 50, most: 250 }, silentLogger, stop.signal);
      const told: string[] = [];
      const wait = (position: string) => watcher.beyond(position, never).then(() => told.push(position));
      const first = wait('0');
      await append('a');
      await first;
      const others = [wait('1'), wait('2')];
      await append('b');
      await append('c');
      await jest.advanceTimersByTimeAsync(49);
      expect(told).toEqual(['0']);
      await jest.advanceTimersByTimeAsync(1);
      await Promise.all(others);
      stop.abort();
      await watcher.settled();
    } finally {
      jest.useRealTimers();
    }
  });

  it('asks nothing while nobody waits', async () => {
    const { watcher, append, asked, stop } = world();
    const waiting = watcher.beyond('0', never);
    await append('a');
    await waiting;
    await watcher.settled();
    const before = asked();
    await append('b');
    expect(asked()).toBe(before);
    stop.abort();
  });

  it('lets go of whoever waits when the process stops or their own signal is aborted', async () => {
    const { watcher, stop } = world();
    const own = new AbortController();
    const first = watcher.beyond('0', own.signal);
    const second = watcher.beyond('0', never);
    own.abort();
    await first;
    stop.abort();
    await second;
    await watcher.beyond('0', never);
    await watcher.settled();
  });
});
