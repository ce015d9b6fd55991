import type { EventType, Payload, Step } from '@ehc/pathway';
import { idIn } from '../id-in.js';
import type { ReturnFacts, Standing } from './return-facts.js';

/** An event that the import will append; sealed parts still in plain text, in memory only. */
export interface DraftEvent {
  readonly id: string;
  readonly type: EventType;
  readonly happenedOn: string | null;
  readonly payload: object;
  readonly personal: object | null;
  /** Whether it changes something that was recorded, rather than adding a step. */
  readonly corrects: boolean;
}

/** A difference from what a person recorded: it is told, and nothing is changed. */
export interface Difference {
  readonly field: string;
  readonly text: string;
}

/**
 * Collects the events of one stream. Ids come from the return's content and the event's place in it, so that an import
 * that was stopped and is run again writes the same events.
 */
export class HistoryWriter {
  readonly events: DraftEvent[] = [];
  readonly differences: Difference[] = [];
  /** Events that were struck out: what rests on them alone is gone too. */
  readonly struckOut = new Set<string>();

  constructor(
    private readonly facts: ReturnFacts,
    /** Id of the child, case or plan. */
    readonly subject: string,
    readonly standing: Standing,
    /** Whether a return of this same year recorded an event. */
    private readonly ofThisYear: (event: string) => boolean = () => false,
  ) {}

  /**
   * Whether the row takes the place of a recorded step. Only what an earlier form of this year's return said is replaced;
   * what another year's return gave is kept where this one is blank or historical.
   */
  replaces(step: Pick<Step, 'event'> | null | undefined): boolean {
    return step != null && this.ofThisYear(step.event);
  }

  /**
   * Adds a step. Its id comes from what is open of its content; `place` tells apart two events that are alike in it. What
   * is personal is left out of the id, which would else be a way to try names.
   */
  step<T extends EventType>(
    type: T,
    happenedOn: string | null,
    payload: Payload<T>,
    { place = '', personal = null as object | null, corrects = false } = {},
  ): string {
    const id = this.idOf(type, `${place}|${happenedOn}|${JSON.stringify(payload)}`);
    this.events.push({ id, type, happenedOn, payload: withoutBlanks(payload), personal, corrects });
    return id;
  }

  /** Corrects a field of a recorded step, unless a person recorded it: then the difference is told. */
  correct(step: Step, field: string, old: unknown, value: unknown, sen2Field: string): void {
    if (!step.imported) {
      this.differ(sen2Field);
      return;
    }
    this.step(
      'FactCorrected',
      null,
      { event: step.event, field, old: old ?? null, new: value ?? null, because: this.because },
      { place: `${step.event}|${field}`, corrects: true },
    );
  }

  /** Says that a recorded step did not happen, unless a person recorded it. */
  strikeOut(step: Step, sen2Field: string): void {
    if (!step.imported) {
      this.differ(sen2Field);
      return;
    }
    if (this.struckOut.has(step.event)) return;
    this.struckOut.add(step.event);
    this.step(
      'EventStruckOut',
      null,
      { event: step.event, because: this.because },
      { place: step.event, corrects: true },
    );
  }

  differ(sen2Field: string): void {
    this.differences.push({
      field: sen2Field,
      text: 'differs from what a person recorded here; what was recorded stays',
    });
  }

  note(sen2Field: string, text: string): void {
    this.differences.push({ field: sen2Field, text });
  }

  private get because(): 'resubmitted_return' | 'later_return' {
    return this.standing === 'same_year' ? 'resubmitted_return' : 'later_return';
  }

  private idOf(type: string, place: string): string {
    return idIn(this.facts.returnId, `${this.subject}|${type}|${place}`);
  }
}

/** The payload without fields that are null or undefined: what is not known is left out. */
const withoutBlanks = (payload: object): object =>
  Object.fromEntries(
    Object.entries(payload).filter(
      ([key, value]) => value !== undefined && (value !== null || key === 'old' || key === 'new'),
    ),
  );
