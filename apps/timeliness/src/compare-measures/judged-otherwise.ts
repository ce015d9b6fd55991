import { comparePositions, type EventStore, type RecordedEvent } from '@ehc/event-store';
import { readEvent } from '@ehc/pathway';
import { type ClockSettings, formatCivilDate } from '@ehc/statutory-clock';
import { AUTHORITY_FACT } from '../facts/authority-fact.js';
import { rowsOfHistory } from '../facts/fact-of-stream.js';
import { chosenSettings } from '../facts/index.js';
import { type Facts, snapshotDay } from '../measures/index.js';
import type { Between } from './affected-cases.js';
import { figureChanges } from './figure-changes.js';
import type { JudgedOtherwise } from './comparison-answer.js';
import { type Contribution, minus } from './contribution.js';
import { contributionOf, type Judgement } from './judgement.js';
import type { Ledger } from './ledger.js';
import { recordedCause } from './recorded-cause.js';

/** A change of settings, and what the authority's settings were after it. */
export interface SettingsChange {
  readonly event: RecordedEvent;
  readonly settings: Readonly<ClockSettings>;
}

/** The changes of settings recorded after the first position, up to the second. */
export const settingsChanges = async (
  store: Pick<EventStore, 'readStream'>,
  { authority, from, to }: Between,
): Promise<SettingsChange[]> => {
  const recorded = await store.readStream(`authority-${authority}`);
  return recorded.flatMap((event, index) => {
    const isBetween = comparePositions(event.position, from) > 0 && comparePositions(event.position, to) <= 0;
    if (event.type !== 'SettingsChanged' || !isBetween) return [];
    const history = recorded.slice(0, index + 1).flatMap((one) => readEvent(one) ?? []);
    const [row] = rowsOfHistory(AUTHORITY_FACT, authority, history);
    return [{ event, settings: chosenSettings(row!.settings as Readonly<Record<string, unknown>>) }];
  });
};

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** One step from the earlier judgement to the later one. */
export interface JudgementStep {
  readonly judgement: Judgement;
  readonly about: Without<JudgedOtherwise, 'changes'>;
}

/** From the earlier judgement to the later one: definitions, then settings one after the other, then the day. */
export const stepsBetween = (
  then: Judgement,
  now: Judgement,
  settings: readonly SettingsChange[],
): readonly JudgementStep[] => {
  const steps: JudgementStep[] = [];
  let judgement = then;
  const step = (changed: Partial<Judgement>, about: JudgementStep['about']): void => {
    judgement = { ...judgement, ...changed };
    steps.push({ judgement, about });
  };
  if (then.definitions !== now.definitions) {
    const { version: to, inForceFrom } = now.definitions;
    step({ definitions: now.definitions }, { because: 'definitions', from: then.definitions.version, to, inForceFrom });
  }
  for (const { event, settings: after } of settings) {
    const chosen = (event.payload as { settings: Readonly<Record<string, unknown>> }).settings;
    step({ settings: after }, { because: 'settings', event: { ...recordedCause(event), settings: chosen } });
  }
  const [from, to] = [then, now].map(({ period, today }) => snapshotDay(period, today)) as [number, number];
  if (from !== to) {
    step({ today: now.today }, { because: 'snapshot', from: formatCivilDate(from), to: formatCivilDate(to) });
  }
  return steps;
};

/** What the figures of the same facts become step by step, entered in the ledger. */
export const judgedOtherwise = (
  facts: Facts,
  before: Contribution,
  steps: readonly JudgementStep[],
  ledger: Ledger,
): JudgedOtherwise[] => {
  let current = before;
  return steps.map(({ judgement, about }) => {
    const next = contributionOf(facts, judgement);
    const changes = minus(next, current);
    current = next;
    ledger.enterJudgement({ cause: about.because, changes }, about.because === 'settings' ? 1 : 0);
    return { ...about, changes: figureChanges(changes) } as JudgedOtherwise;
  });
};
