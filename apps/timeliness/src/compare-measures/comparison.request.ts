import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { MeasuresRequest } from '../show-measures/measures.request.js';

/** What may be asked in the address. What periods and moments there are is judged with the question itself. */
export class ComparisonRequest extends OmitType(MeasuresRequest, ['asAt', 'benchmarks'] as const) {
  @ApiProperty({
    format: 'date-time',
    example: '2026-10-16T09:00:00Z',
    description: 'The earlier moment: the figures as known then',
  })
  @IsString()
  then!: string;

  @ApiPropertyOptional({
    example: '2026-11-20T09:00:00Z',
    description: 'The later moment, or `now`; the present where left out',
  })
  @IsOptional()
  @IsString()
  now?: string;
}
