/** What a page may cost. */
import type { Figure } from '../figure.ts';

const STUDY = '/studies/[study]';

/** Pages of figures over a whole study: what they may take is set for the sizes of real studies. */
const FIGURES = ['coverage', 'agreement', 'disagreements', 'what-if', 'releases']
	.concat('assignments', 'releases/new')
	.map((name) => `${STUDY}/${name}`);

/** Pages of things: what they take must not grow with the study. */
const THINGS = ['/accounts', '/cases', '/cases/[assignment]', '/studies'].concat(
	[
		'assignments',
		'cases',
		'cases/[case]',
		'cases/[case]/actions/[number]',
		'cases/[case]/edit',
		'cases/new',
		'coverage',
		'disagreements',
		'people'
	].map((name) => `${STUDY}/${name}`)
);

/** Milliseconds of the server for a page at a scale of the seed; undefined where nothing is set. */
export function mostMs(path: string, scale: number): number | undefined {
	if (scale <= 10) return FIGURES.includes(path) ? 100 : undefined;
	if (scale <= 100) return FIGURES.includes(path) ? 200 : undefined;
	return THINGS.includes(path) ? 300 : undefined;
}

export const MOST_PAGE_KIB = 200;
export const MOST_IDLE_MIB = 180;
export const MOST_MIB = 300;
export const MOST_BLOCKED_MS = 20;

/** A figure that must not be over its budget. */
export function within(what: string, value: number, unit: string, most: number): Figure {
	return { what, value, unit, target: { most }, binding: true };
}
