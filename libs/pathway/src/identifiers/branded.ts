declare const brand: unique symbol;

/**
 * A string that has been checked to be of one kind. The mark exists for the compiler only: at run time, in JSON and in
 * the database it is the plain string.
 */
export type Branded<Name extends string> = string & { readonly [brand]: Name };
