import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { TextDecoder } from 'node:util';

export type Encoding = 'utf-8' | 'windows-1252';

/** Why the bytes of a file are no text that can be read. */
export type BytesFault = 'utf-16' | 'nul-bytes';

/** What the bytes of a file say before it is cut into rows. */
export interface FileInspection {
  /** SHA-256 over the bytes. */
  readonly digest: Buffer;
  readonly encoding: Encoding;
}

/** Large enough that a file costs few turns of the event loop, small enough to be nothing in memory. */
export const CHUNK_BYTES = 256 * 1024;

/**
 * Reads a file once for its digest and its encoding: UTF-8 if every byte of it is, else Windows-1252, in which a
 * spreadsheet on Windows saves "CSV". One encoding holds for the whole file, so it must be known before the first row.
 */
export async function inspectFile(
  path: string,
  onBytes: (bytes: number) => void,
): Promise<BytesFault | FileInspection> {
  const hash = createHash('sha256');
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let isUtf8 = true;
  let isFirst = true;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>) {
    if (isFirst && isUtf16(chunk)) return 'utf-16';
    if (chunk.includes(0)) return 'nul-bytes';
    isFirst = false;
    hash.update(chunk);
    if (isUtf8) isUtf8 = decodes(utf8, chunk);
    onBytes(chunk.length);
  }
  if (isUtf8) isUtf8 = decodes(utf8, null);
  return { digest: hash.digest(), encoding: isUtf8 ? 'utf-8' : 'windows-1252' };
}

/** UTF-16 begins with a mark, or, in Latin text, has every second byte zero. */
function isUtf16(start: Buffer): boolean {
  if (start.length >= 2 && [0xfffe, 0xfeff].includes(start.readUInt16BE(0))) return true;
  const sample = start.subarray(0, 1000);
  const zeros = (odd: number): number => sample.filter((byte, at) => at % 2 === odd && byte === 0).length;
  const [even, odd] = [zeros(0), zeros(1)];
  return Math.max(even, odd) > sample.length / 4 && Math.min(even, odd) < sample.length / 50;
}

/** null: the end of the file, at which no character may be half read. */
function decodes(decoder: TextDecoder, chunk: Buffer | null): boolean {
  try {
    decoder.decode(chunk ?? undefined, { stream: chunk !== null });
    return true;
  } catch {
    return false;
  }
}
