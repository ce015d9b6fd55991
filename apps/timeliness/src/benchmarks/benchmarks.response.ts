import { ApiProperty } from '@nestjs/swagger';
import type { Benchmarks } from './benchmarks.js';
import type { BenchmarkFigure, BenchmarkPlace } from './figure.js';
import type { NeighbourBenchmark } from './neighbours.js';
import type { BenchmarkSource } from './source.js';

// The answer as OpenAPI describes it. `implements` keeps it to the types that the code gives.

export class BenchmarkPlaceResponse implements BenchmarkPlace {
  @ApiProperty({ enum: ['england', 'region', 'authority'] })
  kind!: BenchmarkPlace['kind'];

  @ApiProperty({ description: '`England`, the name of a region, or the DfE code of an authority' })
  code!: string;

  @ApiProperty()
  name!: string;
}

export class BenchmarkFigureResponse implements BenchmarkFigure {
  @ApiProperty({ type: BenchmarkPlaceResponse })
  place!: BenchmarkPlaceResponse;

  @ApiProperty({ type: Number, nullable: true })
  numerator!: number | null;

  @ApiProperty({ type: Number, nullable: true, description: '`null` for a count' })
  denominator!: number | null;

  @ApiProperty({ type: Number, nullable: true, description: '100 × numerator / denominator, unrounded; or the count' })
  value!: number | null;

  @ApiProperty({ enum: ['published', 'not_available', 'not_applicable'] })
  status!: BenchmarkFigure['status'];

  @ApiProperty({ description: 'Worked out from published figures, not itself printed by the publisher' })
  derived!: boolean;

  @ApiProperty({ description: 'Known to be wrong; left out of the neighbours’ pooled figure and median' })
  doubtful!: boolean;

  @ApiProperty({ type: [String], description: 'What to know about this figure' })
  notes!: readonly string[];
}

export class PooledResponse {
  @ApiProperty()
  numerator!: number;

  @ApiProperty()
  denominator!: number;

  @ApiProperty({ type: Number, nullable: true })
  value!: number | null;
}

export class NeighboursResponse implements NeighbourBenchmark {
  @ApiProperty({ type: [String], description: 'Nearest first' })
  names!: readonly string[];

  @ApiProperty({ type: [BenchmarkFigureResponse] })
  figures!: readonly BenchmarkFigureResponse[];

  @ApiProperty({
    type: PooledResponse,
    nullable: true,
    description: 'Sum of numerators over sum of denominators; `null` for a count',
  })
  pooled!: PooledResponse | null;

  @ApiProperty({ type: Number, nullable: true })
  median!: number | null;

  @ApiProperty({ description: 'How many neighbours the pooled figure and the median rest on' })
  counted!: number;
}

export class BenchmarkSourceResponse implements BenchmarkSource {
  @ApiProperty()
  publisher!: string;

  @ApiProperty()
  title!: string;

  @ApiProperty()
  licence!: string;
}

export class BenchmarksResponse implements Benchmarks {
  @ApiProperty()
  measure!: string;

  @ApiProperty()
  label!: string;

  @ApiProperty({ description: '`percent`, or the thing counted' })
  unit!: string;

  @ApiProperty({ type: 'integer' })
  year!: number;

  @ApiProperty({ type: BenchmarkFigureResponse })
  authority!: BenchmarkFigureResponse;

  @ApiProperty({ type: BenchmarkFigureResponse })
  region!: BenchmarkFigureResponse;

  @ApiProperty({ type: BenchmarkFigureResponse })
  england!: BenchmarkFigureResponse;

  @ApiProperty({ type: NeighboursResponse })
  neighbours!: NeighboursResponse;

  @ApiProperty({ type: String, nullable: true, description: 'How the published definition differs from ours' })
  footnote!: string | null;

  @ApiProperty({ type: BenchmarkSourceResponse })
  source!: BenchmarkSourceResponse;
}
