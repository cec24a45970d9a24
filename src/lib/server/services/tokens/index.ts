/** Tokens: by which programs are let in to one study, in the name of somebody who is in it. */
export { list } from './listing.ts';
export { make, revoke, type Made } from './making.ts';
