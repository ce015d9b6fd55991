/**
 * What is tested by mutation: the source that is changed, the folder whose unit tests must notice, and the lowest share of changes
 * noticed (per cent) that is good enough.
 */
export const PARTS = {
  clock: {
    mutate: ['libs/statutory-clock/src/**/*.ts'],
    tests: 'libs/statutory-clock',
    atLeast: 90,
  },
  measures: {
    mutate: ['apps/timeliness/src/measures/**/*.ts', '!**/*.spec.ts', '!apps/timeliness/src/measures/facts.ts'],
    tests: 'apps/timeliness/src/measures',
    atLeast: 80,
  },
};

/** The part that this run of Stryker and its runs of jest are about. */
export const partAsked = () => {
  const name = process.env.EHC_MUTATE;
  const part = PARTS[name];
  if (!part) throw new Error(`EHC_MUTATE is ${name}; it must be one of ${Object.keys(PARTS).join(', ')}.`);
  return { name, ...part };
};
