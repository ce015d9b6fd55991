import {
  appendedOrThrow,
  type Append,
  type BulkEventStore,
  type Cause,
  type NewEvent,
  type Position,
  type RecordedEvent,
  type Sealer,
  START,
} from '@ehc/event-store';
import { checkEvent, definitionOf, foldCase, foldPlan } from '@ehc/pathway';
import { v5 as uuidv5 } from 'uuid';
import { pathwayEvents } from '@ehc/recording';
import { KnownChildren, type KnownChild } from './match/known-children.js';
import { matchRequests, type RecordedCase } from './match/match-requests.js';
import type { Finding, PersonRow, Sen2Return } from './read/index.js';
import { flagsSetBy } from './reconcile/flags-set-by.js';
import { HistoryWriter } from './reconcile/history-writer.js';
import { reconcileCase } from './reconcile/reconcile-case.js';
import { reconcileChild } from './reconcile/reconcile-child.js';
import { reconcilePlan } from './reconcile/reconcile-plan.js';
import type { ReturnFacts, Standing } from './reconcile/return-facts.js';
import { type AuthorityReturns, readAuthorityReturns } from './returns-imported.js';

/** Namespace of the ids that come from a return's content. */
const RETURN_NAMESPACE = '6f0b5a0e-5b0c-5a3e-9a53-1f6a0f6d1c7b';

/** Persons whose streams are read, compared and appended in one go; bounds what is in memory. */
const BATCH = 250;

export interface ImportResult {
  /** Events appended; in a dry run, that would be. */
  readonly events: number;
  /** Those among them that change what was recorded before. */
  readonly corrections: number;
  readonly persons: number;
  /** What matching and comparing found, beside what reading the files found. */
  readonly findings: readonly Finding[];
  /** Position of the last event appended; null where none was. */
  readonly position: Position | null;
  /** Set where nothing was done, and why. */
  readonly nothingBecause: string | null;
}

export interface ImportOptions {
  readonly store: BulkEventStore;
  readonly sealer: Sealer;
  readonly dryRun: boolean;
  readonly cause: Pick<Cause, 'actor' | 'role' | 'agency' | 'verified'>;
  readonly onProgress?: (done: number, total: number) => void;
}

/** The return cannot be imported as it stands in the order of returns. */
export class ReturnOutOfOrder extends Error {
  override readonly name = 'ReturnOutOfOrder';
}

/**
 * Records a SEN2 return as history. Can be stopped at any moment and run again: what is recorded already is compared
 * with the return and found to be the same, or has the same event ids.
 *
 * @throws ReturnOutOfOrder where a newer return of the authority has been imported before
 */
export const importReturn = async (read: Sen2Return, options: ImportOptions): Promise<ImportResult> => {
  const { header } = read;
  const returns = await readAuthorityReturns(options.store, header.authority);
  const facts: ReturnFacts = {
    authority: header.authority,
    returnId: uuidv5(`${header.authority}|${header.year}|${header.contentDigest}`, RETURN_NAMESPACE),
    collectionYear: header.year,
    activityYear: header.activityYear,
    censusOn: header.referenceDate,
    madeOn: header.dateTime.slice(0, 10),
  };
  const settled = refuseOrSkip(facts, returns);
  if (settled) {
    await read.validate();
    return { events: 0, corrections: 0, persons: 0, findings: [], position: null, nothingBecause: settled };
  }
  return new ReturnImport(read, facts, returns, options).run();
};

const refuseOrSkip = (facts: ReturnFacts, returns: AuthorityReturns): string | null => {
  const own = returns.byId.get(facts.returnId);
  if (own?.finished) return 'this very return was imported before';
  const newest = returns.newestFinished;
  if (newest && newest.collectionYear > facts.collectionYear) {
    throw new ReturnOutOfOrder(
      `The return of ${newest.collectionYear} has been imported already, and this one is of ${facts.collectionYear}. ` +
        'Import returns in the order of their years.',
    );
  }
  if (newest && newest.collectionYear === facts.collectionYear && newest.madeOn > facts.madeOn) {
    throw new ReturnOutOfOrder(
      `A return of ${facts.collectionYear} made on ${newest.madeOn} has been imported already; this one was made before it, on ${facts.madeOn}. ` +
        'It would undo what the newer one corrected, so it is not taken.',
    );
  }
  return null;
};

interface Prepared {
  readonly stream: string;
  readonly child: string | null;
  readonly expected: 'no_stream' | number;
  readonly writer: HistoryWriter;
}

class ReturnImport {
  private events = 0;
  private corrections = 0;
  private persons = 0;
  private position: Position | null = null;
  private readonly findings: Finding[] = [];
  private readonly seenCases = new Set<string>();
  private readonly seenPlans = new Set<string>();
  /** Children whom this return holds, and whether all of their requests could be read. */
  private readonly seenChildren = new Map<string, { readonly complete: boolean }>();
  private readonly runId: string;
  /** The batch that is being appended. */
  private recording: Promise<void> = Promise.resolve();

  constructor(
    private readonly read: Sen2Return,
    private readonly facts: ReturnFacts,
    private readonly returns: AuthorityReturns,
    private readonly options: ImportOptions,
  ) {
    this.runId = uuidv5('run', facts.returnId);
  }

  async run(): Promise<ImportResult> {
    const { store, sealer } = this.options;
    const known = await KnownChildren.load(store, sealer, this.facts.authority);
    await this.markStarted();
    this.returns.yearOfRun.set(this.runId, this.facts.collectionYear);

    let batch: PersonRow[] = [];
    for await (const person of this.read.persons()) {
      batch.push(person);
      if (batch.length < BATCH) continue;
      await this.importPersons(batch, known);
      batch = [];
    }
    if (batch.length > 0) await this.importPersons(batch, known);
    await this.recording;
    await this.removeMissing();
    await this.markFinished();
    return {
      events: this.events,
      corrections: this.corrections,
      persons: this.persons,
      findings: this.findings,
      position: this.position,
      nothingBecause: null,
    };
  }

  private async importPersons(persons: readonly PersonRow[], known: KnownChildren): Promise<void> {
    const matched = await this.withoutForgotten(
      persons.map((person) => {
        const derivedId = uuidv5(`person|${person.line}`, this.facts.returnId);
        const { child, query } = known.match(person, derivedId);
        if (query)
          this.findings.push({ rule: 'SEN2-M01', severity: 'query', file: 'person', row: person.line, ...query });
        return { person, child, childId: child?.id ?? derivedId };
      }),
    );
    const streams = matched.flatMap(({ child }) =>
      child
        ? [
            `child-${child.id}`,
            ...child.caseIds.map((id) => `case-${id}`),
            ...[...child.plans.values()].map((id) => `plan-${id}`),
          ]
        : [],
    );
    const histories: ReadonlyMap<string, RecordedEvent[]> =
      streams.length > 0 ? await this.options.store.readStreams(streams) : new Map();

    const prepared = matched.flatMap(({ person, child, childId }) => this.prepare(person, child, childId, histories));
    // While the store records one batch, the next is read and compared: no two batches speak of the same child.
    await this.recording;
    this.recording = this.append(prepared);
    // Whoever awaits it next is told of a failure; until then it must not count as unhandled.
    this.recording.catch(() => undefined);
    this.persons += persons.length;
    this.options.onProgress?.(this.persons, this.read.counts.person.rows);
  }

  /** Children who were forgotten after an earlier run of this very import had recorded them; others are not known as such. */
  private async withoutForgotten<M extends { readonly person: PersonRow; readonly childId: string }>(
    matched: readonly M[],
  ): Promise<M[]> {
    const forgotten = await Promise.all(
      matched.map(({ childId }) => this.options.sealer.hasForgotten(this.facts.authority, childId)),
    );
    for (const [index, { person, childId }] of matched.entries()) {
      if (!forgotten[index]) continue;
      this.seenChildren.set(childId, { complete: false });
      this.findings.push({
        rule: 'SEN2-M04',
        severity: 'query',
        file: 'person',
        row: person.line,
        field: '',
        text: 'this child has been forgotten since an earlier run of this import; left out',
      });
    }
    return matched.filter((_, index) => !forgotten[index]);
  }

  private prepare(
    person: PersonRow,
    child: KnownChild | null,
    childId: string,
    histories: ReadonlyMap<string, RecordedEvent[]>,
  ): Prepared[] {
    const { facts } = this;
    const recorded: RecordedCase[] = (child?.caseIds ?? []).flatMap((caseId) => {
      const history = histories.get(`case-${caseId}`);
      return history ? [{ caseId, state: foldCase(pathwayEvents(history)) }] : [];
    });
    const shownThisYear = recorded.some(({ state }) => state.shownInReturns.includes(facts.collectionYear));
    const standing: Standing = !child ? 'first' : shownThisYear ? 'same_year' : 'later_year';
    const prepared: Prepared[] = [];
    this.seenChildren.set(childId, { complete: !person.requestsLeftOut });
    const onlyThisYear = recorded.every(({ state }) =>
      state.shownInReturns.every((year) => year === facts.collectionYear),
    );
    const childWriter = reconcileChild(person, child, childId, standing, facts, shownThisYear && onlyThisYear);
    prepared.push({
      stream: `child-${childId}`,
      child: childId,
      expected: revisionOf(histories, `child-${childId}`),
      writer: childWriter,
    });

    const earlierMadeOn = this.returns.madeOnBefore(facts);
    for (const { row, recorded: match, doubt } of matchRequests(person.requests, recorded, facts, earlierMadeOn)) {
      if (doubt) {
        this.findings.push({
          rule: 'SEN2-M02',
          severity: 'query',
          file: 'requests',
          row: row.line,
          field: 'receiveddate',
          text: doubt,
        });
      }
      const caseId = match?.caseId ?? uuidv5(`request|${row.line}`, facts.returnId);
      const planId = child?.plans.get(caseId) ?? uuidv5('plan', caseId);
      this.seenCases.add(caseId);
      const ofThisYear = this.recordedThisYear(histories, caseId, planId);
      const caseWriter = reconcileCase(row, match?.state ?? null, {
        facts,
        caseId,
        childId,
        planId,
        ofThisYear,
        flagSetBy: flagsSetBy(histories.get(`case-${caseId}`) ?? []),
      });
      this.tell(caseWriter, 'requests', row.line);
      prepared.push({
        stream: `case-${caseId}`,
        child: childId,
        expected: revisionOf(histories, `case-${caseId}`),
        writer: caseWriter,
      });

      const assessment = row.assessment;
      const named = assessment?.namedPlan;
      // A plan whose row was left out is not gone: it could not be read.
      if (row.assessmentLeftOut || assessment?.namedPlanLeftOut) this.seenPlans.add(planId);
      if (!assessment || !named) continue;
      this.seenPlans.add(planId);
      const history = histories.get(`plan-${planId}`);
      const planWriter = reconcilePlan(
        assessment,
        named,
        row.activePlan,
        history ? foldPlan(pathwayEvents(history)) : null,
        { facts, planId, caseId, childId, ofThisYear, activeLeftOut: row.activePlanLeftOut },
      );
      this.tell(planWriter, 'namedplan', named.line);
      prepared.push({
        stream: `plan-${planId}`,
        child: childId,
        expected: revisionOf(histories, `plan-${planId}`),
        writer: planWriter,
      });
    }
    return prepared;
  }

  /** Whether a return of this year, this one or an earlier form of it, recorded an event of a case or its plan. */
  private recordedThisYear(
    histories: ReadonlyMap<string, RecordedEvent[]>,
    caseId: string,
    planId: string,
  ): (event: string) => boolean {
    const events = [...(histories.get(`case-${caseId}`) ?? []), ...(histories.get(`plan-${planId}`) ?? [])];
    const own = new Set(events.filter((event) => this.isOfThisYear(event)).map(({ id }) => id));
    return (event) => own.has(event);
  }

  private isOfThisYear({ source, correlationId }: RecordedEvent): boolean {
    return source === 'imported' && this.returns.yearOfRun.get(correlationId) === this.facts.collectionYear;
  }

  private tell(writer: HistoryWriter, file: Finding['file'], row: number): void {
    for (const { field, text } of writer.differences) {
      this.findings.push({ rule: 'SEN2-M03', severity: 'query', file, row, field, text });
    }
  }

  private async append(prepared: readonly Prepared[]): Promise<void> {
    const changed = prepared.filter(({ writer }) => writer.events.length > 0);
    for (const { writer } of changed) {
      for (const event of writer.events) checkEvent(event.type, event.payload, event.personal);
      this.events += writer.events.length;
      this.corrections += writer.events.filter((event) => event.corrects).length;
    }
    if (this.options.dryRun || changed.length === 0) return;

    const toSeal = changed.flatMap(({ child, writer }) =>
      writer.events.flatMap((event) =>
        event.personal && child
          ? [{ authority: this.facts.authority, child, eventId: event.id, plain: event.personal }]
          : [],
      ),
    );
    const blobs = await this.options.sealer.sealMany(toSeal);
    const sealedOf = new Map(toSeal.map(({ eventId }, index) => [eventId, blobs[index]!]));
    const appends: Append[] = changed.map(({ stream, child, expected, writer }) => ({
      stream,
      expected,
      events: writer.events.map((event): NewEvent => {
        const sealed = sealedOf.get(event.id) ?? { keyId: null, sealed: null, sealedDigest: null };
        return {
          ...this.cause(),
          id: event.id,
          type: event.type,
          schemaVersion: definitionOf(event.type)!.version,
          authority: this.facts.authority,
          child,
          happenedOn: event.happenedOn,
          source: 'imported',
          payload: event.payload,
          ...sealed,
        };
      }),
    }));
    for (const result of await this.options.store.appendMany(appends)) this.position = appendedOrThrow(result).position;
  }

  private cause(): Cause {
    return { ...this.options.cause, correlationId: this.runId, causationId: null, commandId: this.runId };
  }

  /** A row that an earlier form of this year's return held and this one does not is removed, by an event that says so. */
  private async removeMissing(): Promise<void> {
    if (!this.returns.hasFinished(this.facts.collectionYear)) return;
    const { store } = this.options;
    const shown = new Map<string, { child: string | null }>();
    for (let after = START; ;) {
      const events = await store.readAll(after, 5_000, {
        types: ['ShownInReturn', 'RemovedFromReturn'],
        authority: this.facts.authority,
      });
      if (events.length === 0) break;
      after = events.at(-1)!.position;
      for (const event of events) {
        if ((event.payload as { collectionYear: number }).collectionYear !== this.facts.collectionYear) continue;
        if (event.type === 'ShownInReturn') shown.set(event.stream, { child: event.child });
        else shown.delete(event.stream);
      }
    }
    const missing = [...shown].flatMap(([stream, { child }]) => {
      const id = stream.slice(5);
      const seen = stream.startsWith('case-') ? this.seenCases.has(id) : this.seenPlans.has(id);
      return !seen && this.isSurelyGone(child) ? [stream] : [];
    });
    for (let first = 0; first < missing.length; first += BATCH)
      await this.remove(missing.slice(first, first + BATCH), shown);
  }

  /** A row that was left out with an error is no missing row; whose it was cannot always be told. */
  private isSurelyGone(child: string | null): boolean {
    const seen = child === null ? undefined : this.seenChildren.get(child);
    return seen ? seen.complete : this.read.counts.person.leftOut === 0;
  }

  private async remove(
    streams: readonly string[],
    shown: ReadonlyMap<string, { child: string | null }>,
  ): Promise<void> {
    const histories = await this.options.store.readStreams(streams);
    const prepared: Prepared[] = [];
    for (const stream of streams) {
      const history = histories.get(stream) ?? [];
      if (history.some((event) => event.source === 'entered')) continue;
      const writer = new HistoryWriter(this.facts, stream.slice(5), 'same_year');
      // Where another year's return holds it too, only what this year's said is taken back.
      const elsewhere = history.some((event) => event.type === 'ShownInReturn' && !this.isOfThisYear(event));
      for (const event of elsewhere ? history : []) {
        if (!this.isOfThisYear(event) || NOT_STRUCK_OUT.has(event.type)) continue;
        writer.strikeOut({ event: event.id, on: event.happenedOn, imported: true }, '');
      }
      writer.step(
        'RemovedFromReturn',
        null,
        { return: this.facts.returnId, collectionYear: this.facts.collectionYear },
        { corrects: true },
      );
      prepared.push({ stream, child: shown.get(stream)?.child ?? null, expected: history.length - 1, writer });
    }
    await this.append(prepared);
  }

  private async markStarted(): Promise<void> {
    await this.onAuthorityStream('ReturnImportStarted', {
      return: this.facts.returnId,
      collectionYear: this.facts.collectionYear,
      censusOn: this.facts.censusOn,
      madeOn: this.facts.madeOn,
      run: this.runId,
    });
  }

  private async markFinished(): Promise<void> {
    const { totals } = this.read;
    await this.onAuthorityStream('ReturnImportFinished', {
      return: this.facts.returnId,
      run: this.runId,
      collectionYear: this.facts.collectionYear,
      persons: this.persons,
      events: this.events,
      corrections: this.corrections,
      errors: totals.errors,
      queries: totals.queries + this.findings.length,
    });
  }

  private async onAuthorityStream(
    type: 'ReturnImportStarted' | 'ReturnImportFinished',
    payload: object,
  ): Promise<void> {
    this.events += 1;
    if (this.options.dryRun) return;
    const { store } = this.options;
    const stream = `authority-${this.facts.authority}`;
    const history = await store.readStream(stream);
    if (history.some((event) => event.type === type && (event.payload as { run: string }).run === this.runId)) {
      this.events -= 1;
      return;
    }
    const { position } = await store.append({
      stream,
      expected: history.length === 0 ? 'no_stream' : history.length - 1,
      events: [
        {
          ...this.cause(),
          id: uuidv5(type, this.runId),
          type,
          schemaVersion: 1,
          authority: this.facts.authority,
          child: null,
          happenedOn: null,
          source: 'imported',
          payload,
          keyId: null,
          sealed: null,
          sealedDigest: null,
        },
      ],
    });
    this.position = position;
  }
}

const NOT_STRUCK_OUT: ReadonlySet<string> = new Set([
  'ShownInReturn',
  'RemovedFromReturn',
  'FactCorrected',
  'EventStruckOut',
]);

const revisionOf = (histories: ReadonlyMap<string, RecordedEvent[]>, stream: string): 'no_stream' | number =>
  histories.get(stream)?.at(-1)?.revision ?? 'no_stream';
