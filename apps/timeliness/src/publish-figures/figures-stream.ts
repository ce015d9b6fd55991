import { foldOf, type PathwayEventOf, type Payload } from '@ehc/pathway';
import { defineStep, defineStream, fact, Refusal, type StepRequest } from '@ehc/recording';
import { v5 } from 'uuid';

/** What is known of a set of figures: that it was published, or nothing. */
export interface FiguresState {
  published: PathwayEventOf<'FiguresPublished'> | null;
}

/** `figures-<id>`: one set of figures that was published. */
export const figuresStream = defineStream<FiguresState>({
  kind: 'figures',
  noun: 'set of figures',
  fold: foldOf<FiguresState>(
    () => ({ published: null }),
    (state, event) => {
      if (event.type === 'FiguresPublished') state.published ??= event;
    },
  ),
  childOf: () => null,
  clocks: () => [],
});

/** Under which ids follow from names. */
const NAMES = '6f8a4f0e-3c0e-5f0b-9d55-0c2a1f6a7b11';

/** A name as it is told from others: neither capitals nor the width of a gap make another name. */
const asOneName = (name: string): string => name.normalize('NFC').trim().replace(/\s+/gu, ' ').toLowerCase();

/**
 * The id of a set of figures follows from its authority and its name. So a name is given once: the store lets a stream
 * begin but once, whoever asks at the same moment.
 */
export const figuresId = (authority: string, name: string): string => v5(`${authority} ${asOneName(name)}`, NAMES);

/** The command as the decider sees it: the figures have been counted. */
export interface PublishCounted extends StepRequest, Payload<'FiguresPublished'> {
  readonly note?: string | undefined;
}

export const nameTaken = ({ payload: { name, period, asAt } }: PathwayEventOf<'FiguresPublished'>): Refusal =>
  new Refusal(
    'step-out-of-order',
    `Figures were published as "${name}" before: of ${period.from} to ${period.to}, as known at ${asAt}.`,
    'What was published stays as it was. Choose another name, for instance with the date.',
    'name',
  );

/** A set of figures is given out under a name. */
export const publishCounted = defineStep({
  stream: figuresStream,
  records: 'FiguresPublished',
  begins: true,
  decide: ({ published }: FiguresState, command: PublishCounted) =>
    published ? nameTaken(published) : fact('FiguresPublished', command),
});
