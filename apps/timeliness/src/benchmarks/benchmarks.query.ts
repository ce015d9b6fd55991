import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, Matches, Max, Min } from 'class-validator';
import { BENCHMARKED_MEASURES } from './benchmarked-measures.js';

const MEASURES = BENCHMARKED_MEASURES.map((measure) => measure.id);

/** What to compare: one measure of one authority in one calendar year. */
export class BenchmarksQuery {
  @ApiProperty({ description: 'DfE code of the local authority, 3 digits', example: '891' })
  @Matches(/^\d{3}$/, { message: 'authority must be a DfE code of 3 digits' })
  authority!: string;

  @ApiProperty({ description: 'A measure with a published counterpart', enum: MEASURES, example: 'twenty_weeks.ex' })
  @IsIn(MEASURES, { message: 'measure must be one with a published counterpart' })
  measure!: string;

  @ApiProperty({ description: 'Calendar year', type: 'integer', example: 2024 })
  @Type(() => Number)
  @IsInt({ message: 'year must be a calendar year' })
  @Min(2000, { message: 'year must be a calendar year' })
  @Max(2999, { message: 'year must be a calendar year' })
  year!: number;
}
