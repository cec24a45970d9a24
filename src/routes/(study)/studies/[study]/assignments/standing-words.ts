/** How far an assignment is, in words. */
import { day } from '#lib/components/figures.ts';

type Standing = {
	state: 'assigned' | 'in-progress' | 'submitted' | 'reopened';
	rated: number;
	actions: number;
	released?: { counts: boolean } | null;
	again?: { at: number | null } | null;
};

/** `signed`, `2 of 8 rated`, `taken, 2 of 8 rated, which are left out`. */
export function standingWords(standing: Standing): string {
	const { released, again } = standing;
	if (released) {
		return `taken, ${progressWords(standing)}, ${released.counts ? 'counts' : 'left out'}`;
	}
	return again ? `second time, ${againWords(standing, again)}` : progressWords(standing);
}

function progressWords({ state, rated, actions }: Standing): string {
	if (state === 'submitted') return 'signed';
	if (state === 'reopened') return `reopened, ${rated} of ${actions} rated`;
	return rated === 0 ? 'not begun' : `${rated} of ${actions} rated`;
}

function againWords(standing: Standing, { at }: { at: number | null }): string {
	if (at === null) return 'waits until the first is signed again';
	return standing.state === 'assigned' ? `shown from ${day(at)}` : progressWords(standing);
}
