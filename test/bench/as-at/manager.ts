/** Who asks, in every authority. */
export const MANAGER = 'a.manager';
