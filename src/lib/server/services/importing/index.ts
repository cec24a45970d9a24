/** Importing: cases of a kit or of tables, and ratings made elsewhere; and the way in which much is brought in. */
export { assertWhole, read, type Incoming, type Sent } from './incoming.ts';
export {
	assertNothingUnderWay,
	beginIn,
	discard,
	goOn,
	oneAtATime,
	sweep,
	type UnderWay
} from './one-at-a-time.ts';
export { slices } from './slices.ts';
export { carryOutCases, carryOutRatings, importSoon, type ImportAsked } from './import-errands.ts';
export { dropUpload, keepUpload, uploaded, type Uploaded } from './uploading.ts';
export {
	importCases,
	outcomeOf,
	type ImportOptions,
	type ImportOutcome
} from './importing-cases.ts';
export { importRatings, type RatingsOptions, type RatingsOutcome } from './importing-ratings.ts';
