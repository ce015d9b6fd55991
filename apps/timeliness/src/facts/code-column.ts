import type { CodeColumn } from '../measures/index.js';

/** Keeps each code once; what is not known is the empty code. */
export const codeColumn = (values: readonly (string | null | undefined)[]): CodeColumn => {
  const places = new Map<string, number>();
  const of = new Int32Array(values.length);
  values.forEach((value, row) => {
    const code = value ?? '';
    let place = places.get(code);
    if (place === undefined) {
      place = places.size;
      places.set(code, place);
    }
    of[row] = place;
  });
  return { codes: [...places.keys()], of };
};
