/**
 * The day on which exceptions to a limit are judged: that on which the duty was done, else the day from which it is
 * looked at. A circumstance that goes on lasts up to it, so one still going on lifts nothing that was done before.
 */
export const judgedOn = <Day extends string | number>(doneOn: Day | null, today: Day): Day =>
  doneOn !== null && doneOn <= today ? doneOn : today;
