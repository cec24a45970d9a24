/** Whose work says something about a release: who has not signed, and who is gone. */
import { progressOf } from '../../panel/index.ts';
import type { NamedMember } from '../../store/members.ts';
import { openSheets, type CheckedCase } from './check-case.ts';
import type { Facts } from './check-facts.ts';

/** Somebody with sheets of the last round that counts which are not signed, and the answers given in them. */
export type Unsigned = { memberId: number; name: string; sheets: number; answers: number };

/** A rater who left, or cannot sign in: how many ratings count, and of how many cases they were left out. */
export type Gone = {
	memberId: number;
	name: string;
	why: 'left' | 'disabled';
	ratings: number;
	leftOut: number;
};

/** Those with the most answers first. */
export function unsignedIn(
	checked: readonly CheckedCase[],
	{ people, rounds }: Pick<Facts, 'people' | 'rounds'>,
	throughRound: number | null
): Unsigned[] {
	const last = throughRound ?? rounds.at(-1)!.number;
	const found = new Map<number, Unsigned>();
	const nameOf = new Map(people.map(({ id, name }) => [id, name]));
	for (const { item } of checked) {
		for (const sheet of openSheets(item, throughRound)) {
			if (sheet.round.number !== last) continue;
			const { memberId } = sheet;
			const name = nameOf.get(memberId) ?? '';
			const one = found.get(memberId) ?? { memberId, name, sheets: 0, answers: 0 };
			one.sheets += 1;
			one.answers += progressOf(item, sheet).rated;
			found.set(memberId, one);
		}
	}
	return [...found.values()].sort(
		(a, b) => b.answers - a.answers || b.sheets - a.sheets || a.memberId - b.memberId
	);
}

/** In the order they joined. */
export function goneFrom(
	checked: readonly CheckedCase[],
	{ people, leftOut }: Pick<Facts, 'people' | 'leftOut'>
): Gone[] {
	const cases = new Set(checked.map(({ item }) => item.id));
	return people.filter(isGone).flatMap((member): Gone[] => {
		const { id: memberId, name } = member;
		const ratings = checked.reduce((sum, { raters }) => sum + (raters.get(memberId)?.said ?? 0), 0);
		const out = leftOut.filter((one) => one.memberId === memberId && cases.has(one.caseId)).length;
		if (ratings + out === 0) return [];
		const why = member.leftAt === null ? 'disabled' : 'left';
		return [{ memberId, name, why, ratings, leftOut: out }];
	});
}

/** Somebody whose ratings were imported never signs in, and is not gone for that. */
const isGone = ({ role, leftAt, disabledAt }: NamedMember) =>
	role === 'rater' && (leftAt !== null || disabledAt !== null);
