/** Licences that a release can be under: those by which data is commonly shared, by the names that the hub has for them. */
export const LICENSE_IDS = [
	'cc0-1.0',
	'cc-by-4.0',
	'cc-by-sa-4.0',
	'cc-by-nc-4.0',
	'cc-by-nc-sa-4.0',
	'cc-by-nd-4.0',
	'cc-by-nc-nd-4.0'
] as const;
export type LicenseId = (typeof LICENSE_IDS)[number];

/** The licence as SPDX names it: `CC-BY-4.0`. */
export function spdxOf(id: LicenseId): string {
	return id.toUpperCase();
}

/** Where SPDX keeps its text. */
export function licenseUrl(id: LicenseId): string {
	return `https://spdx.org/licenses/${spdxOf(id)}.html`;
}
