import { Inject, Injectable, Logger, Optional } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import type { Given } from '../given.js';
import { Recorded } from '../recorded.js';
import { Recorder } from '../recorder.js';
import type { Step } from '../step.js';
import type { StepRequest } from '../step-request.js';
import { PUBLISHED_FIGURES, type PublishedFigures, TouchedFigure } from './published-figures.js';

/** What an approved correction is answered with. */
export class RecordedCorrection extends Recorded {
  @ApiProperty({
    type: [TouchedFigure],
    nullable: true,
    description:
      'The published figures that the correction touches. Null where that is not known yet: ask again under `publishedFiguresAt`.',
  })
  publishedFigures!: readonly TouchedFigure[] | null;

  @ApiProperty({ description: 'Where the list is answered at any time.' })
  publishedFiguresAt!: string;
}

/** Records approved corrections, and tells which published figures they touch. */
@Injectable()
export class Corrector {
  readonly #logger = new Logger(Corrector.name);

  constructor(
    private readonly recorder: Recorder,
    @Optional() @Inject(PUBLISHED_FIGURES) private readonly figures?: PublishedFigures,
  ) {}

  /** @throws Problem where the correction is refused; then nothing is recorded */
  async approve<State, Request extends StepRequest>(
    step: Step<State, Request>,
    given: Given,
    request: Request,
  ): Promise<RecordedCorrection> {
    const recorded = await this.recorder.record(step, given, request);
    const event = recorded.events[0]!.id;
    const correction = {
      authority: given.caller.authority,
      stream: `${step.stream.kind}-${given.id}`,
      event,
      position: recorded.position,
    };
    return {
      ...recorded,
      publishedFigures: await this.#touchedBy(correction),
      publishedFiguresAt: `/api/timeliness/corrections/${event}/published-figures`,
    };
  }

  /** The correction is recorded, whatever becomes of this: it must not look refused. */
  async #touchedBy(correction: Parameters<PublishedFigures['touchedBy']>[0]): Promise<readonly TouchedFigure[] | null> {
    if (this.figures === undefined) return [];
    try {
      return await this.figures.touchedBy(correction);
    } catch (error) {
      this.#logger.warn(`which published figures a correction touches is not known yet: ${String(error)}`);
      return null;
    }
  }
}
