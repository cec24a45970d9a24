/** Releasing a study: numbered, immutable releases, and exports of its present state. */
export { ANSWERERS, baselines, type Answerer, type Baselines } from './baselines.ts';
export { card } from './check-card.ts';
export { check, ruleOf, seenNow, type ReleaseCheck } from './check.ts';
export { create } from './creating.ts';
export { exportStudy, exportZip, EXPORT_FORMATS, type ExportFormat } from './exporting.ts';
export { askToMake, makeSoon, type Press } from './pressing.ts';
export { carryOut, createSoon } from './release-errand.ts';
export {
	compare,
	compareWhole,
	SHOWN,
	type ComparedReleases,
	type ComparisonPage,
	type ReleaseComparison,
	type Shown
} from './comparing.ts';
export { changesFile } from './changes-file.ts';
export type { HeadlineFigure } from '#lib/formats/agreement-headline.ts';
export { look, type ReleaseLook } from './looking.ts';
export { archive, file, files, type Archive, type Opened } from './archives.ts';
export { described, entry, head, type Entry, type Head, type Which } from './fetching.ts';
export { list, show, withdraw, type ReleaseSummary } from './releases.ts';
