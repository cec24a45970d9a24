/** What raters read of qualification. */
import type { AssignmentState } from '#lib/domain/assignment.ts';
import type { Grade, Standing } from '#lib/domain/qualification.ts';

/** `31 of 35 answers agree with the study's key`. */
export function gradeWords({ agreed, of }: Grade): string {
	return `${agreed} of ${of} answers ${agreed === 1 ? 'agrees' : 'agree'} with the study's key`;
}

/** `You have 2 tries.`, or `You have one more try.` once one was used. */
export function triesWords(left: number, used: number): string {
	if (used === 0) return left === 1 ? 'You have one try.' : `You have ${left} tries.`;
	return left === 1 ? 'You have one more try.' : `You have ${left} more tries.`;
}

/** What agreeing with the key means: `equal the study's key`, `lie within 2 points of the study's key`. */
export function bandWords(band: number): string {
	if (band === 0) return "equal the study's key";
	return `lie within ${band === 1 ? '1 point' : `${band} points`} of the study's key`;
}

const WAIT = 'Signed. The result comes once the last qualification case is submitted.';

/**
 * What a qualification case says above its actions: what it is for, or what came of it.
 *
 * @param passMark in per cent; null where the study requires no qualification any more
 * @param key whether the study's key stands beside the answers
 */
export function noticeWords(
	{ standing, passMark, key }: { standing: Standing; passMark: number | null; key: object | null },
	state: AssignmentState
): string {
	const open = `The cases of the study are open.${key === null ? '' : " Below, the study's key stands beside each of your answers."}`;
	switch (standing.kind) {
		case 'passed':
			return `Qualified: ${gradeWords(standing)}. ${open}`;
		case 'accepted':
			return `Qualified: the coordinator has accepted you for this study. ${open}`;
		case 'not-passed': {
			const { triesLeft, triesUsed } = standing;
			const result = `${gradeWords(standing)}, and ${passMark}% must.`;
			if (triesLeft === 0) {
				return `Not passed: ${result} There is no try left. The coordinator has been told and can accept you or allow another try.`;
			}
			if (state === 'submitted') return WAIT;
			return `Not passed yet: ${result} The qualification cases are open again with your answers as you left them: think them over and sign again. ${triesWords(triesLeft, triesUsed)}`;
		}
		case 'to-take':
			if (state === 'submitted') return WAIT;
			return `This is a qualification case: your answers are compared with a key, and ${passMark}% must agree. Afterwards you see how many did. ${triesWords(standing.triesLeft, 0)}`;
		case 'not-required':
			return 'This is a qualification case. The study does not require one any more; it counts for nothing.';
	}
}
