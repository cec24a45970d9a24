/** What raters read of qualification. */
import type { Grade } from '#lib/domain/qualification.ts';

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
