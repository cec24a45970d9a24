/** What comes in held against what it costs at the least. */
export { measure } from './formats-in.ts';
