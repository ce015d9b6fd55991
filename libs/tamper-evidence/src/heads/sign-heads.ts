import { ProjectionFault } from '@ehc/projections';
import { TiledTree } from '../merkle/tiles.js';
import { type Query, sealedSize, tilesOf } from '../sealed-log/sealed-rows.js';
import { addHead, databaseTime, newestHead } from './head-rows.js';
import type { KeptHeads } from './kept-heads.js';
import { type SignedHead, signHead } from './signed-head.js';
import type { SigningKey } from './signing-key.js';

/** Signs the roots of the sealed log. Any number of processes may: of each size, the first head stays. */
export class HeadSigner {
  /** How many events the newest head was over that this process has seen. */
  #seen = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly query: Query,
    private readonly key: SigningKey,
    private readonly kept: KeptHeads,
  ) {}

  /**
   * Signs what has been sealed since the newest head; one after another, however often it is asked.
   * @returns the newest head; null while nothing is sealed
   * @throws ProjectionFault where what is sealed has not grown from that head: no head is signed then
   */
  sign(): Promise<SignedHead | null> {
    const signing = this.#last.then(() => this.#sign());
    this.#last = signing.catch(() => {});
    return signing;
  }

  async #sign(): Promise<SignedHead | null> {
    const newest = await newestHead(this.query);
    const size = await sealedSize(this.query);
    if ((newest?.size ?? 0) < this.#seen) throw new ProjectionFault('signed heads of the log have been removed');
    this.#seen = newest?.size ?? 0;
    if (size === this.#seen) return newest;

    const tree = new TiledTree(tilesOf(this.query));
    const hasGrownFrom = async (older: SignedHead): Promise<boolean> =>
      older.size <= size && (await tree.root(older.size)).toString('hex') === older.root;
    if (newest && !(await hasGrownFrom(newest))) {
      throw new ProjectionFault(`what is sealed has not grown from the head over ${newest.size} events`);
    }
    const root = (await tree.root(size)).toString('hex');
    await addHead(this.query, signHead({ size, root, time: await databaseTime(this.query) }, this.key));
    const head = (await newestHead(this.query))!;
    await this.kept.keep(head, hasGrownFrom);
    this.#seen = head.size;
    return head;
  }
}
