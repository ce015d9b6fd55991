import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

class FigureAnswer {
  @ApiProperty({ type: Number, nullable: true, description: 'Rows counted, or days in all; null for a median.' })
  numerator!: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'The population; null for a count.' })
  denominator!: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Not rounded; null where the population is empty.' })
  value!: number | null;
}

class ChangeAnswer {
  @ApiProperty({ type: Number, nullable: true, description: 'By how much the numerator moved; null for a median.' })
  numerator!: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'By how much the denominator moved; null for a count.' })
  denominator!: number | null;
}

/** A published figure that a correction touches. */
export class TouchedFigure {
  @ApiProperty({ format: 'uuid', description: 'Id of the set of figures.' })
  figures!: string;

  @ApiProperty({ description: 'The name under which the set was published.' })
  name!: string;

  @ApiProperty({ example: 'twenty_weeks.inc', description: 'Id of the measure.' })
  measure!: string;

  @ApiPropertyOptional({ description: 'The slice, where the set was published in slices.' })
  slice?: string;

  @ApiProperty({ description: 'The measure in a few words.' })
  label!: string;

  @ApiProperty({ example: 'percent', description: 'What the value is counted in.' })
  unit!: string;

  @ApiProperty({ description: 'As it was published.' })
  published!: FigureAnswer;

  @ApiProperty({ description: 'What the published figure becomes by this correction alone.' })
  withCorrection!: FigureAnswer;

  @ApiProperty({ description: 'By how much this correction moves it.' })
  change!: ChangeAnswer;
}

/** A correction that has been recorded. */
export interface CorrectedRecord {
  readonly authority: string;
  readonly stream: string;
  /** Id of the correcting event. */
  readonly event: string;
  /** Position of the last event recorded with it. */
  readonly position: string;
}

/** Who knows which figures were published. Whoever composes the apps provides it, where one of them publishes. */
export interface PublishedFigures {
  touchedBy(correction: CorrectedRecord): Promise<readonly TouchedFigure[]>;
}

/** DI token of `PublishedFigures`. */
export const PUBLISHED_FIGURES = Symbol('PublishedFigures');
