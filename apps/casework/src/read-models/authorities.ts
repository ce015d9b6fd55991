import { defineTable, rowsOfStream, streamProjection } from '@ehc/projections';
import { settingsOf } from '@ehc/recording';
import { historyOf, type StreamHistory } from './stream-history.js';

/** One row for each authority: the readings of unsettled rules that it has chosen, and whether it is made up. */
export const authorityTable = defineTable({
  name: 'authority_record',
  columns: { authority: 'text not null', made_up: 'boolean not null', settings: 'json not null' },
  key: ['authority'],
});

export const authoritiesReadModel = streamProjection<StreamHistory>({
  owner: 'casework',
  name: 'casework_authorities',
  version: 2,
  streams: ['authority'],
  types: ['SettingsChanged', 'AuthorityMadeUp'],
  state: historyOf,
  rows: [
    rowsOfStream({
      table: authorityTable,
      idColumn: 'authority',
      rows: ({ events }: StreamHistory, authority) => [
        { authority, made_up: events.some(({ type }) => type === 'AuthorityMadeUp'), settings: settingsOf(events) },
      ],
    }),
  ],
});
