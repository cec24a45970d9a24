/** Importing: cases of a kit or of tables, and ratings made elsewhere; and the way in which much is brought in. */
export { assertWhole, read, type Incoming, type Sent } from './incoming.ts';
export {
	guessAs,
	look,
	preview,
	type Fitting,
	type Guess,
	type LookedUpload,
	type Shown,
	type Why,
	type Wish
} from './looking.ts';
export {
	mappings,
	removeMapping,
	renameMapping,
	saveMapping,
	type KeptMapping
} from './mappings.ts';
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
export {
	carryOutCases,
	carryOutRatings,
	importSoon,
	underWay,
	type ImportAsked,
	type ImportKind
} from './import-errands.ts';
export {
	dropOldUploads,
	dropUpload,
	findUpload,
	keepFiles,
	keepUpload,
	type Uploaded,
	type UploadHead
} from './uploading.ts';
export {
	importCases,
	outcomeOf,
	type ImportOptions,
	type ImportOutcome
} from './importing-cases.ts';
export { importRatings, type RatingsOptions, type RatingsOutcome } from './importing-ratings.ts';
