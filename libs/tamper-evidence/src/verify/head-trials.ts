import type { KeyObject } from 'node:crypto';
import type { KeptHead } from '../heads/kept-heads.js';
import { isSignedBy, type SignedHead } from '../heads/signed-head.js';
import type { Finding } from './finding.js';
import type { BorneOut } from './strays.js';

/** Public keys by their fingerprint. */
export type TrustedKeys = ReadonlyMap<string, KeyObject>;

/** What became of a head that was kept elsewhere. */
export interface HeadVerdict {
  readonly from: string;
  readonly size: number;
  readonly time: string;
  /** Whether it is signed by a trusted key, and both what is sealed and what is recorded have grown from it. */
  readonly fits: boolean;
}

/** Roots of the tree of what is sealed and of the tree of what is recorded; null where one has a hole. */
export interface Roots {
  readonly sealed: string | null;
  readonly recorded: string | null;
}

interface Tried {
  readonly kept: KeptHead;
  readonly signature: 'good' | 'bad' | 'unknown key';
  /** Whether it is the root of what is sealed. */
  readonly seals: boolean;
  /** Whether it is the root of what is recorded. */
  readonly events: boolean;
}

const NO_ROOTS: Roots = { sealed: null, recorded: null };

/** Holds signed heads against the trees, as these grow from position to position. */
export class HeadTrials {
  readonly #stored: Tried[] = [];
  readonly #kept: Tried[] = [];
  readonly #waiting: KeptHead[];
  #borneOut: BorneOut = { seals: 0, events: 0 };

  constructor(
    private readonly keys: TrustedKeys,
    kept: readonly KeptHead[],
  ) {
    this.#waiting = kept.toSorted((a, b) => a.head.size - b.head.size);
  }

  /** Up to where heads with good signatures bear out seals and events. */
  get borneOut(): BorneOut {
    return this.#borneOut;
  }

  /** Tries the heads over as many events. @param roots of the trees of that size @param stored the database's head, if any */
  tryAt(size: number, roots: () => Roots, stored: SignedHead | undefined): void {
    while (this.#waiting.length > 0 && this.#waiting[0]!.head.size < size) {
      this.#kept.push(this.#judge(this.#waiting.shift()!, NO_ROOTS));
    }
    if (stored) this.#stored.push(this.#judge({ from: 'database', head: stored }, roots()));
    while (this.#waiting[0]?.head.size === size) this.#kept.push(this.#judge(this.#waiting.shift()!, roots()));
  }

  /** What was found of heads in the database, and of those that were kept elsewhere. @param there how many events there are */
  conclude(there: number): { findings: Finding[]; verdicts: HeadVerdict[] } {
    this.#kept.push(...this.#waiting.splice(0).map((kept) => this.#judge(kept, NO_ROOTS)));
    const findings = [
      ...explainStored(this.#stored),
      ...this.#kept.flatMap((tried) => explainKept(tried, there, this.#lastFitting(tried.kept.head.size))),
    ];
    const verdicts = this.#kept.map(({ kept: { from, head }, signature, seals, events }) => ({
      from,
      size: head.size,
      time: head.time,
      fits: signature === 'good' && seals && events,
    }));
    return { findings, verdicts };
  }

  /** The size of the largest kept head before this one that the seals have grown from. */
  #lastFitting(size: number): number {
    return this.#kept.reduce(
      (last, { seals, kept: { head } }) => (seals && head.size < size && head.size > last ? head.size : last),
      0,
    );
  }

  #judge(kept: KeptHead, { sealed, recorded }: Roots): Tried {
    const { head } = kept;
    const key = this.keys.get(head.keyId);
    const signature = !key ? 'unknown key' : isSignedBy(head, key) ? 'good' : 'bad';
    const [seals, events] = [head.root === sealed, head.root === recorded];
    if (signature === 'good') {
      const before = this.#borneOut;
      this.#borneOut = { seals: seals ? head.size : before.seals, events: events ? head.size : before.events };
    }
    return { kept, signature, seals, events };
  }
}

const explainStored = (stored: readonly Tried[]): Finding[] => {
  const told = (faulty: readonly Tried[], what: string): Finding[] => {
    const first = faulty[0]?.kept.head;
    if (!first) return [];
    const which = `the head over ${first.size} events, signed at ${first.time}`;
    const text =
      faulty.length === 1
        ? `In the database, ${which}, ${what}.`
        : `In the database, ${faulty.length} heads, the first of them ${which}, ${what}.`;
    return [{ kind: 'head', positions: null, text }];
  };
  return [
    ...told(
      stored.filter(({ signature }) => signature === 'bad'),
      'without the signature of the key that it names',
    ),
    ...told(
      stored.filter(({ signature }) => signature === 'unknown key'),
      'signed by a key that is not known here',
    ),
    ...told(
      stored.filter(({ seals }) => !seals),
      'not the root of what is sealed up to there',
    ),
  ];
};

const explainKept = (
  { kept: { from, head }, signature, seals, events }: Tried,
  there: number,
  fitting: number,
): Finding[] => {
  const tell = (what: string, positions: Finding['positions'] = null): Finding[] => [
    {
      kind: 'exported_head',
      positions,
      text: `${from}: the head over ${head.size} events, signed at ${head.time}, ${what}.`,
    },
  ];
  if (signature === 'bad') return tell('does not have the signature of the key that it names');
  if (signature === 'unknown key') return tell(`is signed by a key that is not known here (${head.keyId})`);
  if (seals) return []; // where events differ from their seals, each is told by itself
  if (events) return tell('fits the events, but not what is sealed: the sealed log was changed or cut off');
  if (head.size > there) {
    const cutOff = { from: there + 1, to: head.size };
    return tell(
      `is over more events than there are (${there}): the end was cut off, or an older copy restored`,
      cutOff,
    );
  }
  const since = fitting === 0 ? '' : `, after position ${fitting},`;
  return tell(`does not fit: what was sealed up to then${since} was rewritten`, { from: fitting + 1, to: head.size });
};
