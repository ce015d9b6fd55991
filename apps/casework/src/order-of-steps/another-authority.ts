import { invalid, type Refusal } from '@ehc/recording';

/** A child or plan comes from, or goes to, an authority other than one's own. */
export const anotherAuthority = (field: 'from' | 'to', code: string, own: string): Refusal | undefined =>
  code === own
    ? invalid(field, `${code} is your own authority.`, 'Give the code of the other authority, three digits.')
    : undefined;
