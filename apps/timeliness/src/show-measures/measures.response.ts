/** The answer as the OpenAPI description shows it. */
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { BenchmarksResponse } from '../benchmarks/benchmarks.response.js';

export class PeriodResponse {
  @ApiProperty({ format: 'date' })
  from!: string;

  @ApiProperty({ format: 'date' })
  to!: string;
}

export class VersionsResponse {
  @ApiProperty({ example: 'v5', description: 'Version of the law at the period’s end, or today while it runs' })
  law!: string;

  @ApiProperty({ example: '1', description: 'Version of the authority’s settings: 1 while the defaults stand' })
  settings!: string;

  @ApiProperty({ example: '1', description: 'Version of the definitions' })
  definitions!: string;
}

export class FigureResponse {
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'A share: the rows counted. A count: the count. A mean: all days. A median: null.',
  })
  numerator!: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'A share, mean or median: the population. A count: null.' })
  denominator!: number | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Unrounded: per cent, weeks or the count; null where the population is empty.',
  })
  value!: number | null;
}

class SliceResponse extends FigureResponse {
  @ApiProperty({ example: '2024-03' })
  key!: string;
}

export class MeasureResponse extends FigureResponse {
  @ApiProperty({ example: 'twenty_weeks.inc' })
  id!: string;

  @ApiProperty()
  label!: string;

  @ApiProperty({ enum: ['percent', 'weeks', 'requests', 'cases', 'plans'] })
  unit!: string;

  @ApiProperty({ description: 'What is counted, in plain words' })
  definition!: string;

  @ApiProperty({ description: 'Version of the definition' })
  version!: number;

  @ApiPropertyOptional({ description: 'What to know when reading the figure' })
  note?: string;

  @ApiPropertyOptional({ type: [SliceResponse], description: 'Only where `by` was asked for' })
  slices?: SliceResponse[];

  @ApiPropertyOptional({ type: BenchmarksResponse, description: 'Only where `benchmarks` was asked for' })
  benchmarks?: BenchmarksResponse;
}

export class MeasuresResponse {
  @ApiProperty({ example: '891' })
  authority!: string;

  @ApiProperty()
  period!: PeriodResponse;

  @ApiProperty({ format: 'date-time' })
  asAt!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '31842',
    description: 'Position of the authority’s last event at that moment',
  })
  position!: string | null;

  @ApiProperty({ description: 'False before the authority’s first record: then there are no measures' })
  known!: boolean;

  @ApiProperty({ description: 'An import of a return was under way at that moment' })
  importing!: boolean;

  @ApiProperty()
  versions!: VersionsResponse;

  @ApiProperty({ type: [MeasureResponse] })
  measures!: MeasureResponse[];
}

export class DefinitionResponse {
  @ApiProperty({ example: 'twenty_weeks.inc' })
  id!: string;

  @ApiProperty()
  label!: string;

  @ApiProperty({ enum: ['count', 'share', 'mean', 'median'] })
  kind!: string;

  @ApiProperty({ enum: ['percent', 'weeks', 'requests', 'cases', 'plans'] })
  unit!: string;

  @ApiProperty()
  definition!: string;

  @ApiProperty()
  version!: number;
}
