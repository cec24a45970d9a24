/**
 * The version of what the coefficients of this room are, and of how their intervals are made: raised whenever the same
 * ratings may give another figure.
 */
export const DEFINITIONS = 1;
