/** Releasing a study: numbered, immutable releases, and exports of its present state. */
export { create } from './creating.ts';
export { exportStudy, exportZip, EXPORT_FORMATS, type ExportFormat } from './exporting.ts';
export { carryOut, createSoon } from './release-errand.ts';
export { preview, type ReleasePreview } from './preview.ts';
export { archive, file, files, type Archive, type Opened } from './archives.ts';
export { list, show, withdraw, type ReleaseSummary } from './releases.ts';
