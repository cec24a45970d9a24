/** Systems that know nothing of medicine: what a set lets them pass with says what it measures. */
import { seeded } from '#lib/agreement/random.ts';
import { NOT_DONE, WHOLLY, type Judged } from './record.ts';
import type { Action, AnnotationSet, Layout } from './rubric.ts';
import { isAppropriate } from './scale.ts';

export const BASELINES = [
	'nothing',
	'everything',
	'referrals',
	'reassurance',
	'random half',
	'appropriate'
] as const;
export type Baseline = (typeof BASELINES)[number];

/** The same half in every run. */
const SEED = 5;

/** Whether an action sends the patient to somebody else: a consult of the rubric, or one by its words. */
export function isReferral(action: Action, { rubric }: Layout): boolean {
	return (
		rubric.consults.includes(action.number) || /\b(refer|referral|consult)\b/i.test(action.text)
	);
}

/** Whether an action is to say that all is well, by its words. */
export function isReassurance({ text }: Action): boolean {
	return /\breassur/i.test(text);
}

/** One record an item, each action done wholly or not at all; `appropriate` is every action of at least 7. */
export function recordsOf(set: AnnotationSet, baseline: Baseline): Judged[] {
	const random = seeded(SEED);
	const picks: Record<Baseline, (action: Action, layout: Layout) => boolean> = {
		nothing: () => false,
		everything: () => true,
		referrals: isReferral,
		reassurance: isReassurance,
		'random half': () => random() < 0.5,
		appropriate: ({ score }) => isAppropriate(score)
	};
	return [...set.ofItem].map(([id, layout]) => ({
		...{ id, trial: 1, judge: null, answer: null, length: null },
		done: Uint8Array.from(layout.rubric.actions, (action) =>
			picks[baseline](action, layout) ? WHOLLY : NOT_DONE
		)
	}));
}
