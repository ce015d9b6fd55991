/**
 * The rows among some that share a key with another of them, each with the line of that other one. Where two rows
 * clash, both are reported (data-standards.md §1.6): which of them is wrong is not for us to say. A null key is no key.
 */
export function clashing<R extends { readonly line: number }>(
  rows: readonly R[],
  keyOf: (row: R) => string | null,
): { row: R; otherLine: number }[] {
  const byKey = new Map<string, R[]>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key !== null) byKey.set(key, [...(byKey.get(key) ?? []), row]);
  }
  return [...byKey.values()].flatMap((group) =>
    group.length < 2 ? [] : group.map((row, i) => ({ row, otherLine: (i === 0 ? group[1]! : group[0]!).line })),
  );
}
