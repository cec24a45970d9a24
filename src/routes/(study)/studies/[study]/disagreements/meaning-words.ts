/** Where an action stands, in one line of words: "Harm meets benefit: 3, 6 and 8; nobody moved in round 2". */
import { listed } from '#lib/domain/listed.ts';
import type { Disagreement } from '#lib/server/services/disagreeing/index.ts';

type Standing = Pick<
	Disagreement,
	'why' | 'scores' | 'unable' | 'unsettled' | 'moved' | 'final' | 'spread'
>;

/** @param ratersPerCase scores wanted an action (k) */
export function meaningWords(action: Standing, ratersPerCase: number): string {
	return [standingWords(action, ratersPerCase), unableWords(action), movedWords(action)]
		.filter((words) => words !== null)
		.join('; ');
}

function standingWords(action: Standing, k: number): string {
	const { why, scores, unsettled, spread } = action;
	const given = scores.length === 0 ? '' : `: ${listed(scores)}`;
	switch (why) {
		case 'rulings-apart':
		case 'ruling-waits':
			return `${capital(unsettled ?? '')}; raters gave ${listed(scores)}`;
		case 'harm-benefit':
			return `Harm meets benefit${given}`;
		case 'apart':
			return `Apart by ${spread.range} points${given}`;
		case 'few':
			return `${scores.length} of ${k} scores${given}`;
		case null:
			return settledWords(action, k);
	}
}

function settledWords({ final, scores }: Standing, k: number): string {
	const given = scores.length === 0 ? '' : `: ${listed(scores)}`;
	if (final.basis === 'unresolved') return `${scores.length} of ${k} scores so far${given}`;
	if (final.basis === 'adjudicated') return `Ruled ${final.score} by adjudication${given}`;
	return final.basis === 'unanimous'
		? `Settled: all gave ${final.score}`
		: `Settled at ${final.score} by the rule${given}`;
}

const unableWords = ({ unable }: Standing) => (unable === 0 ? null : `${unable} cannot rate`);

function movedWords({ moved: again }: Standing): string | null {
	if (again === null) return null;
	const { round, raters, moved } = again;
	if (moved === 0) return `nobody moved in round ${round}`;
	return `${moved} of ${raters} moved in round ${round}`;
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
