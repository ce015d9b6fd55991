/** Whose key it is: of a child as one authority knows it. */
export const childSubject = (authority: string, child: string): string => `child:${authority}:${child.toLowerCase()}`;

/** Whose key it is: of an authority (blind indexes, and what is sealed about no child). */
export const authoritySubject = (authority: string): string => `authority:${authority}`;
