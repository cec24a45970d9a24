import { day } from '#lib/components/figures.ts';
import { percentOf, type Standing } from '#lib/domain/qualification.ts';

/** Where a rater stands, for the coordinator: `passed on 3 Nov 2026: 31 of 35, 88%`. */
export function standingWords(standing: Standing): string {
	switch (standing.kind) {
		case 'not-required':
			return 'not required';
		case 'to-take':
			return 'to be taken';
		case 'passed': {
			const { at, agreed, of } = standing;
			return `passed on ${day(at)}: ${agreed} of ${of}, ${percentOf(standing)}%`;
		}
		case 'not-passed': {
			const { triesUsed, triesLeft, agreed, of } = standing;
			return `not passed, ${triesUsed} of ${triesUsed + triesLeft} tries used: ${agreed} of ${of}, ${percentOf(standing)}%`;
		}
		case 'accepted':
			return `accepted by a coordinator on ${day(standing.at)}`;
	}
}
