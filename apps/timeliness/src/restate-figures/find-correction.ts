import { notFound, refused, type TouchedFigure } from '@ehc/recording';
import type { PublishedSurroundings } from '../publish-figures/show-published.js';
import { caughtUpWith } from '../ask-as-at/caught-up.js';
import { CORRECTIONS_PROJECTION } from './corrections-projection.js';
import { figuresTouchedBy } from './figures-touched.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The published figures that a correction touches, by the id of its event. @throws Problem 404, 503 */
export const touchedByCorrection = async (
  authority: string,
  event: string,
  around: PublishedSurroundings,
): Promise<TouchedFigure[]> => {
  const known = await around.store.positionAt(authority, around.clock.now().toISOString());
  if (known === null || !UUID.test(event)) throw refused(notFound('correction'));
  await caughtUpWith([CORRECTIONS_PROJECTION], known, around);
  const [found] = await around.dataSource.query<{ stream: string; position: string }>(
    'SELECT stream, position FROM timeliness.correction WHERE authority = $1 AND event_id = $2',
    [authority, event],
  );
  if (found === undefined) throw refused(notFound('correction'));
  return figuresTouchedBy({ authority, event, ...found }, around);
};
