import { foldOf, type Payload } from '@ehc/pathway';
import { defineStream, deriveId } from '@ehc/recording';

/** The roles that a person has in an authority, by id. */
export type GrantsState = Map<string, Payload<'AccessGranted'>>;

/** `grants-<id>`: the roles of one person in one authority. */
export const grantsStream = defineStream<GrantsState>({
  kind: 'grants',
  noun: 'role',
  fold: foldOf<GrantsState>(
    () => new Map(),
    (state, event) => {
      if (event.type === 'AccessGranted') state.set(event.payload.grant, event.payload);
      if (event.type === 'AccessEnded') state.delete(event.payload.grant);
    },
  ),
  childOf: () => null,
  clocks: () => [],
});

/** Any constant of ours does: it keeps these ids apart from others that are derived. */
const NAMESPACE = '6c0f1f3e-6f0a-4c6e-9f3d-0d6c3b0a5b11';

/** Id of the stream that holds a person's roles in an authority. */
export const grantsOf = (authority: string, subject: string): string =>
  deriveId(NAMESPACE, `grants ${authority} ${subject}`);
