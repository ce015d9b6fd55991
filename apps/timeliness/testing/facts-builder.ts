import { type ClockSettings, DEFAULT_SETTINGS, type GivenException, parseCivilDate } from '@ehc/statutory-clock';
import { assembleFacts } from '../src/facts/assemble-facts.js';
import { codeColumn } from '../src/facts/code-column.js';
import { dayNumberOfCell } from '../src/facts/day-cell.js';
import { type Cells, columnsOf } from '../src/facts/packed-columns.js';
import {
  calculateMeasures,
  CASE_COLUMNS,
  type CaseColumn,
  CENSUS_COLUMNS,
  type Facts,
  type MeasuredFigure,
  NEVER,
  parsePeriod,
  PLAN_COLUMNS,
  type PlanColumn,
  REVIEW_COLUMNS,
  type SliceBy,
} from '../src/measures/index.js';

/** A day that is not known of a step that was taken. */
export const UNKNOWN_DAY = '-infinity';

interface Sliced {
  readonly need?: string;
  readonly setting?: string;
  readonly sex?: string;
  readonly ethnicity?: string;
  /** `YYYY-MM`. */
  readonly born?: string;
}

/** A case by hand: days are civil dates, whatever is left out did not happen. */
export interface HandMadeCase extends Partial<Cells<CaseColumn>>, Sliced {
  readonly drafts?: readonly string[];
  readonly exceptions?: readonly GivenException[];
  /** Asked, answered. */
  readonly advice?: readonly (readonly [string, string | null])[];
}

export interface HandMadePlan extends Partial<Cells<PlanColumn>>, Sliced {
  /** Place of the case from which it came. */
  readonly of?: number;
  /** Meeting, decision. */
  readonly reviews?: readonly (readonly [string | null, string | null])[];
}

export interface HandMade {
  readonly cases?: readonly HandMadeCase[];
  readonly plans?: readonly HandMadePlan[];
  readonly census?: readonly {
    readonly plan: number;
    readonly censusOn: string;
    readonly meetingOn?: string;
    readonly decidedOn?: string;
  }[];
  readonly importedReturns?: boolean;
}

const blank = <Name extends string>(names: readonly Name[]): Cells<Name> =>
  Object.fromEntries(names.map((name) => [name, name.endsWith('On') ? null : 0])) as Cells<Name>;

const slicesOf = (rows: readonly Sliced[]) => ({
  need: codeColumn(rows.map(({ need }) => need)),
  setting: codeColumn(rows.map(({ setting }) => setting)),
  sex: codeColumn(rows.map(({ sex }) => sex)),
  ethnicity: codeColumn(rows.map(({ ethnicity }) => ethnicity)),
  bornIn: Int32Array.from(rows, ({ born }) =>
    born === undefined ? NEVER : Number(born.slice(0, 4)) * 12 + Number(born.slice(5)) - 1,
  ),
});

/** Facts made by hand, for tests of the measures. */
export const factsOf = ({ cases = [], plans = [], census = [], importedReturns = false }: HandMade): Facts => {
  const columns = <Name extends string>(names: readonly Name[], rows: readonly Partial<Cells<Name>>[]) =>
    columnsOf(
      names,
      rows.map((row) => ({ ...blank(names), ...row })),
    );
  const reviews = plans.flatMap((row) =>
    (row.reviews ?? []).map(([meetingOn, decidedOn]) => ({ meetingOn, decidedOn })),
  );
  return assembleFacts({
    cases: {
      keys: cases.map((_, row) => `case ${row}`),
      columns: columns(CASE_COLUMNS, cases),
      details: new Map(
        cases.map(({ drafts, exceptions, advice }, row) => [
          `case ${row}`,
          {
            ...(drafts && { drafts: drafts.map(dayNumberOfCell) }),
            ...(exceptions && { exceptions }),
            ...(advice && {
              advice: advice.map(([asked, answered]) => [dayNumberOfCell(asked), dayNumberOfCell(answered)] as const),
            }),
          },
        ]),
      ),
      slices: slicesOf(cases),
    },
    plans: {
      keys: plans.map((_, row) => `plan ${row}`),
      caseKeys: plans.map(({ of }) => `case ${of}`),
      columns: columns(PLAN_COLUMNS, plans),
      reviewCounts: Int32Array.from(plans, (row) => row.reviews?.length ?? 0),
      reviews: columns(REVIEW_COLUMNS, reviews),
      slices: slicesOf(plans),
    },
    census: { planKeys: census.map(({ plan }) => `plan ${plan}`), columns: columns(CENSUS_COLUMNS, census) },
    importedReturns,
  });
};

export interface AskedByHand {
  /** Calendar year 2024 where left out. */
  readonly period?: string;
  /** Long after every period where left out. */
  readonly today?: string;
  readonly settings?: Partial<ClockSettings>;
  readonly by?: SliceBy;
}

/** All measures of facts made by hand, by id. */
export const measuresOf = (
  facts: Facts | HandMade,
  { period = '2024', today = '2030-01-01', settings = {}, by }: AskedByHand = {},
): Map<string, MeasuredFigure> => {
  const figures = calculateMeasures('reviews' in facts ? facts : factsOf(facts), {
    period: parsePeriod(period),
    today: parseCivilDate(today),
    settings: { ...DEFAULT_SETTINGS, ...settings },
    by,
  });
  return new Map(figures.map((figure) => [figure.measure.id, figure]));
};

/** Numerator and denominator of one measure; of a count the count alone. */
export const count = (
  id: string,
  facts: Facts | HandMade,
  asked?: AskedByHand,
): number | null | readonly [number | null, number | null] => {
  const figure = measuresOf(facts, asked).get(id);
  if (figure === undefined) throw new Error(`There is no measure ${id}.`);
  return figure.measure.kind === 'count' ? figure.numerator : [figure.numerator, figure.denominator];
};
