import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional, IsString } from 'class-validator';
import { AsAtRequest } from '../ask-as-at/as-at.request.js';
import { SLICES } from '../measures/index.js';

/** What may be asked in the address. What periods and moments there are is judged with the question itself. */
export class MeasuresRequest extends AsAtRequest {
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
