/** Raises an open payload from one version of its schema to the next. Pure: events are never rewritten in the log. */
export type Upcaster = (payload: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/**
 * By type of event and the version that it raises *from*. When a schema changes: raise its version where it is defined,
 * add the upcaster here, and keep the golden file of the version before (events/golden) for ever.
 */
export const UPCASTERS: Readonly<Record<string, Readonly<Record<number, Upcaster>>>> = {};

/** An event of a version that this software is too old, or has no upcaster, for. */
export class EventVersionUnknown extends Error {
  override readonly name = 'EventVersionUnknown';
  constructor(
    readonly type: string,
    readonly version: number,
    readonly known: number,
  ) {
    super(`An event ${type} of version ${version} cannot be read: this software knows version ${known}.`);
  }
}

/**
 * Raises a payload to the version that folds know.
 *
 * @throws EventVersionUnknown where newer software wrote it, or an upcaster is missing
 */
export const raise = (
  type: string,
  from: number,
  to: number,
  payload: object,
  upcasters: typeof UPCASTERS = UPCASTERS,
): object => {
  let raised = payload as Record<string, unknown>;
  if (from > to) throw new EventVersionUnknown(type, from, to);
  for (let version = from; version < to; version += 1) {
    const upcaster = upcasters[type]?.[version];
    if (!upcaster) throw new EventVersionUnknown(type, from, to);
    raised = upcaster(raised);
  }
  return raised;
};
