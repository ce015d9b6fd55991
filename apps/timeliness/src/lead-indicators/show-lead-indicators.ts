import { badRequest, type FieldError, londonDate } from '@ehc/platform';
import { addMonths, type DayNumber, formatCivilDate, lawVersionOn, parseCivilDate } from '@ehc/statutory-clock';
import { checkAuthority, readMoment, refuseUnknownAuthority } from '../ask-as-at/authority-and-moment.js';
import { FACTS_PROJECTION, readAuthority } from '../facts/index.js';
import { caughtUpWith } from '../ask-as-at/caught-up.js';
import type { MeasuresSurroundings } from '../show-measures/show-measures.js';
import { calculateLeadIndicators, LEAD_RULES_VERSION, type LeadIndicators } from './calculate-lead-indicators.js';
import { leadFiguresOf } from './lead-figures.js';
import type { LeadIndicatorsResponse } from './lead-indicators.response.js';
import { readLeadFacts } from './read-lead-facts.js';

/** What may be asked, as it is written. */
export interface LeadIndicatorsQuery {
  /** Three-digit DfE code of the authority. */
  readonly authority: string;
  /** Instant, ISO 8601 with an offset; now where left out. */
  readonly asAt?: string | undefined;
  /** Open cases listed, and passed over before the list. */
  readonly limit: number;
  readonly offset: number;
}

/** What is coming at an authority, with what it was asked about; nothing is told of cases yet. */
export interface LookedAhead {
  readonly about: Omit<LeadIndicatorsResponse, 'figures'>;
  readonly today: DayNumber;
  /** Null where nothing is known. */
  readonly indicators: LeadIndicators | null;
}

/**
 * Looks ahead from a moment, as far as was known then.
 *
 * @throws Problem 400 or 404 where the question cannot be answered, 503 while the read models are behind it
 */
export const lookAhead = async (
  query: Pick<LeadIndicatorsQuery, 'authority' | 'asAt'>,
  around: Omit<MeasuresSurroundings, 'definitions'>,
): Promise<LookedAhead> => {
  const { authority } = query;
  const asAt = momentOf(query, around.clock.now());
  const today = parseCivilDate(londonDate(new Date(asAt)));
  const position = await around.store.positionAt(authority, asAt);
  const about = { authority, asAt, today: formatCivilDate(today), position };
  const versions = { law: lawVersionOn(today), rules: LEAD_RULES_VERSION };
  if (position === null) {
    const unknown = { ...about, known: false, importing: false, versions: { ...versions, settings: '1' } };
    return { about: unknown, today, indicators: null };
  }
  await caughtUpWith([FACTS_PROJECTION], position, around);
  const [known, facts] = await Promise.all([
    readAuthority(around.dataSource, { authority, position }),
    readLeadFacts(around.dataSource, { authority, position, since: sinceOf(today) }),
  ]);
  return {
    about: {
      ...about,
      known: true,
      importing: known.importing,
      versions: { ...versions, settings: String(known.settingsVersion) },
    },
    today,
    indicators: calculateLeadIndicators(facts, today, known.settings),
  };
};

/**
 * What is coming at an authority, as known at a moment: open cases, what falls due, what can no longer be in time, how
 * long stages take, and who holds each case.
 *
 * @throws Problem as `lookAhead`
 */
export const showLeadIndicators = async (
  query: LeadIndicatorsQuery,
  around: Omit<MeasuresSurroundings, 'definitions'>,
): Promise<LeadIndicatorsResponse> => {
  const { about, today, indicators } = await lookAhead(query, around);
  return { ...about, ...(indicators && { figures: leadFiguresOf(indicators, today, query) }) };
};

/** Stages are compared with those of the last 12 months, so nothing is asked of what was over before. */
const sinceOf = (today: DayNumber): DayNumber => addMonths(today, -12);

const momentOf = ({ authority, asAt }: Pick<LeadIndicatorsQuery, 'authority' | 'asAt'>, now: Date): string => {
  const errors: FieldError[] = [];
  const wrong = (field: string, code: string, message: string): undefined => {
    errors.push({ field, code, message });
    return undefined;
  };
  checkAuthority(authority, wrong);
  const moment = readMoment(asAt, now, wrong);
  if (errors.length > 0 || moment === undefined) {
    throw badRequest('invalid-request', 'The question cannot be understood.', { errors });
  }
  refuseUnknownAuthority(authority);
  return moment;
};
