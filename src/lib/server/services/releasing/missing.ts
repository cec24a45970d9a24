/** Releases by their numbers, and what is said where there is none, or no such file in it. */
import { Refusal } from '#lib/domain/refusal.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as store from '../../store/releases.ts';
import type { Study } from '../../store/studies.ts';

type Named = Pick<Study, 'id' | 'name'>;

/** @throws Refusal ('missing') where the study has none of this number */
export function* releaseIn(tx: Queries, study: Named, number: number): Steps<store.Release> {
	const release = yield* store.byNumber(tx, { studyId: study.id, number });
	if (release === undefined) throw noRelease(study, number);
	return release;
}

/** @param which its number, or words for one that is none */
export const noRelease = ({ name }: Pick<Named, 'name'>, which: number | 'of this number') =>
	new Refusal('missing', `The study "${name}" has no release ${which}.`);

export const noFile = (number: number, path: string) =>
	new Refusal('missing', `Release ${number} has no file "${path}". Its manifest lists them all.`);
