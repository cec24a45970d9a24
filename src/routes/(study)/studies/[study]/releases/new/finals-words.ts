/** How final scores came about, and why some are missing, in words and in the colours of their parts. */
import { count, many, share } from '#lib/components/figures.ts';
import { OPEN_WHYS, type OpenWhy } from '#lib/domain/release-check.ts';
import type { ReleaseCheck } from '#lib/server/services/releasing/index.ts';

type Finals = ReleaseCheck['items']['finals'];

/** One part of a bar: how many, in which colour of the page, and where it leads. */
export type BarPart = {
	key: string;
	text: string;
	of: number;
	fill: string;
	ink: string;
	href?: string;
};

const ofScale = (score: number) => ({ fill: `var(--s${score})`, ink: `var(--on-s${score})` });
const GREY = { fill: 'var(--edge)', ink: 'var(--panel)' };

/** What actions come to, those that are taken out among them; the unresolved ones last. */
export function basisParts({ bases, excluded }: Finals): BarPart[] {
	return [
		{ key: 'unanimous', text: 'unanimous', of: bases.unanimous, ...ofScale(9) },
		{ key: 'rule', text: 'by the rule', of: bases.rule, ...ofScale(7) },
		{ key: 'adjudicated', text: 'adjudicated', of: bases.adjudicated, ...ofScale(8) },
		{ key: 'excluded', text: 'excluded with a reason', of: excluded, ...GREY },
		{ key: 'unresolved', text: 'unresolved', of: bases.unresolved, ...ofScale(1) }
	];
}

/** `list`: where those are listed one by one, and settled. */
const WHYS: Record<OpenWhy, { text: string; score: number; list: string }> = {
	'rulings-apart': {
		text: 'adjudicators apart',
		score: 1,
		list: 'disagreements?show=rulings-apart'
	},
	'harm-benefit': {
		text: 'harm meets benefit, not ruled',
		score: 1,
		list: 'disagreements?show=harm-benefit'
	},
	apart: { text: 'raters apart, not ruled', score: 2, list: 'disagreements?show=apart' },
	'ruling-waits': {
		text: 'another ruling wanted',
		score: 3,
		list: 'disagreements?show=ruling-waits'
	},
	reworded: { text: 'reworded, answers awaited', score: 4, list: 'coverage?state=reopened' },
	unsigned: { text: 'awaited: sheets not signed', score: 5, list: 'coverage' },
	few: { text: 'too few scores', score: 3, list: 'disagreements?show=few' }
};

/** Why actions are unresolved; those of which there are none are left out. */
export function openParts({ open }: Finals, specialty: string | null): BarPart[] {
	return OPEN_WHYS.filter((why) => open[why] > 0).map((why) => {
		const { text, score, list } = WHYS[why];
		return { key: why, text, of: open[why], ...ofScale(score), href: within(list, specialty) };
	});
}

/** Of those without a final score, what can be settled on the page of disagreements now. */
export function settled({ open }: Finals): number {
	return OPEN_WHYS.filter((why) => WHYS[why].list.startsWith('disagreements')).reduce(
		(sum, why) => sum + open[why],
		0
	);
}

/** The list of the unresolved ones, as far as it is narrowed to a specialty. */
export const unresolvedIn = (specialty: string | null) =>
	within('disagreements?show=unresolved', specialty);

function within(list: string, specialty: string | null): string {
	if (specialty === null) return `../${list}`;
	const joined = list.includes('?') ? '&' : '?';
	return `../${list}${joined}${new URLSearchParams({ specialty })}`;
}

/** The sentence that leads the check list. */
export function finalsTitle({ bases }: Finals, actions: number): { title: string; aside: string } {
	const { unresolved } = bases;
	if (actions === 0) return { title: 'Nothing is chosen', aside: '' };
	if (unresolved === 0) return { title: `${firstAll(actions)} a final score`, aside: '' };
	return {
		title: `${count(unresolved)} of ${many(actions, 'action')} ${unresolved === 1 ? 'has' : 'have'} no final score`,
		aside: `(${share(unresolved / actions)})`
	};
}

const firstAll = (actions: number) =>
	actions === 1 ? 'The action has' : `All ${count(actions)} actions have`;
