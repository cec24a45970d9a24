/** What is said once words were saved. */
export function versionWords({ version, isNew }: { version: number; isNew: boolean }): string {
	return isNew
		? `Saved as version ${version}. Raters who have read an earlier one are told what was changed.`
		: 'Nothing was changed.';
}

/** The version that a form of words showed; undefined for a form that says none. */
export function seenVersion({ version }: Record<string, unknown>): number | undefined {
	return typeof version === 'number' ? version : undefined;
}
