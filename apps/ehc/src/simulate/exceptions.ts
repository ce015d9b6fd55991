import { casework } from '@ehc/casework';
import { type DayNumber, dayNumberOf, formatCivilDate, partsOf, workingDayOnOrAfter } from '@ehc/statutory-clock';
import type { Process } from './agenda.js';
import type { CaseFile } from './case-file.js';
import { take } from './simulation.js';

/** A circumstance that lifts the 20 weeks, if this case has one: recorded once it is known, with who approved it. */
export function* exception(file: CaseFile, agreedOn: DayNumber): Process {
  const { chance, caseworker } = file;
  const from = agreedOn + chance.between(1, 20);
  const closure = summerClosure(agreedOn);
  const terms =
    closure && chance.happens(0.6)
      ? {
          kind: 'X1',
          reason: 'Made up: the school was closed for the summer when its advice was asked for.',
          ...closure,
        }
      : chance.happens(0.35)
        ? {
            kind: 'X4',
            reason: 'Made up: the family was away from the area.',
            from: formatCivilDate(from),
            to: formatCivilDate(from + chance.between(28, 45)),
          }
        : { kind: 'X3', reason: 'Made up: illness in the family.', from: formatCivilDate(from) };
  const known = workingDayOnOrAfter(Math.max(from + 3, agreedOn + 4));
  yield* take(
    file,
    casework.recordException,
    known,
    { ...terms, impractical: true, approvedBy: 'team manager', familyToldOn: formatCivilDate(known) },
    { who: caseworker },
  );
}

/** Six weeks from late July, if the school was asked in the time that counts (regs 5(4), 10(4): limb X1). */
const summerClosure = (askedOn: DayNumber) => {
  const { year } = partsOf(askedOn);
  const closedFrom = dayNumberOf(year, 7, 22);
  const reopensOn = dayNumberOf(year, 9, 3);
  if (askedOn < closedFrom - 7 || askedOn > reopensOn - 7) return null;
  return {
    adviceRequestedOn: formatCivilDate(askedOn),
    closedFrom: formatCivilDate(closedFrom),
    reopensOn: formatCivilDate(reopensOn),
  };
};
