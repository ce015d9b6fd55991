import type { PathwayEvent } from '@ehc/pathway';
import { type ClockSettings, readSettings } from '@ehc/statutory-clock';

/** What an authority has chosen; what it never spoke of is as by default. */
export const settingsOf = (events: readonly PathwayEvent[]): Readonly<ClockSettings> => {
  const chosen: Record<string, unknown> = {};
  for (const event of events) {
    if (event.type === 'SettingsChanged') Object.assign(chosen, event.payload.settings);
  }
  return readSettings(chosen);
};
