import { type ClockSettings, DEFAULT_SETTINGS, readSettings } from '@ehc/statutory-clock';
import type { DataSource } from 'typeorm';

/** The settings under which an authority's clocks run now; the defaults where it never chose. */
export const readAuthoritySettings = async (
  dataSource: DataSource,
  authority: string,
): Promise<Readonly<ClockSettings>> => {
  const rows: { settings: Record<string, unknown> }[] = await dataSource.query(
    `SELECT settings FROM casework.authority_record WHERE authority = $1`,
    [authority],
  );
  return rows[0] ? readSettings(rows[0].settings) : DEFAULT_SETTINGS;
};
