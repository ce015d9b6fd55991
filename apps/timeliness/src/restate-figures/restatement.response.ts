/** The answer as the OpenAPI description shows it. */
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ChangedCaseResponse, MovedByResponse } from '../compare-measures/comparison.response.js';
import { PublishedSummaryResponse } from '../publish-figures/published.response.js';
import { FigureResponse } from '../show-measures/measures.response.js';

class RestatedFigureResponse {
  @ApiProperty({ example: 'twenty_weeks.inc' })
  measure!: string;

  @ApiPropertyOptional()
  slice?: string;

  @ApiProperty()
  label!: string;

  @ApiProperty()
  unit!: string;

  @ApiProperty()
  published!: FigureResponse;

  @ApiProperty({
    type: FigureResponse,
    nullable: true,
    description: 'With the corrections and late entries alone. Null for a median where ordinary new facts moved it too',
  })
  restated!: FigureResponse | null;

  @ApiProperty({
    description: 'The same question over everything known now, counted up to the day on which it was published',
  })
  known!: FigureResponse;

  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: '#/components/schemas/MovedByResponse' },
    description: 'What each cause moved it by',
  })
  because!: Record<string, MovedByResponse>;
}

export class RestatementResponse {
  @ApiProperty()
  published!: PublishedSummaryResponse;

  @ApiProperty({ description: 'Position of the authority’s last event that was looked at' })
  position!: string;

  @ApiProperty({ description: 'How much is not accounted for: 0, or the service is at fault' })
  unexplained!: number;

  @ApiProperty({ type: [RestatedFigureResponse] })
  figures!: RestatedFigureResponse[];

  @ApiProperty({ type: [ChangedCaseResponse], description: 'The cases behind it, corrections first' })
  cases!: ChangedCaseResponse[];
}
