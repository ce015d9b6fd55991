/** The answer as the OpenAPI description shows it. */
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { FigureResponse, PeriodResponse, VersionsResponse } from '../show-measures/measures.response.js';
import { CAUSES } from './comparison-answer.js';
import { EVENT_KINDS } from './event-kind.js';

export class MomentResponse {
  @ApiProperty({ format: 'date-time' })
  asAt!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Position of the authority’s last event at that moment' })
  position!: string | null;

  @ApiProperty({ description: 'False before the authority’s first record: then nothing can be compared' })
  known!: boolean;

  @ApiProperty()
  importing!: boolean;

  @ApiProperty({ format: 'date', description: 'The day whose state the snapshots show' })
  snapshot!: string;

  @ApiProperty()
  versions!: VersionsResponse;
}

class MovedResponse {
  @ApiProperty({ type: Number, nullable: true, description: 'Null for a median' })
  numerator!: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Null for a count' })
  denominator!: number | null;
}

export class MovedByResponse extends MovedResponse {
  @ApiProperty({ description: 'How many cases; 0 for what is due to none' })
  cases!: number;

  @ApiProperty()
  events!: number;
}

class FigureChangeResponse extends MovedResponse {
  @ApiProperty({ example: 'twenty_weeks.inc' })
  measure!: string;

  @ApiPropertyOptional({ description: 'Only where `by` was asked for: the slice that changed' })
  slice?: string;

  @ApiPropertyOptional({ description: 'Of a median: by how much the days of its cases changed' })
  days?: number;
}

class ComparedResponse {
  @ApiProperty({ type: FigureResponse, nullable: true, description: 'Null where the measure was not defined yet' })
  then!: FigureResponse | null;

  @ApiProperty({ type: FigureResponse, nullable: true, description: 'Null where the measure is no longer defined' })
  now!: FigureResponse | null;

  @ApiProperty({ type: FigureResponse, nullable: true, description: 'Now less then' })
  difference!: FigureResponse | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: '#/components/schemas/MovedByResponse' },
    description: `What each cause moved the figure by (${CAUSES.join(', ')}); they add up to the difference`,
  })
  because!: Record<string, MovedByResponse>;

  @ApiProperty({ description: 'What nothing accounts for: 0' })
  unexplained!: MovedResponse;
}

class ComparedSliceResponse extends ComparedResponse {
  @ApiProperty()
  key!: string;
}

class ComparedMeasureResponse extends ComparedResponse {
  @ApiProperty({ example: 'twenty_weeks.inc' })
  id!: string;

  @ApiProperty()
  label!: string;

  @ApiProperty({ enum: ['percent', 'weeks', 'requests', 'cases', 'plans'] })
  unit!: string;

  @ApiProperty()
  definition!: string;

  @ApiProperty()
  version!: number;

  @ApiPropertyOptional({ description: 'What to know when reading the figure' })
  note?: string;

  @ApiPropertyOptional({ type: [ComparedSliceResponse], description: 'Only where `by` was asked for' })
  slices?: ComparedSliceResponse[];
}

class RecordedCauseResponse {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ example: 'case-22222222-0000-4000-8000-000000000001' })
  stream!: string;

  @ApiProperty({ example: 'FactCorrected' })
  type!: string;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  happenedOn!: string | null;

  @ApiProperty({ format: 'date-time' })
  recordedAt!: string;

  @ApiProperty()
  position!: string;

  @ApiProperty({ enum: ['entered', 'imported', 'computed', 'simulated'] })
  source!: string;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The event from which it followed by itself',
  })
  causedBy!: string | null;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true, description: 'Of a change of settings' })
  settings?: Record<string, unknown>;
}

class CorrectedResponse {
  @ApiProperty({ format: 'uuid', description: 'The event that was put right' })
  event!: string;

  @ApiProperty({ example: 'PlanFinalised' })
  type!: string;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'The day under which it was recorded' })
  happenedOn!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Null where the whole event was struck out' })
  field!: string | null;

  @ApiProperty({ nullable: true, type: Object, description: 'Null for a sealed field' })
  old!: unknown;

  @ApiProperty({ nullable: true, type: Object, description: 'Null for a sealed field' })
  new!: unknown;

  @ApiProperty({ type: String, nullable: true, description: 'Why, as a code; the words are sealed' })
  because!: string | null;

  @ApiProperty({ type: String, nullable: true })
  requestedBy!: string | null;

  @ApiProperty({ type: String, nullable: true })
  approvedBy!: string | null;
}

class ChangingEventResponse extends RecordedCauseResponse {
  @ApiProperty({
    enum: EVENT_KINDS,
    description:
      'Something put right; something that had happened by the earlier moment’s day, or on a day that is not known, and was recorded after it; or something that happened since',
  })
  kind!: string;

  @ApiPropertyOptional({ type: CorrectedResponse })
  corrects?: CorrectedResponse;

  @ApiProperty({ type: [FigureChangeResponse] })
  changes!: FigureChangeResponse[];
}

export class ChangedCaseResponse {
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Null for a plan of which no case is known',
  })
  case!: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  plan!: string | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  child!: string | null;

  @ApiProperty({ type: [FigureChangeResponse], description: 'Its events add up to it' })
  changes!: FigureChangeResponse[];

  @ApiProperty({ type: [ChangingEventResponse], description: 'Those that moved a figure, as they were recorded' })
  events!: ChangingEventResponse[];
}

class JudgedOtherwiseResponse {
  @ApiProperty({ enum: ['definitions', 'settings', 'snapshot'] })
  because!: string;

  @ApiPropertyOptional({ description: 'Earlier version of the definitions, or earlier snapshot day' })
  from?: string;

  @ApiPropertyOptional({ description: 'Later version of the definitions, or later snapshot day' })
  to?: string;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'Since when the later definitions are in force' })
  inForceFrom?: string | null;

  @ApiPropertyOptional({ type: RecordedCauseResponse, description: 'The change of settings' })
  event?: RecordedCauseResponse;

  @ApiProperty({ type: [FigureChangeResponse] })
  changes!: FigureChangeResponse[];
}

export class ComparisonResponse {
  @ApiProperty({ example: '891' })
  authority!: string;

  @ApiProperty()
  period!: PeriodResponse;

  @ApiPropertyOptional()
  by?: string;

  @ApiProperty()
  then!: MomentResponse;

  @ApiProperty()
  now!: MomentResponse;

  @ApiProperty({ description: 'How much of all differences is not accounted for: 0, or the service is at fault' })
  unexplained!: number;

  @ApiProperty({ type: [ComparedMeasureResponse] })
  measures!: ComparedMeasureResponse[];

  @ApiProperty({ type: [JudgedOtherwiseResponse], description: 'What is due to no case, in order' })
  judgedOtherwise!: JudgedOtherwiseResponse[];

  @ApiProperty({ type: [ChangedCaseResponse], description: 'Those with corrections first, then late entries' })
  cases!: ChangedCaseResponse[];
}
