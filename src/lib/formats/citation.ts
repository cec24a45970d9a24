/** How a release is cited. */
import type { Outline } from '#lib/domain/release.ts';

type Cited = Pick<Outline, 'study' | 'number' | 'created'>;

/** In one line: who, when, what, which. */
export function citation({ study, number, created }: Cited): string {
	const name = study.name.replace(/\s+/g, ' ');
	return `${name} (${created.slice(0, 4)}). Release ${number} of the study "${study.slug}", made with Primum.`;
}

/** The same as an entry of BibTeX; characters that mean something to TeX are left out of names. */
export function bibtex({ study, number, created }: Cited): string {
	const name = study.name.replace(/[\\{}$%&#_^~]/g, ' ').replace(/\s+/g, ' ');
	return [
		`@misc{${study.slug}-release-${number},`,
		`  title = {{${name.trim()}}},`,
		`  year = {${created.slice(0, 4)}},`,
		`  version = {${number}},`,
		`  note = {Release ${number} of the study ${study.slug}, made with Primum}`,
		'}'
	].join('\n');
}
