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

  constructor(
    private readonly facts: ReturnFacts,
    /** Id of the child, case or plan. */
    readonly subject: string,
    readonly standing: Standing,
  ) {}

  /** Adds a step. `place` tells apart two events of one type in one stream. */
  step<T extends EventType>(
    type: T,
    happenedOn: string | null,
    payload: Payload<T>,
    { place = '', personal = null as object | null, corrects = false } = {},
  ): string {
    const id = this.idOf(type, place || String(this.events.length));
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
