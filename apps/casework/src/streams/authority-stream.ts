import { foldOf } from '@ehc/pathway';
import { defineStream } from '@ehc/recording';

/** What an authority has chosen: settings by name, as far as it spoke of them. */
export type AuthorityState = Record<string, unknown>;

/** `authority-<code>`: settings, returns imported, whether it is made up. */
export const authorityStream = defineStream<AuthorityState>({
  kind: 'authority',
  noun: 'local authority',
  fold: foldOf<AuthorityState>(
    () => ({}),
    (state, event) => {
      if (event.type === 'SettingsChanged') Object.assign(state, event.payload.settings);
    },
  ),
  childOf: () => null,
  clocks: () => [],
});
