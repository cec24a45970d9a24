import { loadTokens, tokenActions } from '#lib/server/web/tokens.ts';

export const load = loadTokens;

export const actions = tokenActions;
