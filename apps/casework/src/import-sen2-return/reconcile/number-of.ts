/** A code of digits, as the return has it, as the number that the log keeps. */
export const numberOf = (code: string | null): number | null => (code === null ? null : Number(code));
