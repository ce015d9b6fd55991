import { type Static, type TObject, type TSchema, Type } from '@sinclair/typebox';

/** The kinds of stream; the first part of a stream's name (`case-…`). */
export type StreamKind =
  'child' | 'case' | 'plan' | 'advice' | 'authority' | 'figures' | 'grants' | 'restriction' | 'disposal';

/**
 * One version of one type of event: the single source of its TypeScript type, its JSON Schema (checked on append and
 * on read) and its page in the reference.
 */
export interface EventDefinition<
  Name extends string = string,
  Open extends TObject = TObject,
  Sealed extends TObject | undefined = TObject | undefined,
> {
  readonly type: Name;
  readonly version: number;
  /** Streams in which it may stand. */
  readonly streams: readonly StreamKind[];
  /** What it says, in a sentence for the reference; `happenedOn` is the day on which this was done. */
  readonly meaning: string;
  /** Schema of the open payload: what clocks run on and measures are sliced by. */
  readonly open: Open;
  /** Schema of the sealed payload: personal details and free text. */
  readonly sealed: Sealed;
}

export function defineEvent<const Name extends string, Open extends TObject>(
  type: Name,
  streams: StreamKind | readonly StreamKind[],
  meaning: string,
  open: Open,
): EventDefinition<Name, Open, undefined>;
export function defineEvent<const Name extends string, Open extends TObject, Sealed extends TObject>(
  type: Name,
  streams: StreamKind | readonly StreamKind[],
  meaning: string,
  open: Open,
  sealed: Sealed,
): EventDefinition<Name, Open, Sealed>;
export function defineEvent(
  type: string,
  streams: StreamKind | readonly StreamKind[],
  meaning: string,
  open: TObject,
  sealed?: TObject,
): EventDefinition {
  return { type, version: 1, streams: typeof streams === 'string' ? [streams] : streams, meaning, open, sealed };
}

export type OpenOf<D extends EventDefinition> = Static<D['open']>;
export type SealedOf<D extends EventDefinition> = D['sealed'] extends TSchema ? Static<D['sealed']> : never;

/** An object that takes no other properties: a field that nobody declared is a mistake, or a leak. */
export const fields = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });
