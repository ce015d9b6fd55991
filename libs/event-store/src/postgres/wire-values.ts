import type { CustomTypesConfig } from 'pg';

/** Leaves every value as the text that PostgreSQL sends, so that no bigint or instant passes through a lossy type. */
export const RAW_TEXT: CustomTypesConfig = { getTypeParser: () => (text: string) => text } as CustomTypesConfig;

/** `2026-11-22 07:18:00.1234+00`, as PostgreSQL writes an instant in ISO style and UTC, to ISO 8601 with six digits. */
export const isoFromTimestamptz = (text: string): string => {
  const end = text.length - 3; // "+00"
  const fraction = text.length > 22 ? text.slice(20, end) : '';
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction.padEnd(6, '0')}Z`;
};

/** `\x0a0b`, as PostgreSQL writes bytes in hexadecimal. */
export const bytesFromBytea = (text: string | null): Buffer | null =>
  text === null ? null : Buffer.from(text.slice(2), 'hex');

/** What a session must be set to for the functions above to read its answers. */
export const SESSION =
  "SET datestyle = 'ISO, YMD'; SET timezone = 'UTC'; SET bytea_output = 'hex'; SET standard_conforming_strings = on";
