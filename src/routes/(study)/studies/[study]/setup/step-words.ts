/** What the setup list says of each step: what stands, and what is next. */
import { count, day, many } from '#lib/components/figures.ts';
import type { SetupStep, StepState } from '#lib/domain/setup.ts';
import type { Setup } from '#lib/server/services/studies/index.ts';

export const TITLES: Record<SetupStep, string> = {
	cases: 'Cases',
	people: 'People',
	words: 'Guidelines and rules',
	plan: 'Plan',
	open: 'Open'
};

export const STATE_WORDS: Record<StepState, string> = {
	done: 'Done',
	next: 'Next',
	open: 'To do',
	waits: 'Later'
};

/** What a button says, and where it leads under the study's address. */
export type Press = { text: string; path: string };

/** Specialties that are named; the others are counted. */
const NAMED = 4;

/** The sentences of a step. */
export function sentencesOf(step: SetupStep, setup: Setup): string[] {
	return SENTENCES[step](setup);
}

const SENTENCES: Record<SetupStep, (setup: Setup) => string[]> = {
	cases: ({ cases: { ordinary, gold, actions } }) =>
		ordinary + gold === 0
			? [
					'There is no case yet. Import a kit, or a spreadsheet as you have it; or write the cases here.'
				]
			: [
					`${many(ordinary, 'case')} to rate${gold === 0 ? '' : ` and ${count(gold)} for qualification`}, ` +
						`with ${many(actions, 'action')}.`
				],

	people: ({ k, people: { raters, joined, specialties } }) => {
		if (raters === 0) {
			return [`Nobody can rate yet. Every case wants ${many(k, 'rater')}.`];
		}
		const without = specialties.filter(({ suits }) => !suits).map(({ name }) => name);
		const joinedWords =
			joined === raters
				? raters === 1
					? 'who has joined'
					: 'all of whom have joined'
				: `${count(joined)} of whom ${joined === 1 ? 'has' : 'have'} joined`;
		return [
			`${many(raters, 'rater')}, ${joinedWords}. Every case wants ${count(k)}.`,
			...(without.length === 0
				? []
				: [
						`No rater suits the cases of ${listed(without)}. Add somebody, or allow neighbours or generalists in ` +
							'the rules of the plan.'
					])
		];
	},

	words: ({ words: { guidelines, version, readBy, mayRead } }) => {
		const what =
			guidelines === 0
				? 'There are no guidelines: raters see only the words of the scale.'
				: `The guidelines have ${many(guidelines, 'character')}, in version ${count(version)}.`;
		if (readBy.length > 0) return [what, `Read through by ${listed(readBy)}.`];
		return [
			what,
			mayRead
				? 'Read them once as a rater will, with the consensus rule and the band beside them, and say so here.'
				: 'A coordinator of the study reads them through and says so here.'
		];
	},

	plan: ({ plan, open, cases, people }) => {
		if (open.assignments > 0) {
			return [
				`Applied: ${many(open.cases, 'case')} of ${count(cases.ordinary)} ${open.cases === 1 ? 'is' : 'are'} ` +
					`with ${many(open.people, 'rater')}.`
			];
		}
		if (cases.ordinary === 0 || people.raters === 0) {
			return ['A plan needs cases and raters. It says who rates what before anything is given.'];
		}
		return [PLAN_WORDS[plan]];
	},

	open: ({ open }) => {
		if (open.assignments === 0) {
			return [
				'The study opens when its plan is applied: raters then find their cases under My cases, and a mail ' +
					'tells them if you want one.'
			];
		}
		const told =
			open.told === null
				? 'No mail can be sent from here: tell the raters yourself.'
				: open.told === 0
					? 'Nobody was told by mail.'
					: `${many(open.told, 'person was', 'people were')} told by mail.`;
		const due = open.dueAt === null ? 'There is no due date.' : `Due on ${day(open.dueAt)}.`;
		return [
			`Cases are with ${many(open.people, 'rater')}. ${told} ${due}`,
			open.begun ? 'The first rating is in.' : 'Nobody has rated yet.'
		];
	}
};

const PLAN_WORDS: Record<Setup['plan'], string> = {
	none: 'No plan is computed yet. A plan is a preview: nothing is given until you apply it.',
	computing: 'The plan is being computed.',
	ready: 'A plan is computed and waits to be looked at and applied.',
	failed: 'The plan could not be computed, or was stopped. Compute it again.'
};

/** What to press for a step, whether it is next or not. */
export function pressOf(step: SetupStep, setup: Setup): Press {
	const { people, plan, open } = setup;
	switch (step) {
		case 'cases':
			return setup.cases.ordinary === 0
				? { text: 'Import or write cases', path: 'cases' }
				: { text: 'See the cases', path: 'cases' };
		case 'people':
			return people.raters > 0 && people.specialties.every(({ suits }) => suits)
				? { text: 'See the people', path: 'people' }
				: { text: 'Add people', path: 'people/add' };
		case 'words':
			return { text: 'Read and change them', path: 'settings' };
		case 'plan':
			if (open.assignments > 0) return { text: 'See the assignments', path: 'assignments' };
			return plan === 'none' || plan === 'failed'
				? { text: 'Compute a plan', path: 'assignments' }
				: { text: 'Look at the plan', path: 'assignments' };
		case 'open':
			if (open.begun || open.assignments === 0)
				return { text: 'See the coverage', path: 'coverage' };
			if (open.dueAt === null) return { text: 'Set a due date', path: 'settings' };
			return open.told === null
				? { text: 'See the coverage', path: 'coverage' }
				: { text: 'Write to the raters', path: 'remind' };
	}
}

function listed(names: readonly string[]): string {
	const shown = names.slice(0, NAMED);
	if (names.length > NAMED) return `${shown.join(', ')} and ${count(names.length - NAMED)} more`;
	const last = shown.pop()!;
	return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}
