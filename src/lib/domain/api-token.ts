/** Tokens by which programs are let in, each to one study. */

/**
 * What a token lets a program do: `read` releases and figures; and beside that `submit` answers to be scored, `import`
 * cases and ratings, or make a `release`. None lets a program do what its owner may not.
 */
export const TOKEN_SCOPES = ['read', 'submit', 'import', 'release'] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];
