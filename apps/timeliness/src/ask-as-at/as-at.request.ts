import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Matches } from 'class-validator';

/** An authority, as known at a moment. */
export class AsAtRequest {
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
}
