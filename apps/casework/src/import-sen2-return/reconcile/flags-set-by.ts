/** The event that set each dispute flag that is set, by the flag's name. */
export const flagsSetBy = (
  history: readonly { readonly id: string; readonly type: string; readonly payload: object }[],
): Map<string, string> => {
  const setBy = new Map<string, string>();
  for (const event of history) {
    if (event.type !== 'DisputeFlagsReported') continue;
    for (const [flag, value] of Object.entries(event.payload)) {
      if (value !== true) setBy.delete(flag);
      else if (!setBy.has(flag)) setBy.set(flag, event.id);
    }
  }
  return setBy;
};
