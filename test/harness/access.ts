import type { EventStore, NewEvent } from '@ehc/event-store';
import type { AdviceBody, RoleName } from '@ehc/identity';
import { randomUUID } from 'node:crypto';
import { tokenFor } from './sign-in.js';

// What people may do, in tests: roles given by events in the log, as an administrator gives them.

export interface RoleGiven {
  readonly subject: string;
  readonly role: RoleName;
  readonly authority: string;
  readonly bodies?: readonly AdviceBody[];
  readonly setting?: string;
  readonly agency?: string;
}

/** Records that these roles were given; before the application starts, or followed by `AccessRegister.upTo`. */
export const giveRoles = async (store: EventStore, roles: readonly RoleGiven[]): Promise<void> => {
  for (const { authority, ...role } of roles) {
    const grant = randomUUID();
    const event: NewEvent = {
      id: randomUUID(),
      type: 'AccessGranted',
      schemaVersion: 1,
      authority,
      child: null,
      happenedOn: '2020-01-01',
      source: 'entered',
      payload: { grant, ...role },
      keyId: null,
      sealed: null,
      sealedDigest: null,
      actor: 'an.administrator',
      role: 'administrator',
      agency: null,
      verified: true,
      correlationId: grant,
      causationId: null,
      commandId: grant,
    };
    await store.append({ stream: `grants-${grant}`, expected: 'no_stream', events: [event] });
  }
};

/** The headers by which somebody asks for an authority, in an application with `authenticateTestTokens`. */
export const asking = (subject: string, authority: string): Record<string, string> => ({
  authorization: `Bearer ${tokenFor(subject)}`,
  'x-ehc-authority': authority,
});
