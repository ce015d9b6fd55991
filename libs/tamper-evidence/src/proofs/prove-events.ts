import type { RecordedEvent } from '@ehc/event-store';
import { canonicalEvent, type EventForm, eventForm } from '../canonical/event-form.js';
import type { SignedHead } from '../heads/signed-head.js';
import { isIncluded } from '../merkle/check-proof.js';
import { leafHash } from '../merkle/hash.js';
import { TiledTree } from '../merkle/tiles.js';
import { type Query, tilesOf } from '../sealed-log/sealed-rows.js';

/** An event with what proves that it is in the log at its position, without any other event. */
export interface ProvedEvent {
  /** Place in the log, from 1; its leaf is the one before. */
  readonly position: number;
  readonly event: EventForm;
  /** Hashes of its neighbours on the way to the root (RFC 6962, section 2.1.1), hexadecimal. */
  readonly proof: readonly string[];
}

/** An event, or a head, that what is sealed does not bear out: nothing can be proved of it. */
export class NotAsSealed extends Error {
  override readonly name = 'NotAsSealed';
}

/**
 * Proves events to be in the log that a head is over.
 * @throws NotAsSealed where one is not as it was sealed
 */
export const proveEvents = async (
  query: Query,
  events: readonly RecordedEvent[],
  { size, root }: SignedHead,
): Promise<ProvedEvent[]> => {
  const tree = new TiledTree(tilesOf(query));
  const proved: ProvedEvent[] = [];
  for (const event of events) {
    const position = Number(event.position);
    const proof = await tree.inclusionProof(position - 1, size);
    const leaf = leafHash(canonicalEvent(event));
    if (!isIncluded({ leaf, index: position - 1, size, root: Buffer.from(root, 'hex'), proof })) {
      throw new NotAsSealed(`The event at position ${position} is not as it was sealed: run "ehc verify --sealed".`);
    }
    proved.push({ position, event: eventForm(event), proof: proof.map((hash) => hash.toString('hex')) });
  }
  return proved;
};

/** What proves that the log has grown from an older head, with nothing changed before it (section 2.1.2). */
export interface ProvedGrowth {
  readonly from: SignedHead;
  readonly proof: readonly string[];
}

/** @throws NotAsSealed where the log has not grown from it */
export const proveGrowth = async (query: Query, from: SignedHead, to: SignedHead): Promise<ProvedGrowth> => {
  const tree = new TiledTree(tilesOf(query));
  if (from.size > to.size || (await tree.root(from.size)).toString('hex') !== from.root) {
    throw new NotAsSealed(`The log has not grown from the head over ${from.size} events: run "ehc verify --sealed".`);
  }
  const proof = await tree.consistencyProof(from.size, to.size);
  return { from, proof: proof.map((hash) => hash.toString('hex')) };
};
