import type { LeadIndicatorsResponse } from '../lead-indicators/lead-indicators.response.js';
import type { SmallNumbersRule, Told, ToldFigure } from './suppressed-figure.js';

/** What is coming, without the cases and with small numbers suppressed. */
export interface LeadSummary extends Omit<LeadIndicatorsResponse, 'figures'> {
  readonly smallNumbers: SmallNumbersRule;
  readonly figures?: LeadFiguresTold;
}

export interface LeadFiguresTold {
  readonly open: {
    readonly total: Told;
    readonly ages: Readonly<Record<string, Told>>;
    readonly stages: readonly { readonly stage: string; readonly total: Told }[];
    /** Past day 140, with no exception that lifts the limit. */
    readonly overdue: Told;
  };
  readonly day140: { readonly cannot: ToldFigure; readonly unlikely: ToldFigure };
  readonly due: readonly DutyTold[];
  /** Days in the median. */
  readonly stageTimes: readonly {
    readonly stage: string;
    readonly now: Told;
    readonly left: Told;
    readonly toPlan: Told;
  }[];
  readonly holders: readonly { readonly holder: string; readonly label: string; readonly cases: Told }[];
}

/** On how many open cases a duty is overdue, and on how many it falls due in four weeks. */
export interface DutyTold {
  readonly rule: string;
  readonly limb?: string;
  readonly name: string;
  readonly holder: string;
  readonly statutory: boolean;
  readonly overdue: Told;
  readonly inFourWeeks: Told;
}
