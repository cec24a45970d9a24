/** Releasing a study: numbered, immutable releases, and exports of its present state. */
export { create } from './creating.ts';
export { exportStudy, exportZip, EXPORT_FORMATS, type ExportFormat } from './exporting.ts';
export { carryOut, createSoon } from './release-errand.ts';
export { described, entry, file, head, type Entry, type Head, type Which } from './fetching.ts';
export { preview, type ReleasePreview } from './preview.ts';
export {
	archive,
	files,
	list,
	show,
	withdraw,
	type Archive,
	type ReleaseSummary
} from './releases.ts';
