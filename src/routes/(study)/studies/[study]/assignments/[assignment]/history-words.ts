/** A line of the history of an assignment, in words. */
import type { TrailEvent } from '#lib/domain/trail.ts';

/**
 * @param rater whose assignment it is
 * @param counts of a release: whether the ratings count
 */
export function historyWords(
	what: TrailEvent['what'],
	rater: string,
	counts: boolean | null
): string {
	switch (what) {
		case 'assignment.made':
			return `Given to ${rater}`;
		case 'assignment.removed':
			return `Taken from ${rater}, with nothing begun`;
		case 'assignment.released':
			return `Taken from ${rater}; the ratings ${counts === true ? 'count' : 'are left out'}`;
		case 'assignment.returned':
			return `Given back to ${rater}`;
		case 'assignment.submitted':
			return 'Signed';
		case 'assignment.reopened':
			return 'Opened again; the signature is void';
		case 'assignment.commented':
			return 'The comment on the case as a whole was changed';
		case 'ratings.viewed':
			return 'The ratings were looked at';
		default:
			return what;
	}
}
