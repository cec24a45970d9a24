import { nothingHere } from '#lib/server/web/api/serve.ts';

/** Programs are told in their own way that there is nothing here. */
export const fallback = nothingHere;
