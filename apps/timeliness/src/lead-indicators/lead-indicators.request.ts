import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { AsAtRequest } from '../ask-as-at/as-at.request.js';

/** What may be asked in the address. */
export class LeadIndicatorsRequest extends AsAtRequest {
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
