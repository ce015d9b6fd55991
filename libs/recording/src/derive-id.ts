import { v5 } from 'uuid';

/**
 * An id that follows from another one (UUIDv5): what is done again under the same command id gets the same ids, and
 * so is recorded once.
 */
export const deriveId = (from: string, what: string): string => v5(what, from);
