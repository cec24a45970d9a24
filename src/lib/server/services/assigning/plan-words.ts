/** What stays short in a plan, and what would mend it, in sentences. */
import { specialtyName } from '#lib/domain/case.ts';
import type { Shortage, Way } from '#lib/domain/plan-short.ts';

/** What stays short in a specialty. */
export type ShortWords = {
	specialty: string;
	/** "Hematology needs 6 more rater-cases; 2 raters have it." */
	needs: string;
	/** Why nobody of them can be given more; '' where there is nothing to say. */
	why: string;
	ways: {
		kind: Way['kind'];
		text: string;
		fills: number;
		memberId: number | null;
		to: number | null;
	}[];
};

/** Raters of a specialty who are named one by one. */
const NAMED = 3;

/** @param nameOf of a member by the id */
export function inWords(short: Shortage, nameOf: (id: number) => string): ShortWords {
	const name = specialtyName(short.specialty);
	const { missing, own } = short;
	const more = `${missing.toLocaleString('en')} more rater-${missing === 1 ? 'case' : 'cases'}`;
	const who =
		own.length === 0
			? 'no rater has'
			: own.length === 1
				? '1 rater has'
				: `${own.length} raters have`;
	return {
		specialty: name,
		needs: `${name} needs ${more}; ${who} it.`,
		why: reasons(short, nameOf),
		ways: short.ways.map((way) => ({
			kind: way.kind,
			text: wayWords(way, nameOf),
			fills: way.fills,
			memberId: way.kind === 'cap' ? way.raterId : null,
			to: way.kind === 'invite' ? null : way.to
		}))
	};
}

function reasons({ own, generalistsFull }: Shortage, nameOf: (id: number) => string): string {
	const parts = own
		.slice(0, NAMED)
		.map(({ raterId, because }) =>
			because === 'cap'
				? `${nameOf(raterId)} has as many cases as the cap allows`
				: `${nameOf(raterId)} has all that can be given`
		);
	if (own.length > NAMED) parts.push(`${own.length - NAMED} others are as full`);
	if (generalistsFull) parts.push('the short cases have as many generalists as the rules allow');
	if (parts.length === 0) return '';
	const last = parts.pop()!;
	const sentence = parts.length === 0 ? last : `${parts.join(', ')}, and ${last}`;
	return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

function wayWords(way: Way, nameOf: (id: number) => string): string {
	switch (way.kind) {
		case 'cap':
			return `Raise the cap of ${nameOf(way.raterId)} from ${way.from} to ${way.to}`;
		case 'generalists':
			return way.to === 1
				? 'Allow a generalist in a case'
				: `Allow ${way.to} generalists in a case`;
		case 'invite':
			return `Invite a rater of ${specialtyName(way.specialty)}`;
	}
}
