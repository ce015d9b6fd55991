import type { EventStore } from '@ehc/event-store';
import type { ReturnFacts } from './reconcile/return-facts.js';

export interface ImportedReturn {
  readonly returnId: string;
  readonly collectionYear: number;
  readonly madeOn: string;
  finished: boolean;
}

/** Which returns of an authority were imported, from its own stream. */
export class AuthorityReturns {
  readonly byId = new Map<string, ImportedReturn>();
  /** Collection year of each run of an import, by which every event of an import is correlated. */
  readonly yearOfRun = new Map<string, number>();

  /** The newest return whose import is finished: by year, then by the day on which it was made. */
  get newestFinished(): ImportedReturn | undefined {
    return [...this.byId.values()]
      .filter((known) => known.finished)
      .sort((a, b) => a.collectionYear - b.collectionYear || (a.madeOn < b.madeOn ? -1 : 1))
      .at(-1);
  }

  hasFinished(collectionYear: number): boolean {
    return [...this.byId.values()].some((known) => known.finished && known.collectionYear === collectionYear);
  }

  /** Day on which the newest return of an earlier year was made; null where none was imported. */
  madeOnBefore({ collectionYear }: ReturnFacts): string | null {
    const earlier = [...this.byId.values()].filter((known) => known.collectionYear < collectionYear);
    return (
      earlier
        .map((known) => known.madeOn)
        .sort()
        .at(-1) ?? null
    );
  }
}

export const readAuthorityReturns = async (store: EventStore, authority: string): Promise<AuthorityReturns> => {
  const returns = new AuthorityReturns();
  for (const event of await store.readStream(`authority-${authority}`)) {
    const payload = event.payload as { return: string; run: string; collectionYear: number; madeOn?: string };
    if (event.type === 'ReturnImportStarted') {
      returns.yearOfRun.set(payload.run, payload.collectionYear);
      returns.byId.set(payload.return, {
        returnId: payload.return,
        collectionYear: payload.collectionYear,
        madeOn: payload.madeOn ?? '',
        finished: returns.byId.get(payload.return)?.finished ?? false,
      });
    } else if (event.type === 'ReturnImportFinished') {
      const known = returns.byId.get(payload.return);
      if (known) known.finished = true;
    }
  }
  return returns;
};
