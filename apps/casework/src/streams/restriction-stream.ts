import { foldOf } from '@ehc/pathway';
import { defineStream } from '@ehc/recording';

/** The subjects of the people who see the record; null while it is open to everybody whose role reaches it. */
export interface RestrictionState {
  named: Set<string> | null;
}

/** `restriction-<child>`: whether a child's record is restricted, and to whom. */
export const restrictionStream = defineStream<RestrictionState>({
  kind: 'restriction',
  noun: 'restriction',
  fold: foldOf<RestrictionState>(
    () => ({ named: null }),
    (state, event) => {
      switch (event.type) {
        case 'RecordRestricted':
          state.named = new Set(event.payload.people.map(({ subject }) => subject));
          break;
        case 'RestrictedAccessGranted':
          state.named?.add(event.payload.subject);
          break;
        case 'RestrictedAccessEnded':
          state.named?.delete(event.payload.subject);
          break;
        case 'RestrictionLifted':
          state.named = null;
          break;
        default:
          break;
      }
    },
  ),
  childOf: (_, id) => id,
  clocks: () => [],
});
