import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { TextDecoder } from 'node:util';

export type Encoding = 'utf-8' | 'windows-1252';

/** What the bytes of a file say before it is cut into rows. */
export interface FileInspection {
  readonly bytes: number;
  /** SHA-256 over the bytes. */
  readonly digest: Buffer;
  readonly encoding: Encoding;
  /** Why the bytes are no text that can be read; null where they are. */
  readonly fault: 'utf-16' | 'nul-bytes' | null;
}

/** Large enough that a file costs few turns of the event loop, small enough to be nothing in memory. */
export const CHUNK_BYTES = 256 * 1024;

/**
 * Reads a file once for its digest and its encoding: UTF-8 if every byte of it is, else Windows-1252, in which a
 * spreadsheet on Windows saves "CSV". One encoding holds for the whole file, so it must be known before the first row.
 */
export async function inspectFile(path: string, onBytes: (bytes: number) => void): Promise<FileInspection> {
  const hash = createHash('sha256');
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let isUtf8 = true;
  let bytes = 0;
  let nulsAtEven = 0;
  let nulsAtOdd = 0;
  let mark: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    if (mark.length < 2) mark = Buffer.concat([mark, chunk.subarray(0, 2)]);
    for (let at = chunk.indexOf(0); at !== -1; at = chunk.indexOf(0, at + 1)) {
      if ((bytes + at) % 2 === 0) nulsAtEven++;
      else nulsAtOdd++;
    }
    if (isUtf8) isUtf8 = decodes(utf8, chunk);
    bytes += chunk.length;
    onBytes(chunk.length);
  }
  if (isUtf8) isUtf8 = decodes(utf8, null);
  const marked = mark.length >= 2 && ((mark[0] === 0xff && mark[1] === 0xfe) || (mark[0] === 0xfe && mark[1] === 0xff));
  // Latin text in UTF-16 without a mark has every second byte zero.
  const everySecond = Math.max(nulsAtEven, nulsAtOdd) > bytes / 4 && Math.min(nulsAtEven, nulsAtOdd) < bytes / 50;
  return {
    bytes,
    digest: hash.digest(),
    encoding: isUtf8 ? 'utf-8' : 'windows-1252',
    fault: marked || everySecond ? 'utf-16' : nulsAtEven + nulsAtOdd > 0 ? 'nul-bytes' : null,
  };
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
