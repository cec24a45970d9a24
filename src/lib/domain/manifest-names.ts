/** The two files of a release that its manifest cannot list, by name. */

export const MANIFEST = 'manifest.json';

/** Beside the manifest, because it cannot hold its own hash; as `sha256sum` writes and checks it. */
export const MANIFEST_HASH = 'manifest.sha256';
