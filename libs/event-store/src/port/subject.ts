/** Whose key it is: of a child as one authority knows it. */
export const childSubject = (authority: string, child: string): string => `child:${authority}:${child.toLowerCase()}`;

/** Whose key it is: of an authority (the ids of its returns). */
export const authoritySubject = (authority: string): string => `authority:${authority}`;

/** Whose key it is: of the search index, which gets another one whenever a child has been forgotten. */
export const searchIndexSubject = (generation: number): string => `search-index:${generation}`;

/**
 * Whose key it is: of one event that is about no child. A key of its own, so that it can be destroyed if the event turns
 * out to hold somebody's name after all.
 */
export const eventSubject = (eventId: string): string => `event:${eventId.toLowerCase()}`;
