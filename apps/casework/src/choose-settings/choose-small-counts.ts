import { SMALL_COUNTS } from '@ehc/pathway';
import { defineStep, fact, StepRequest } from '@ehc/recording';
import { ApiProperty } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import { authorityStream } from '../streams/authority-stream.js';

const { standard, lowest, highest } = SMALL_COUNTS;
const TAKES = { message: `under must be a whole number from ${lowest} to ${highest}` };

export class ChooseSmallCounts extends StepRequest {
  @ApiProperty({
    type: 'integer',
    minimum: lowest,
    maximum: highest,
    default: standard,
    description: 'Counts from 1 up to and without this number are small',
  })
  @IsInt(TAKES)
  @Min(lowest, TAKES)
  @Max(highest, TAKES)
  under!: number;
}

/** The authority chose which counts are too small to be told to those who may not learn of single children. */
export const chooseSmallCounts = defineStep({
  stream: authorityStream,
  records: 'SmallCountsThresholdChosen',
  begins: true,
  decide: (_, command: ChooseSmallCounts) => fact('SmallCountsThresholdChosen', command),
});
