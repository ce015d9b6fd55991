/** Year and month of birth, which stay open for measures, of a day of birth, which is sealed. */
export const birthMonthOf = (
  birthDate: string | null | undefined,
): { birthYear?: number | null; birthMonth?: number | null } => {
  if (birthDate === undefined) return {};
  if (birthDate === null) return { birthYear: null, birthMonth: null };
  return { birthYear: Number(birthDate.slice(0, 4)), birthMonth: Number(birthDate.slice(5, 7)) };
};
