import { identifier, wireType, type Columns } from './columns.js';

/** `unnest($1::text[], …) AS r (a, …)`: the rows of a chunk as a table named `r`. */
export const unnest = (columns: Columns): string => {
  const parameters = Object.values(columns).map((type, index) => `$${index + 1}::${wireType(type)}`);
  return `unnest(${parameters.join(', ')}) AS r (${Object.keys(columns).map(identifier).join(', ')})`;
};
