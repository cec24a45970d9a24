/** Why a column is taken for what it is. */
import type { Why } from '#lib/server/services/importing/index.ts';

const SURE: Record<Why['sure'], string> = {
	sure: 'Sure',
	likely: 'Likely',
	unsure: 'Not sure: look twice'
};

/** The field of a mapping that a choice of the form stands for. */
function isOf(field: string, means: string): boolean {
	if (means === 'scores') return /^ratings\.\d+\.score$/.test(field);
	return field === asField(means);
}

const asField = (means: string) =>
	means
		.replace(/^rating\./, 'ratings.0.')
		.replace(/^actions\.\*\./, 'actions.0.')
		.replace(/\.points$/, '.reference_score');

/** `Likely: whole numbers from 1 to 9`; null where nothing was guessed, or it was changed since. */
export function whyOf(why: readonly Why[], means: string): string | null {
	const found = means === '' ? undefined : why.find(({ field }) => isOf(field, means));
	return found === undefined ? null : `${SURE[found.sure]}: ${found.why}`;
}
