import type { RecordedEvent } from '@ehc/event-store';
import { canonicalEvent } from '../canonical/event-form.js';
import type { SignedHead } from '../heads/signed-head.js';
import { type Hash, leafHash } from '../merkle/hash.js';
import { type Finding, inWords, type Positions } from './finding.js';
import { GrownTree } from './grown-tree.js';
import type { HeadTrials, HeadVerdict } from './head-trials.js';
import { OrderOfEvents } from './order-of-events.js';
import { runs } from './runs.js';
import type { SealedTables } from './sealed-tables.js';
import { explainStrays, type StrayEvent, type StraySeal } from './strays.js';

/** Null for what no canonical form can be given to: a number beyond those of JSON was put into it. */
const hashOf = (event: RecordedEvent): Hash | null => {
  try {
    return leafHash(canonicalEvent(event));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
};

const describe = ({ stream, revision, type }: RecordedEvent): string => `${stream}, revision ${revision}, ${type}`;

/** Walks along the log and what seals it, side by side, by position. */
export class ComparisonWithSeals {
  readonly #sealed: GrownTree;
  readonly #recorded = new GrownTree();
  readonly #order = new OrderOfEvents();
  readonly #outOfOrder: Finding[] = [];
  readonly #strays = { events: [] as StrayEvent[], seals: [] as StraySeal[], later: [] as StrayEvent[] };
  readonly #lost: number[] = [];
  /** Positions at which there is nothing, though something comes after them. */
  readonly #holes: Positions[] = [];
  /** Positions that were sealed, as leaves or the newest head say. */
  readonly #sealedTo: number;
  /** The newest head before where it walks. */
  #head: SignedHead | null = null;
  #events = 0;
  /** Up to where events and seals have been read. */
  #readTo = 0;
  #walkedTo = 0;

  constructor(
    private readonly tables: SealedTables,
    private readonly trials: HeadTrials,
  ) {
    this.#sealed = new GrownTree(tables.nodes);
    this.#sealedTo = Math.max(tables.leaves, tables.newestHead?.size ?? 0);
  }

  /** Compares the next events, in order, and what is sealed up to the last of them; with the last page, all the rest. */
  async compare(events: readonly RecordedEvent[], isLastPage: boolean): Promise<void> {
    const after = this.#readTo;
    const end = Number(events.at(-1)?.position ?? 0);
    const upTo = Math.max(after, end, isLastPage ? this.#sealedTo : 0);
    const leaves = new Map(
      (await this.tables.leavesBetween(after, upTo)).map(({ position, hash }) => [position, hash]),
    );
    const heads = new Map((await this.tables.headsBetween(after, upTo)).map((head) => [head.size, head]));
    const places = new Set([...leaves.keys(), ...heads.keys()]);
    const byPosition = new Map<number, RecordedEvent[]>();
    for (const event of events) {
      const position = Number(event.position);
      places.add(position);
      const others = byPosition.get(position);
      if (others) others.push(event);
      else byPosition.set(position, [event]);
    }
    for (const position of [...places].sort((a, b) => a - b)) {
      if (position > this.#walkedTo + 1) this.#holes.push({ from: this.#walkedTo + 1, to: position - 1 });
      this.#walkedTo = Math.max(this.#walkedTo, position);
      this.#compareAt(position, byPosition.get(position) ?? [], leaves.get(position) ?? null);
      const head = heads.get(position);
      const roots = () => ({ sealed: this.#sealed.rootAt(position), recorded: this.#recorded.rootAt(position) });
      if (position >= 1) this.trials.tryAt(position, roots, head);
      this.#head = head ?? this.#head;
    }
    this.#readTo = upTo;
  }

  conclude(): { findings: Finding[]; verdicts: HeadVerdict[]; events: number } {
    const { findings, verdicts } = this.trials.conclude(Math.max(this.#walkedTo, this.tables.leaves));
    const strays = explainStrays(this.#strays, this.trials.borneOut);
    return {
      findings: [
        ...strays,
        ...this.#holes.map(emptyAt),
        ...this.#lostSeals(),
        ...this.#sealed.conclude(this.#sealedTo),
        ...findings,
        // Where sealed events were moved, it follows that revisions and instants are out of order.
        ...(strays.some(({ kind }) => kind === 'moved') ? [] : this.#outOfOrder),
      ],
      verdicts,
      events: this.#events,
    };
  }

  /** More than one event at a position there can be only where somebody took the table's key away. */
  #compareAt(position: number, events: readonly RecordedEvent[], seal: Hash | null): void {
    const shouldBeSealed = position <= this.#sealedTo;
    const hashed = events.map((event) => ({ position, hash: hashOf(event), what: describe(event) }));
    const right = hashed.find(({ hash }) => seal !== null && hash?.equals(seal));
    for (const event of events) this.#outOfOrder.push(...this.#order.next(event, this.#head));
    this.#events += events.length;

    const others = hashed.filter((event) => event !== right);
    if (shouldBeSealed) {
      if (seal) {
        this.#strays.events.push(...others);
        if (!right) this.#strays.seals.push({ position, hash: seal });
      } else if (position < 1) this.#strays.events.push(...others);
      else this.#lost.push(position);
    } else if (this.#strays.seals.length > 0) this.#strays.later.push(...others);

    const event = (right ?? hashed[0])?.hash;
    const known = seal ?? event;
    if (known && shouldBeSealed) this.#sealed.grow(position, known);
    if (event) this.#recorded.grow(position, event);
  }

  #lostSeals(): Finding[] {
    if (this.tables.leaves === 0) return [];
    return runs(this.#lost).map((positions) => ({
      kind: 'seal',
      positions,
      text: `What was sealed at ${inWords(positions)} was removed from the sealed log.`,
    }));
  }
}

const emptyAt = (positions: Positions): Finding => ({
  kind: 'missing',
  positions,
  text: `At ${inWords(positions)} there is nothing: what was recorded there was removed.`,
});
