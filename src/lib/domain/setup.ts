/** The way from a new study to its first rating, in steps: what stands, and what comes next. */

/** In the order in which they are mostly taken; any other order will do where nothing forbids it. */
export const SETUP_STEPS = ['cases', 'people', 'words', 'plan', 'open'] as const;
export type SetupStep = (typeof SETUP_STEPS)[number];

export type SetupFacts = {
	cases: number;
	/** Raters who can be given cases, and the specialties of cases that none of them suits. */
	raters: number;
	unsuited: number;
	/** Whether guidelines and rules, as they are now, were read through by somebody who runs the study. */
	read: boolean;
	/** Whether whoever looks can say so. */
	reads: boolean;
	/** Whether cases are with raters, and whether one of them has rated something. */
	given: boolean;
	begun: boolean;
};

/** `waits`: another step has to be taken first. */
export type StepState = 'done' | 'next' | 'open' | 'waits';

/** How each step stands; one of them at most is next. */
export function stepsOf(facts: SetupFacts): Record<SetupStep, StepState> {
	const done: Record<SetupStep, boolean> = {
		cases: facts.cases > 0,
		people: facts.raters > 0 && facts.unsuited === 0,
		words: facts.read,
		plan: facts.given,
		open: facts.given && facts.begun
	};
	const waits: Record<SetupStep, boolean> = {
		...{ cases: false, people: false, words: false },
		plan: facts.cases === 0 || facts.raters === 0,
		open: !facts.given
	};
	const next = SETUP_STEPS.find(
		(step) => !done[step] && !waits[step] && (step !== 'words' || facts.reads)
	);
	const stateOf = (step: SetupStep): StepState => {
		if (done[step]) return 'done';
		if (step === next) return 'next';
		return waits[step] ? 'waits' : 'open';
	};
	return Object.fromEntries(SETUP_STEPS.map((step) => [step, stateOf(step)])) as Record<
		SetupStep,
		StepState
	>;
}
