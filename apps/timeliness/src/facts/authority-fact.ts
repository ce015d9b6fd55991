import type { PathwayEvent } from '@ehc/pathway';
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
  readonly settings: Readonly<Record<string, unknown>>;
  readonly settingsVersion: number;
  readonly started: ReadonlySet<string>;
  readonly finished: ReadonlySet<string>;
  readonly madeUp: boolean;
}

const initial: AuthorityState = {
  settings: {},
  settingsVersion: 1,
  started: new Set(),
  finished: new Set(),
  madeUp: false,
};

const apply = (state: AuthorityState, event: PathwayEvent): AuthorityState => {
  switch (event.type) {
    case 'SettingsChanged':
      return {
        ...state,
        settings: { ...state.settings, ...event.payload.settings },
        settingsVersion: state.settingsVersion + 1,
      };
    case 'AuthorityMadeUp':
      return { ...state, madeUp: true };
    case 'ReturnImportStarted':
      return { ...state, started: new Set([...state.started, event.payload.run]) };
    case 'ReturnImportFinished':
      return { ...state, finished: new Set([...state.finished, event.payload.run]) };
    default:
      return state;
  }
};

/** What an authority chose, and whether an import is under way. */
export const AUTHORITY_FACT: FactOfStream<typeof columns> = {
  kind: 'authority',
  table: defineBelievedTable({ name: 'authority_fact', columns, key: ['code'] }),
  types: ['SettingsChanged', 'AuthorityMadeUp', 'ReturnImportStarted', 'ReturnImportFinished'],
  rows: (code, events) => {
    const { settings, settingsVersion, started, finished, madeUp } = events.reduce(apply, initial);
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
