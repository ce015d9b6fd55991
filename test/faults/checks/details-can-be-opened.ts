import { KeyDestroyed, type RecordedEvent, type Sealer } from '@ehc/event-store';
import { deriveId } from '@ehc/recording';
import type { Command } from '../load/command.js';

/** What is wrong with what is sealed: each event's details open, and are what the client sent. */
export const faultsOfSealing = async (
  log: readonly RecordedEvent[],
  commands: readonly Command[],
  sealer: Sealer,
): Promise<string[]> => {
  const opened = await sealer.openMany(log);
  const surnames = new Map(
    commands.flatMap(({ id, body }) => {
      const { surname } = (body['newChild'] ?? {}) as { surname?: string };
      return surname === undefined ? [] : [[deriveId(id, 'register child'), surname] as const];
    }),
  );
  return log.flatMap(({ position, type, commandId }, index) => {
    const details = opened[index]!;
    if (details instanceof KeyDestroyed) return [`the key of what is sealed at position ${position} is lost`];
    if (type !== 'ChildRegistered') return [];
    const { surname } = details as { surname?: string };
    return surname === surnames.get(commandId) ? [] : [`position ${position} opens to another surname than was sent`];
  });
};
