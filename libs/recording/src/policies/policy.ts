import type { RecordedEvent } from '@ehc/event-store';
import type { EventType } from '@ehc/pathway';
import type { Given } from '../given.js';

/**
 * What must follow in another stream, whoever took the step. It follows the log and sends commands whose ids derive
 * from the event, so that following it again does nothing twice.
 */
export interface Policy {
  /** Unique over all apps, lower case with underscores: names its checkpoint. */
  readonly name: string;
  /** The types of event that make it act. */
  readonly types: readonly EventType[];
  /** Acts on one event that a person or a policy recorded. May be asked again about the same event. */
  readonly follow: (event: RecordedEvent) => Promise<void>;
}

/** The terms on which a policy records: in its own name, for the event's authority, on the stream with that id. */
export const policyCaller = (policy: string, event: RecordedEvent, id: string, commandId: string): Given => ({
  caller: {
    actor: `policy ${policy.replaceAll('_', ' ')}`,
    role: 'policy',
    authority: event.authority,
    agency: null,
    verified: false,
  },
  id,
  commandId,
  expectedRevision: undefined,
  byPrecondition: false,
  correlationId: event.correlationId,
  cause: { event: event.id, correlationId: event.correlationId },
});
