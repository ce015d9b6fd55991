import { type Finding, type GivenException, type JudgedPeriod, lifts, liftsNot } from './exception.js';

/** X5: whether the appointment was with the body whose limit is judged. A body that is not given is no other body. */
export function isWithThatBody(appointmentBody: string | undefined, askedBody: string | undefined): boolean {
  return appointmentBody === undefined || askedBody === undefined || appointmentBody === askedBody;
}

/**
 * X5 (reg 8(2)): the child or young person failed to keep an appointment for an examination or test that the body
 * asked for advice had made during the 6 weeks.
 */
export function missedAppointment(exception: GivenException, period: JudgedPeriod): Finding {
  if (!isWithThatBody(exception.body, period.body)) {
    return liftsNot('the appointment was with another body');
  }
  const missedOn = exception.missedOn!;
  return missedOn >= period.start && missedOn <= period.due
    ? lifts('an appointment made by the body was missed in the period')
    : liftsNot('the appointment was not in the period');
}
