/** The id from which all ids of what is made up derive. */
export const MADE_UP = 'b7c0a9e2-71f4-5f5c-8f4e-3c1c7b9d2e10';
