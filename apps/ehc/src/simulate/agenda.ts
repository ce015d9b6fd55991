/** Milliseconds since 1970 (UTC), of simulated time. */
export type Moment = number;

/** Somewhere to wait until one is called: who serves it calls `resume`. */
export class Turn {
  resume: (at: Moment) => void = () => undefined;
}

/** What a process waits for: a moment, or its turn. */
export type Wait = Moment | Turn;

/** Something that goes on over simulated time: it yields what it waits for, and answers at its end. */
export type Process<T = void> = Generator<Wait, T, void>;

interface Entry {
  readonly at: Moment;
  /** Of two at the same moment, the one that was entered first goes first. */
  readonly order: number;
  readonly process: Process<unknown>;
}

const before = (a: Entry, b: Entry): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** Everything that is going on, by when each process goes on: one global order of time (a binary heap). */
export class Agenda {
  readonly #entries: Entry[] = [];
  #order = 0;

  /** Moment of the next one; infinite where nothing is left. */
  get next(): Moment {
    return this.#entries[0]?.at ?? Infinity;
  }

  enter(at: Moment, process: Process<unknown>): void {
    this.#push({ at, order: this.#order++, process });
  }

  /** Lets the next process go on to where it waits again. */
  goOn(): void {
    const { process } = this.#pop();
    const { value, done } = process.next();
    if (done) return;
    if (value instanceof Turn) value.resume = (at) => this.enter(at, process);
    else this.enter(value as Moment, process);
  }

  #push(entry: Entry): void {
    const heap = this.#entries;
    let place = heap.length;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!before(entry, heap[parent]!)) break;
      heap[place] = heap[parent]!;
      place = parent;
    }
    heap[place] = entry;
  }

  #pop(): Entry {
    const heap = this.#entries;
    const first = heap[0]!;
    const last = heap.pop()!;
    if (heap.length === 0) return first;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
      if (!before(heap[child]!, last)) break;
      heap[place] = heap[child]!;
      place = child;
    }
    heap[place] = last;
    return first;
  }
}
