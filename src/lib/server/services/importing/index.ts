/** Importing: cases of a kit or of tables, and ratings made elsewhere. */
export { assertWhole, read, type Incoming, type Sent } from './incoming.ts';
export { sweep } from './one-at-a-time.ts';
export {
	importCases,
	outcomeOf,
	type ImportOptions,
	type ImportOutcome
} from './importing-cases.ts';
export { importRatings, type RatingsOptions, type RatingsOutcome } from './importing-ratings.ts';
