/** Who has answered what of a case in the present round: counted once, until the case changes. */
import { asked, type PanelAssignment, type PanelCase, type StudyPanel } from '../../panel/index.ts';

export type Tally = {
	/** For each action that the round asks, how many have answered it. */
	answers: readonly number[];
	/** The assignments of the round with how many of its actions are answered, in the order they were made. */
	assignments: readonly { assignment: PanelAssignment; rated: number }[];
};

const kept = new WeakMap<PanelCase, { stamp: number; round: number; tally: Tally }>();

export function tallyOf(item: PanelCase, { present }: StudyPanel): Tally {
	const known = kept.get(item);
	if (known?.stamp === item.stamp && known.round === present.id) return known.tally;
	const assignments = item.assignments
		.filter(({ round }) => round === present)
		.map((assignment) => ({ assignment, rated: 0 }));
	const answers: number[] = [];
	item.actions.forEach((action, at) => {
		if (!asked(present, action)) return;
		const given = assignments.filter(({ assignment }) => assignment.answers[at] !== 0);
		for (const one of given) one.rated += 1;
		answers.push(given.length);
	});
	const tally = { answers, assignments };
	kept.set(item, { stamp: item.stamp, round: present.id, tally });
	return tally;
}

/** Ratings that count toward k, at most k an action, and those above that. */
export function againstWanted(
	{ answers }: Pick<Tally, 'answers'>,
	k: number
): { done: number; surplus: number } {
	let done = 0;
	let all = 0;
	for (const given of answers) {
		done += Math.min(k, given);
		all += given;
	}
	return { done, surplus: all - done };
}
