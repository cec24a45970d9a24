/** How far an errand is, in words. */
import { isOver, type Errand } from '#lib/domain/errand.ts';
import { count } from './figures.ts';

/** One line for whoever looks at it, e.g. "Writing the files, 2 of 5". */
export function progressWords({
	state,
	what,
	done,
	parts,
	stopping
}: Pick<Errand, 'state' | 'what' | 'done' | 'parts' | 'stopping'>): string {
	if (stopping) return 'Stopping. It ends at the next step, and changes nothing.';
	if (state === 'waiting') return 'It begins in a moment.';
	if (state === 'stopped') return 'Stopped. Nothing was changed.';
	if (isOver({ state })) return state === 'done' ? 'Done.' : 'It came to nothing.';
	if (what === '') return 'It has begun.';
	const begun = `${what.charAt(0).toUpperCase()}${what.slice(1)}`;
	return parts === 0 ? begun : `${begun}, ${count(done)} of ${count(parts)}`;
}
