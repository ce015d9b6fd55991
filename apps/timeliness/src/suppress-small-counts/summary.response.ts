/** Answers with small numbers suppressed, as the OpenAPI description shows them. */
import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { ComparisonResponse } from '../compare-measures/comparison.response.js';
import { LeadIndicatorsResponse } from '../lead-indicators/lead-indicators.response.js';
import { PublishedSummaryResponse, TodayResponse } from '../publish-figures/published.response.js';
import { MeasureResponse, MeasuresResponse } from '../show-measures/measures.response.js';
import type { LeadSummary } from './lead-summary.js';
import type { ComparisonSummary, MeasuresSummary, PublishedToldAnswer } from './summary-answers.js';
import { SUPPRESSED, type Told } from './suppressed-figure.js';

const TOLD = { oneOf: [{ type: 'number' }, { type: 'string', enum: [SUPPRESSED] }] };
const COUNT = { ...TOLD, description: '`c` where it is suppressed' };

class SmallNumbersResponse {
  @ApiProperty({ description: 'Counts from 1 up to and without this are small', example: 5 })
  under!: number;

  @ApiProperty({ enum: [SUPPRESSED], description: 'What stands in place of what is suppressed' })
  mark!: typeof SUPPRESSED;

  @ApiProperty({ description: 'The rule, in words' })
  rule!: string;
}

class ToldFigureResponse {
  @ApiProperty({ ...TOLD, nullable: true })
  numerator!: Told;

  @ApiProperty({ ...TOLD, nullable: true })
  denominator!: Told;

  @ApiProperty({ ...TOLD, nullable: true })
  value!: Told;

  @ApiPropertyOptional({ enum: [true], description: 'Only where something of the figure is suppressed' })
  suppressed?: true;
}

class ToldSliceResponse extends ToldFigureResponse {
  @ApiProperty()
  key!: string;
}

class ToldMeasureResponse extends OmitType(MeasureResponse, ['numerator', 'denominator', 'value', 'slices'] as const) {
  @ApiProperty({ ...TOLD, nullable: true })
  numerator!: Told;

  @ApiProperty({ ...TOLD, nullable: true })
  denominator!: Told;

  @ApiProperty({ ...TOLD, nullable: true })
  value!: Told;

  @ApiPropertyOptional({ enum: [true], description: 'Only where something of the figure is suppressed' })
  suppressed?: true;

  @ApiPropertyOptional({ type: [ToldSliceResponse] })
  slices?: ToldSliceResponse[];
}

export class MeasuresSummaryResponse extends OmitType(MeasuresResponse, ['measures'] as const) {
  @ApiProperty()
  smallNumbers!: SmallNumbersResponse;

  @ApiProperty({ type: [ToldMeasureResponse] })
  measures!: MeasuresSummary['measures'];
}

class FiguresComparedResponse {
  @ApiProperty({ type: ToldFigureResponse, nullable: true })
  then!: ToldFigureResponse | null;

  @ApiProperty({ type: ToldFigureResponse, nullable: true })
  now!: ToldFigureResponse | null;

  @ApiProperty({ type: ToldFigureResponse, nullable: true, description: 'Now less then' })
  difference!: ToldFigureResponse | null;
}

class SliceComparedResponse extends FiguresComparedResponse {
  @ApiProperty()
  key!: string;
}

class MeasureComparedResponse extends FiguresComparedResponse {
  @ApiProperty({ example: 'twenty_weeks.inc' })
  id!: string;

  @ApiProperty()
  label!: string;

  @ApiProperty()
  unit!: string;

  @ApiProperty()
  definition!: string;

  @ApiProperty()
  version!: number;

  @ApiPropertyOptional({ type: [SliceComparedResponse] })
  slices?: SliceComparedResponse[];
}

const OF_SINGLE_CASES = ['measures', 'unexplained', 'judgedOtherwise', 'cases'] as const;

export class ComparisonSummaryResponse extends OmitType(ComparisonResponse, OF_SINGLE_CASES) {
  @ApiProperty()
  smallNumbers!: SmallNumbersResponse;

  @ApiProperty({ type: [MeasureComparedResponse] })
  measures!: ComparisonSummary['measures'];
}

class PublishedFigureToldResponse {
  @ApiProperty({ type: ToldFigureResponse, nullable: true })
  published!: ToldFigureResponse | null;

  @ApiProperty({ type: ToldFigureResponse, nullable: true })
  today!: ToldFigureResponse | null;

  @ApiProperty({ type: ToldFigureResponse, nullable: true, description: 'Today less published' })
  difference!: ToldFigureResponse | null;
}

class PublishedSliceToldResponse extends PublishedFigureToldResponse {
  @ApiProperty()
  key!: string;
}

class PublishedMeasureToldResponse extends PublishedFigureToldResponse {
  @ApiProperty({ example: 'twenty_weeks.inc' })
  measure!: string;

  @ApiProperty()
  label!: string;

  @ApiProperty()
  unit!: string;

  @ApiProperty()
  version!: number;

  @ApiPropertyOptional({ type: [PublishedSliceToldResponse] })
  slices?: PublishedSliceToldResponse[];
}

export class PublishedToldResponse extends PublishedSummaryResponse {
  @ApiProperty()
  smallNumbers!: SmallNumbersResponse;

  @ApiProperty({ description: 'The same question asked today' })
  today!: TodayResponse;

  @ApiProperty({ type: [PublishedMeasureToldResponse] })
  figures!: PublishedToldAnswer['figures'];
}

class StageToldResponse {
  @ApiProperty()
  stage!: string;

  @ApiProperty(COUNT)
  total!: Told;
}

class OpenToldResponse {
  @ApiProperty(COUNT)
  total!: Told;

  @ApiProperty({ type: 'object', additionalProperties: TOLD, description: 'By days since receipt' })
  ages!: Record<string, Told>;

  @ApiProperty({ type: [StageToldResponse] })
  stages!: StageToldResponse[];

  @ApiProperty({ ...TOLD, description: 'As the measure `open.overdue`' })
  overdue!: Told;
}

class Day140ToldResponse {
  @ApiProperty({ description: 'Can no longer have its plan by day 140' })
  cannot!: ToldFigureResponse;

  @ApiProperty({ description: 'Could still have it, but what usually remains is more than what is left' })
  unlikely!: ToldFigureResponse;
}

class DutyToldResponse {
  @ApiProperty({ example: 'A2_ADVICE_6W' })
  rule!: string;

  @ApiPropertyOptional()
  limb?: string;

  @ApiProperty()
  name!: string;

  @ApiProperty()
  holder!: string;

  @ApiProperty()
  statutory!: boolean;

  @ApiProperty({ ...TOLD, description: 'Open cases on which it is overdue' })
  overdue!: Told;

  @ApiProperty({ ...TOLD, description: 'Open cases on which it falls due in four weeks' })
  inFourWeeks!: Told;
}

class StageTimesToldResponse {
  @ApiProperty()
  stage!: string;

  @ApiProperty({ ...TOLD, nullable: true, description: 'Days in the median, of the cases in it' })
  now!: Told;

  @ApiProperty({ ...TOLD, nullable: true, description: 'Of the stays that ended in the last 12 months' })
  left!: Told;

  @ApiProperty({ ...TOLD, nullable: true, description: 'From the stage to the plan, of plans of the last 12 months' })
  toPlan!: Told;
}

class HolderToldResponse {
  @ApiProperty()
  holder!: string;

  @ApiProperty()
  label!: string;

  @ApiProperty(COUNT)
  cases!: Told;
}

class LeadFiguresToldResponse {
  @ApiProperty()
  open!: OpenToldResponse;

  @ApiProperty()
  day140!: Day140ToldResponse;

  @ApiProperty({ type: [DutyToldResponse] })
  due!: DutyToldResponse[];

  @ApiProperty({ type: [StageTimesToldResponse] })
  stageTimes!: StageTimesToldResponse[];

  @ApiProperty({ type: [HolderToldResponse] })
  holders!: HolderToldResponse[];
}

export class LeadSummaryResponse extends OmitType(LeadIndicatorsResponse, ['figures'] as const) {
  @ApiProperty()
  smallNumbers!: SmallNumbersResponse;

  @ApiPropertyOptional({ type: LeadFiguresToldResponse })
  figures?: NonNullable<LeadSummary['figures']>;
}
