import { DEMONSTRATION_AUTHORITY, type Payload } from '@ehc/pathway';
import type { Surroundings } from './simulate-authority.js';
import { simulateAuthority } from './simulate-authority.js';
import { spanOf } from './terms.js';

const TERMS = { children: 3_000, years: 4, seed: 20_140_901 } as const;

/**
 * Makes the demonstration authority, once, so that a newcomer sees the service at work. One that did not come to its end
 * is gone on with, up to the day up to which it was begun. Answers whether anything was recorded.
 */
export const makeDemonstration = async (surroundings: Surroundings, today: string): Promise<boolean> => {
  const { code } = DEMONSTRATION_AUTHORITY;
  const recorded = await surroundings.store.readStream(`authority-${code}`);
  const started = recorded.find(({ type }) => type === 'SimulationStarted');
  if (recorded.length > 0 && !started) return false;
  if (recorded.some(({ type }) => type === 'SimulationFinished')) return false;
  // What was begun is gone on with by its own terms, whichever version began it.
  const begun = started?.payload as Payload<'SimulationStarted'> | undefined;
  const { children, years, seed, until } = begun ?? { ...TERMS, until: today };
  const terms = { authority: code, because: 'demonstration', children, seed, ...spanOf(years, until) } as const;
  await simulateAuthority(terms, surroundings);
  return true;
};
