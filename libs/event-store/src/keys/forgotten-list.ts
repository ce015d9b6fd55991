import { constants } from 'node:fs';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from './key-file.js';

/** A child whom an authority has forgotten, as the list beside the keys keeps it: ids and codes, nothing that names. */
export interface ForgottenChild {
  readonly authority: string;
  readonly child: string;
  /** Of the event that says so; the list and the log are compared by it. */
  readonly eventId: string;
  readonly commandId: string;
  /** Civil date (Europe/London). */
  readonly forgottenOn: string;
  readonly actor: string;
  readonly role: string;
  readonly agency: string | null;
  readonly verified: boolean;
  /** Open payload of the event, so that it can be recorded anew in a log that is older than it. */
  readonly payload: Readonly<Record<string, unknown>>;
}

/** A line of the file: a child, or that the index has had another key since the children before it were forgotten. */
type Line = { readonly forgotten: ForgottenChild } | { readonly indexRenewedAfter: readonly string[] };

/**
 * Who has been forgotten, in `<dataDir>/keys/forgotten.jsonl`: one JSON object a line, only ever added to. It lies with
 * the keys, and goes with their backups, so that a log restored from before a forgetting does not bring the child back.
 */
export class ForgottenList {
  private constructor(readonly path: string) {}

  static async in(dataDir: string): Promise<ForgottenList> {
    const folder = join(dataDir, 'keys');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new ForgottenList(join(folder, 'forgotten.jsonl'));
  }

  /** By the id of their events, in the order in which they were added. */
  async read(): Promise<Map<string, ForgottenChild>> {
    const lines = await readLines(this.path);
    return new Map(lines.flatMap((line) => ('forgotten' in line ? [[line.forgotten.eventId, line.forgotten]] : [])));
  }

  /** Those after whose forgetting the search index has not had another key yet. */
  async withOldIndex(): Promise<ForgottenChild[]> {
    const waiting = new Map<string, ForgottenChild>();
    for (const line of await readLines(this.path)) {
      if ('forgotten' in line) waiting.set(line.forgotten.eventId, line.forgotten);
      else for (const eventId of line.indexRenewedAfter) waiting.delete(eventId);
    }
    return [...waiting.values()];
  }

  /** On disk when this resolves. */
  add(children: readonly ForgottenChild[]): Promise<void> {
    return this.#append(children.map((forgotten) => ({ forgotten })));
  }

  /** Adds what another list has more than this one. */
  async addFrom(path: string): Promise<void> {
    const known = new Set((await readLines(this.path)).map((line) => JSON.stringify(line)));
    const others = await readLines(path);
    await this.#append(others.filter((line) => !known.has(JSON.stringify(line))));
  }

  indexRenewedAfter(children: readonly ForgottenChild[]): Promise<void> {
    return this.#append([{ indexRenewedAfter: children.map(({ eventId }) => eventId) }]);
  }

  async #append(lines: readonly Line[]): Promise<void> {
    if (lines.length === 0) return;
    const file = await open(this.path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT, 0o600);
    try {
      // The first line break ends what a crash may have left half written: such a line is passed over.
      await file.writeFile(`\n${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await syncFolder(join(this.path, '..'));
  }
}

const readLines = async (path: string): Promise<Line[]> => {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return [];
    throw error;
  }
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as Line];
    } catch {
      return []; // empty, or torn by a crash
    }
  });
};
