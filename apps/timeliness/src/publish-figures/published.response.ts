/** The answers as the OpenAPI description shows them. */
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { FigureResponse, PeriodResponse, VersionsResponse } from '../show-measures/measures.response.js';

class PublisherResponse {
  @ApiProperty()
  actor!: string;

  @ApiProperty()
  role!: string;
}

export class PublishedSummaryResponse {
  @ApiProperty({ example: '891' })
  authority!: string;

  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ example: 'Cabinet, 16 October 2026' })
  name!: string;

  @ApiProperty({ type: String, nullable: true })
  note!: string | null;

  @ApiProperty({ format: 'date-time' })
  publishedAt!: string;

  @ApiProperty()
  publishedBy!: PublisherResponse;

  @ApiProperty()
  period!: PeriodResponse;

  @ApiPropertyOptional({ description: 'The slices, where it was published in slices' })
  by?: string;

  @ApiProperty({ format: 'date-time', description: 'The moment as at which it was counted' })
  asAt!: string;

  @ApiProperty({ example: '31842', description: 'Position of the authority’s last event at that moment' })
  position!: string;

  @ApiProperty()
  versions!: VersionsResponse;
}

class KeyedFigureResponse extends FigureResponse {
  @ApiProperty()
  key!: string;
}

class PublishedFigureResponse extends FigureResponse {
  @ApiProperty({ example: 'twenty_weeks.inc' })
  measure!: string;

  @ApiProperty({ description: 'Version of the definition' })
  version!: number;

  @ApiPropertyOptional({ type: [KeyedFigureResponse] })
  slices?: KeyedFigureResponse[];
}

export class PublishedNowResponse extends PublishedSummaryResponse {
  @ApiProperty({ description: 'True where this command had been recorded before: nothing new was' })
  repeated!: boolean;

  @ApiProperty({ type: [PublishedFigureResponse] })
  figures!: PublishedFigureResponse[];
}

class BesideTodayResponse {
  @ApiProperty()
  published!: FigureResponse;

  @ApiProperty({ type: FigureResponse, nullable: true, description: 'Null where the measure is no longer defined' })
  today!: FigureResponse | null;

  @ApiProperty({ type: FigureResponse, nullable: true, description: 'Today less published' })
  difference!: FigureResponse | null;
}

class SliceBesideTodayResponse extends BesideTodayResponse {
  @ApiProperty()
  key!: string;
}

class FigureBesideTodayResponse extends BesideTodayResponse {
  @ApiProperty({ example: 'twenty_weeks.inc' })
  measure!: string;

  @ApiProperty({ type: String, nullable: true })
  label!: string | null;

  @ApiProperty({ type: String, nullable: true })
  unit!: string | null;

  @ApiProperty()
  version!: number;

  @ApiPropertyOptional({ type: [SliceBesideTodayResponse] })
  slices?: SliceBesideTodayResponse[];
}

export class TodayResponse {
  @ApiProperty({ format: 'date-time' })
  asAt!: string;

  @ApiProperty({ type: String, nullable: true })
  position!: string | null;

  @ApiProperty()
  versions!: VersionsResponse;
}

export class PublishedResponse extends PublishedSummaryResponse {
  @ApiProperty({
    type: Boolean,
    nullable: true,
    description:
      'Whether counting again at its position gives exactly what was published. False is a fault of the service; null where a newer version of it published them',
  })
  recountedExactly!: boolean | null;

  @ApiProperty({ description: 'The same question asked today' })
  today!: TodayResponse;

  @ApiProperty({ type: [FigureBesideTodayResponse] })
  figures!: FigureBesideTodayResponse[];
}
