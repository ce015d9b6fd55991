import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional, IsString, Matches } from 'class-validator';
import { SLICES } from '../measures/index.js';

/** What may be asked in the address. What periods and moments there are is judged with the question itself. */
export class MeasuresRequest {
  @ApiProperty({ example: '891', description: 'Three-digit DfE code of the local authority' })
  @Matches(/^\d{3}$/, { message: 'It must be the three-digit DfE code of an authority.' })
  authority!: string;

  @ApiPropertyOptional({
    example: '2024',
    description: 'Calendar year of activity (2024), month (2024-03) or academic year from 1 September (2024/25)',
  })
  @IsOptional()
  @IsString()
  period?: string;

  @ApiPropertyOptional({ format: 'date', description: 'First day of the period, in place of `period`' })
  @IsOptional()
  @IsString()
  from?: string;

  @ApiPropertyOptional({ format: 'date', description: 'Last day of the period, in place of `period`' })
  @IsOptional()
  @IsString()
  to?: string;

  @ApiPropertyOptional({
    format: 'date-time',
    example: '2026-10-16T09:00:00Z',
    description: 'As known at this moment; now where left out',
  })
  @IsOptional()
  @IsString()
  asAt?: string;

  @ApiPropertyOptional({ enum: SLICES, description: 'Gives each measure in slices too' })
  @IsOptional()
  @IsString()
  by?: string;

  @ApiPropertyOptional({ type: Boolean, description: 'Puts published figures beside the measures' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean({ message: 'It must be true or false.' })
  benchmarks?: boolean;
}
