import { foldOf, type PathwayEvent } from '@ehc/pathway';
import { defineBelievedTable } from './believed-table.js';
import type { FactOfStream } from './fact-of-stream.js';

const columns = {
  code: 'text not null',
  /** What the authority chose otherwise than the default, by name of the setting. */
  settings: 'json not null',
  /** 1 while the defaults stand; one more with each change. */
  settings_version: 'int not null',
  /** Runs of imports that began and have not come to their end. */
  imports_running: 'int not null',
  /** Runs of imports that began. */
  imports: 'int not null',
  made_up: 'boolean not null',
} as const;

interface AuthorityState {
  settings: Readonly<Record<string, unknown>>;
  settingsVersion: number;
  readonly started: Set<string>;
  readonly finished: Set<string>;
  madeUp: boolean;
}

const begin = (): AuthorityState => ({
  settings: {},
  settingsVersion: 1,
  started: new Set(),
  finished: new Set(),
  madeUp: false,
});

const apply = (state: AuthorityState, event: PathwayEvent): void => {
  switch (event.type) {
    case 'SettingsChanged':
      state.settings = { ...state.settings, ...event.payload.settings };
      state.settingsVersion += 1;
      break;
    case 'AuthorityMadeUp':
      state.madeUp = true;
      break;
    case 'ReturnImportStarted':
      state.started.add(event.payload.run);
      break;
    case 'ReturnImportFinished':
      state.finished.add(event.payload.run);
      break;
    default:
      break;
  }
};

/** What an authority chose, and whether an import is under way. */
export const AUTHORITY_FACT: FactOfStream<AuthorityState, typeof columns> = {
  kind: 'authority',
  table: defineBelievedTable({ name: 'authority_fact', columns, key: ['code'] }),
  types: ['SettingsChanged', 'AuthorityMadeUp', 'ReturnImportStarted', 'ReturnImportFinished'],
  fold: foldOf(begin, apply),
  rows: (code, { settings, settingsVersion, started, finished, madeUp }) => {
    const running = [...started].filter((run) => !finished.has(run)).length;
    return [
      {
        code,
        settings,
        settings_version: settingsVersion,
        imports_running: running,
        imports: started.size,
        made_up: madeUp,
      },
    ];
  },
};
