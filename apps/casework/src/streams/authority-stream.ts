import type { PathwayEvent } from '@ehc/pathway';
import { defineStream } from '@ehc/recording';

/** What an authority has chosen: settings by name, as far as it spoke of them. */
export type AuthorityState = Readonly<Record<string, unknown>>;

/** `authority-<code>`: settings, returns imported, whether it is made up. */
export const authorityStream = defineStream<AuthorityState>({
  kind: 'authority',
  noun: 'local authority',
  fold: (events: readonly PathwayEvent[]) =>
    Object.assign({}, ...events.map((event) => (event.type === 'SettingsChanged' ? event.payload.settings : {}))),
  childOf: () => null,
  clocks: () => [],
});
