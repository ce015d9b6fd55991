import type { SealedEvent } from '@ehc/event-store';
import type { Payload } from '@ehc/pathway';

/** A set of figures as it was published. */
export interface PublishedSet extends Payload<'FiguresPublished'> {
  readonly authority: string;
  readonly id: string;
  /** Instant at which it was recorded. */
  readonly publishedAt: string;
  readonly publishedBy: { readonly actor: string; readonly role: string };
  /** The event, for opening the note. */
  readonly event: SealedEvent;
}
