import type { EventStore, Position } from '@ehc/event-store';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { unavailable } from '@ehc/platform';
import { ACCESS_STREAMS, AccessState } from './access-state.js';

const PAGE = 1_000;
/** How long it rests between two looks, in milliseconds: what another process records takes effect within this time. */
const STRIDE_MS = 50;
/** How long it waits to be told of something new before it looks by itself, in milliseconds. */
const PATIENCE_MS = 1_000;
/** After so many milliseconds without a look, what it knows is too old to let anybody in by. */
const STALE_MS = 10_000;

/**
 * Follows what the log says of roles and restricted records, and keeps it in memory, since every request asks. A process
 * that records a change waits for it (`upTo`) before it answers; other processes know of it within a moment.
 */
export class AccessRegister {
  readonly #state = new AccessState();
  #position: Position = '0';
  #lookedAt = performance.now();
  #waiting: { readonly position: Position; readonly resolve: () => void }[] = [];
  readonly #stop = new AbortController();
  #following: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: EventStore,
    private readonly onTrouble: (error: unknown) => void = () => undefined,
  ) {}

  /** Reads what there is, then follows until `stop`. */
  async start(): Promise<void> {
    await this.#readAll();
    this.#following = this.#follow();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#following;
  }

  /** @throws Problem 503 where the log could not be read for so long that nobody may be let in by what is known */
  get state(): AccessState {
    if (performance.now() - this.#lookedAt > STALE_MS) {
      throw unavailable(
        'access-not-known',
        'The service cannot tell at present who may see what. Try again in a moment.',
      );
    }
    return this.#state;
  }

  /** Resolves once everything that was recorded up to a position is known here. */
  upTo(position: Position): Promise<void> {
    if (reached(this.#position, position)) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ position, resolve }));
  }

  async #readAll(): Promise<void> {
    const head = await this.store.head();
    for (const prefix of ACCESS_STREAMS) {
      for (let after; ;) {
        const events = await this.store.readByStream(PAGE, { prefix, upTo: head, after });
        for (const event of events) this.#state.apply(event);
        if (events.length < PAGE) break;
        after = events.at(-1);
      }
    }
    this.#reached(head);
  }

  async #follow(): Promise<void> {
    const stopped = once(this.#stop.signal, 'abort');
    while (!this.#stop.signal.aborted) {
      try {
        await Promise.race([this.store.waitForMore(this.#position, PATIENCE_MS), stopped]);
        await this.#look();
      } catch (error) {
        this.onTrouble(error);
      }
      if (this.#waiting.length === 0) await Promise.race([setTimeout(STRIDE_MS), stopped]);
    }
  }

  async #look(): Promise<void> {
    const head = await this.store.head();
    for (let read = PAGE; read === PAGE;) {
      const events = await this.store.readAll(this.#position, PAGE, { prefixes: ACCESS_STREAMS });
      for (const event of events) this.#state.apply(event);
      this.#position = events.at(-1)?.position ?? this.#position;
      read = events.length;
    }
    this.#reached(head);
  }

  #reached(head: Position): void {
    if (!reached(this.#position, head)) this.#position = head;
    this.#lookedAt = performance.now();
    const isReached = ({ position }: { position: Position }) => reached(this.#position, position);
    for (const { resolve } of this.#waiting.filter(isReached)) resolve();
    this.#waiting = this.#waiting.filter((one) => !isReached(one));
  }
}

const reached = (position: Position, wanted: Position): boolean => BigInt(position) >= BigInt(wanted);
