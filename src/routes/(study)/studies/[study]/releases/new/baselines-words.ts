/** Whether the set tells good answers from bad ones, in words. */
import { many, share } from '#lib/components/figures.ts';
import type { CheckState } from '#lib/domain/release-check.ts';
import type { Answerer, Baselines } from '#lib/server/services/releasing/index.ts';
import type { ItemWords } from './check-words.ts';

/** Who answers, as a line of the picture names it. */
export const ANSWERER_WORDS: Record<Answerer, string> = {
	nothing: 'recommend nothing',
	everything: 'recommend everything',
	referrals: 'only referrals and consults',
	reassurance: 'only reassurance',
	'random half': 'a random half',
	rater: 'a rater against the others',
	appropriate: 'every appropriate action'
};

export function baselinesState(found: Baselines | null): CheckState {
	if (found === null) return 'open';
	return found.warnings.length > 0 ? 'look' : 'fine';
}

/** @param computing the address that has it computed */
export function baselinesWords(found: Baselines | null, computing: string): ItemWords {
	if (found === null) {
		return {
			title: 'Does the set tell good answers from bad ones?',
			text: 'What answers reach that need no medicine. It may take a minute to compute in a large study.',
			action: { text: 'Details', href: computing }
		};
	}
	const title = titleOf(found);
	return {
		title,
		text: `${found.headline} of answers that need no medicine (scheme ${found.scheme}).`
	};
}

function titleOf({ warnings }: Baselines): string {
	if (warnings.length === 0) return 'The set tells good answers from bad ones';
	const isBest = ({ kind }: { kind: string }) => kind === 'best is below 1';
	return warnings.every(isBest)
		? 'The best that can be recommended does not reach 1'
		: 'The set lets answers pass that need no medicine';
}

const WHO: Record<string, string> = {
	nothing: 'Recommending nothing',
	everything: 'Recommending everything',
	referrals: 'Recommending referrals only',
	reassurance: 'Recommending reassurance only',
	'random half': 'Recommending a random half',
	appropriate: 'Recommending every appropriate action'
};

/** What to look at, as the beginning of a sentence that the cases end. */
export function warningWords({ baseline, kind, value, cases, of }: Baselines['warnings'][number]) {
	const who = WHO[baseline] ?? baseline;
	const says =
		kind === 'does well'
			? `reaches ${value.toFixed(2)}`
			: kind === 'harms nobody'
				? `harms nobody in ${share(value)} of cases`
				: kind === 'best is below 1'
					? `reaches ${value.toFixed(2)} and not 1`
					: `reaches ${value.toFixed(2)}, more than every appropriate action`;
	if (of === 0) return `${who} ${says}`;
	return `${who} ${says} in ${many(of, 'case')}${of > cases.length ? ', such as' : ':'}`;
}
