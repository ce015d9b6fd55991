export * from './projection.js';
export * from './entity-projection.js';
export type { Columns, ColumnType, ReadRowOf, RowOf } from './rows/columns.js';
export * from './rows/delete-rows.js';
export { insertRows } from './rows/insert-rows.js';
export * from './rows/load-entities.js';
export * from './rows/load-rows.js';
export * from './rows/table.js';
export * from './rows/upsert-rows.js';
