import { replaceText } from '@ehc/platform';
import { readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { headText, parseHead, type SignedHead } from './signed-head.js';

/** A signed head, and where it was kept. */
export interface KeptHead {
  readonly from: string;
  readonly head: SignedHead;
}

const NEWEST = 'newest.json';

/**
 * The newest head beside the keys, outside the database: who rewinds or rewrites the database alone is found out by it.
 * One that the log no longer fits, after a restore or worse, is set aside under a name of its own and stays there, to be
 * explained, until an operator takes it away.
 */
export class KeptHeads {
  readonly #folder: string;
  /** Whether the one that was there before this process has been. */
  #judged = false;

  constructor(dataDir: string) {
    this.#folder = join(dataDir, 'keys', 'heads');
  }

  /** All that are kept, the newest and those set aside. */
  async all(): Promise<KeptHead[]> {
    const names = await readdir(this.#folder).catch(() => [] as string[]);
    const files = names.filter((name) => name.endsWith('.json')).sort();
    return Promise.all(files.map((name) => this.#read(join(this.#folder, name))));
  }

  /**
   * Keeps a head in the place of the last one.
   * @param fits whether the log has grown from an older head
   */
  async keep(head: SignedHead, fits: (older: SignedHead) => Promise<boolean>): Promise<void> {
    if (!this.#judged) await this.#setAsideUnless(fits);
    this.#judged = true;
    await replaceText(join(this.#folder, NEWEST), headText(head));
  }

  async #setAsideUnless(fits: (older: SignedHead) => Promise<boolean>): Promise<void> {
    const path = join(this.#folder, NEWEST);
    const older = (await this.all()).find(({ from }) => from === path)?.head;
    if (older === undefined || (await fits(older))) return;
    await rename(path, join(this.#folder, `${older.size}-${older.root.slice(0, 16)}.json`));
  }

  async #read(path: string): Promise<KeptHead> {
    return { from: path, head: parseHead(await readFile(path, 'utf8'), path) };
  }
}
