import type { Clock } from '@ehc/platform';

/** The civil date in Europe/London. */
export const todayBy = (clock: Clock): string => clock.today();
