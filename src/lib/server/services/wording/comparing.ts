/** What was changed between two versions of a study's words. Long texts are compared by lines, then by words. */
import { diffLines } from 'diff';
import { compareWords, type Compared, type Hunk, type Piece } from '#lib/domain/comparison.ts';
import { differing, pointIn } from '#lib/domain/study-words.ts';
import type { StudyWords } from '../../store/study-words.ts';

export type Words = Pick<StudyWords, 'guidelines' | 'scaleWords'>;

/** Before the first version there were no words but Primum's. */
export const NOTHING: Words = { guidelines: '', scaleWords: null };

/** The two things that have versions together. */
export type Part = 'guidelines' | 'scale';

export function partsThatDiffer(before: Words, after: Words): Part[] {
	const parts: Part[] = [];
	if (before.guidelines !== after.guidelines) parts.push('guidelines');
	if (differing(before.scaleWords, after.scaleWords).length > 0) parts.push('scale');
	return parts;
}

/** Lines that are kept of what is the same before and after a change. */
const AROUND = 1;

/**
 * What was changed from one version to another.
 *
 * @param mostEdits lines, or words of a passage, that are told apart: where more were changed they count as
 *   replaced whole. The time that comparing takes grows with it.
 */
export function compare(before: Words, after: Words, mostEdits = 2_000): Compared {
	return {
		guidelines: hunks(before.guidelines, after.guidelines, mostEdits),
		scale: differing(before.scaleWords, after.scaleWords).map((score) => ({
			score,
			before: pointIn(before.scaleWords, score),
			after: pointIn(after.scaleWords, score)
		}))
	};
}

function hunks(before: string, after: string, maxEditLength: number): Hunk[] {
	if (before === after) return [];
	const parts = diffLines(before, after, { maxEditLength }) ?? [
		{ removed: true, added: false, value: before },
		{ removed: false, added: true, value: after }
	];
	const made: Hunk[] = [];
	let open: Piece[] | null = null;
	for (let at = 0; at < parts.length; at += 1) {
		const { value, added, removed } = parts[at]!;
		if (!added && !removed) {
			const lines = value.split(/(?<=\n)/);
			// What is the same belongs to the change above and to the one below, or lies between the two.
			if (open !== null) {
				open.push({ kind: 'same', text: lines.slice(0, AROUND).join('') });
				open = null;
			}
			if (at < parts.length - 1) {
				open = [{ kind: 'same', text: lines.slice(-AROUND).join('') }];
				made.push(open);
			}
			continue;
		}
		if (open === null) made.push((open = []));
		const next = parts[at + 1];
		if (removed && next?.added) {
			open.push(...compareWords(value, next.value, maxEditLength));
			at += 1;
		} else {
			open.push({ kind: added ? 'added' : 'removed', text: value });
		}
	}
	return made.map(withoutBlankEnds);
}

/** A line without words says nothing of where a change stands. */
function withoutBlankEnds(hunk: Hunk): Hunk {
	return hunk.filter(
		({ kind, text }, at) =>
			kind !== 'same' || text.trim() !== '' || (at > 0 && at < hunk.length - 1)
	);
}
