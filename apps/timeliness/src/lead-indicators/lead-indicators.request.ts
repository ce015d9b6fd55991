import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Matches, Max, Min } from 'class-validator';

/** What may be asked in the address. */
export class LeadIndicatorsRequest {
  @ApiProperty({ example: '891', description: 'Three-digit DfE code of the local authority' })
  @Matches(/^\d{3}$/, { message: 'It must be the three-digit DfE code of an authority.' })
  authority!: string;

  @ApiPropertyOptional({
    format: 'date-time',
    example: '2026-10-16T09:00:00Z',
    description: 'As known at this moment; now where left out',
  })
  @IsOptional()
  @IsString()
  asAt?: string;

  @ApiPropertyOptional({ default: 100, maximum: 500, description: 'How many open cases are listed' })
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'limit must be a whole number' })
  @Min(1)
  @Max(500)
  limit: number = 100;

  @ApiPropertyOptional({ default: 0, description: 'How many open cases are passed over before the list' })
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'offset must be a whole number' })
  @Min(0)
  offset: number = 0;
}
