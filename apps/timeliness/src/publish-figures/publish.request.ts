import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsOptional, IsString, IsUUID, Length } from 'class-validator';
import { MeasuresRequest } from '../show-measures/measures.request.js';

/** Spaces around a name are no part of it. */
const Trimmed = () => Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value));

/** A set of figures to be published: the question that they answer, and their name. */
export class PublishRequest extends OmitType(MeasuresRequest, ['authority', 'benchmarks'] as const) {
  @ApiProperty({
    example: 'Cabinet, 16 October 2026',
    description:
      'The name under which the figures are given out, up to 100 letters; each name once in an authority. It is kept in the open: no personal details.',
  })
  @Trimmed()
  @IsString()
  @Length(1, 100, { message: 'It must have 1 to 100 letters.' })
  name!: string;

  @ApiPropertyOptional({ description: 'For whom, and what to know when reading them. Sealed.' })
  @IsOptional()
  @Trimmed()
  @IsString()
  @Length(1, 2_000, { message: 'It must have 1 to 2,000 letters.' })
  note?: string;

  @ApiPropertyOptional({
    format: 'uuid',
    description:
      'Id of this command, if not sent as the header Idempotency-Key. Sent again, it is answered as before and publishes nothing twice.',
  })
  @IsOptional()
  @IsUUID('all', { message: 'It must be a UUID.' })
  commandId?: string;
}
