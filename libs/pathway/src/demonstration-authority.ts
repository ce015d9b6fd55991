/**
 * The authority of the demonstration: a code that DfE gives to no local authority, so that nothing made up can be taken
 * for a real authority's figures.
 */
export const DEMONSTRATION_AUTHORITY = { code: '999', name: 'Exampleshire (made up)' } as const;
