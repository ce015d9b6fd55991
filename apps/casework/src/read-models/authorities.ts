import type { PathwayEvent } from '@ehc/pathway';
import { defineTable, entityProjection, entityRows, type Projection } from '@ehc/projections';
import { settingsOf } from '@ehc/recording';
import { entityOf, type StreamHistory, withEvent } from './stream-history.js';

/** One row for each authority: the readings of unsettled rules that it has chosen, and whether it is made up. */
export const authorityTable = defineTable({
  name: 'authority_record',
  columns: { authority: 'text not null', made_up: 'boolean not null', settings: 'json not null' },
  key: ['authority'],
});

export const authoritiesReadModel: Projection = entityProjection<StreamHistory>({
  owner: 'casework',
  name: 'casework_authorities',
  version: 1,
  types: ['SettingsChanged', 'AuthorityMadeUp'],
  stateTable: 'authority_history',
  entitiesOf: entityOf('authority'),
  fold: withEvent,
  rows: [
    entityRows({
      table: authorityTable,
      entityColumn: 'authority',
      rows: ({ events }, authority) => [
        {
          authority,
          made_up: events.some((event: PathwayEvent) => event.type === 'AuthorityMadeUp'),
          settings: settingsOf(events),
        },
      ],
    }),
  ],
});
