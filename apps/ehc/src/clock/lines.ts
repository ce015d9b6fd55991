/** Cuts a stream of bytes into lines without ever holding more of one than it may be long. */

/** A line that was longer than it may be; its text is not kept. */
export const TOO_LONG = Symbol('line too long');

export type Line = string | typeof TOO_LONG;

const NEWLINE = 0x0a;

export class LineCutter {
  /** What has come of the line that is not ended yet. */
  private parts: Uint8Array[] = [];
  private held = 0;
  private tooLong = false;

  /** @param longest the most bytes that a line may have, its newline not counted. */
  constructor(private readonly longest: number) {}

  /** The lines that a chunk ends. */
  *cut(chunk: Uint8Array): Generator<Line> {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(NEWLINE, start);
      if (end === -1) break;
      this.hold(chunk.subarray(start, end));
      yield this.take();
      start = end + 1;
    }
    if (start < chunk.length) this.hold(chunk.subarray(start));
  }

  /** The last line, if it did not end with a newline. */
  *end(): Generator<Line> {
    if (this.held > 0 || this.tooLong) yield this.take();
  }

  private hold(part: Uint8Array): void {
    if (this.tooLong) return;
    if (this.held + part.length > this.longest) {
      this.tooLong = true;
      this.parts = [];
      this.held = 0;
      return;
    }
    this.parts.push(part);
    this.held += part.length;
  }

  private take(): Line {
    const line = this.tooLong ? TOO_LONG : this.text();
    this.parts = [];
    this.held = 0;
    this.tooLong = false;
    return line;
  }

  private text(): string {
    const bytes = this.parts.length === 1 ? this.parts[0]! : Buffer.concat(this.parts);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  }
}
