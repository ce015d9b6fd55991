import { deriveId } from './derive-id.js';

/** The id of the event that a command records: of its first one, or of a later one by its place. */
export const eventIdOf = (commandId: string, place = 0): string => deriveId(commandId, `event ${place}`);
