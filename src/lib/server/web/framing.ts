/** Which pages another site may show in a frame. */

/** Routes of pages that show nobody's own, whoever is signed in. */
const FRAMED = '/(framed)/';

/**
 * Takes away from an answer what forbids frames, where its route may be framed. All other answers stay as strict as they
 * are.
 *
 * @param route null where there is none
 */
export function allowFrames(route: string | null, headers: Headers): void {
	if (route === null || !route.startsWith(FRAMED)) return;
	const policy = headers.get('content-security-policy');
	if (policy === null) return;
	headers.set(
		'content-security-policy',
		policy.replace(/frame-ancestors [^;]*/, 'frame-ancestors *')
	);
	// Browsers that know the policy pass over it; it cannot say "everyone".
	headers.delete('x-frame-options');
}
