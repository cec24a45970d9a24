/** What pages of a leaderboard say in sentences. */
import { count, many } from '../figures.ts';
import { namesInWords, partialWords } from './metric-words.ts';
import { specialtyName } from '#lib/domain/case.ts';
import type { BoardToRead, EntrySeen, Part } from '#lib/domain/leaderboard.ts';
import type { Leader, LeaderboardPage, LeaderCard } from '#lib/domain/leaderboard-page.ts';
import type { LeaderboardView } from '#lib/domain/leaderboard-view.ts';

type Head = Pick<BoardToRead, 'set' | 'scheme' | 'schemeVersion' | 'study' | 'release' | 'part'>;

/** Of which part of the set figures are: `cases of Cardiology only`; '' for the whole. */
function partWords(part: Part | null): string {
	if (part === null) return '';
	return 'specialty' in part
		? `cases of ${specialtyName(part.specialty)} only`
		: `actions of the category ${part.category} only`;
}

/** What a table or a chart is of, after its name: `release 1, mast-2026-07, cases of Cardiology only`. */
export function placeWords({
	release,
	scheme,
	part
}: Pick<BoardToRead, 'release' | 'scheme' | 'part'>): string {
	return [`release ${release}`, scheme, partWords(part)].filter(Boolean).join(', ');
}

/** That a release was withdrawn, and why; '' where it stands. */
export function withdrawnWords({
	release,
	withdrawn
}: Pick<BoardToRead, 'release' | 'withdrawn'>): string {
	return withdrawn === null ? '' : `Release ${release} was withdrawn: ${withdrawn}`;
}

/**
 * What the figures are of: `Release 1: 100 cases (20 of them held out), 4,185 scored actions, ...`, and
 * of which part.
 */
export function leadOf({ release, set, scheme, schemeVersion, study, part }: Head): string {
	const held = set === null || set.heldOut === 0 ? '' : ` (${count(set.heldOut)} of them held out)`;
	const of =
		set === null
			? ''
			: `: ${many(set.cases, 'case')}${held}, ${many(set.actions, 'scored action')}`;
	const words = partWords(part);
	const only = words === '' ? '' : ` ${words[0]!.toUpperCase()}${words.slice(1)}.`;
	const synthetic = study.synthetic ? ' All synthetic.' : '';
	return `Release ${release}${of}, scheme ${scheme}, version ${schemeVersion}.${only}${synthetic}`;
}

/** What a bar is among the others: `best, with 4 more, selected`. */
export function notesOf(
	{ entry, isBest, isSelected, isWorst }: Leader,
	{ asGood }: Pick<LeaderCard, 'asGood'>
): string {
	const best = asGood === 0 ? 'best' : `best, with ${count(asGood)} more`;
	const notes = [isBest && best, isSelected && 'selected', isWorst && 'worst', partialWords(entry)];
	return notes.filter(Boolean).join(', ');
}

/** Which of a list are shown: those that were sought, and one page of them; '' for all. */
export function listWords(
	{ list }: Pick<LeaderboardPage, 'list'>,
	{ find }: Pick<LeaderboardView, 'find'>
): string {
	const sought = find === '' ? '' : `Only those with “${find}” in the name or the team.`;
	const page = list.pages === 1 ? '' : `Page ${list.page} of ${list.pages}.`;
	return [sought, page].filter(Boolean).join(' ');
}

/** Who cannot be told apart from the best. */
export function tieWords(
	{
		first,
		shown,
		systems,
		groups,
		ranked,
		unranked
	}: Pick<LeaderboardPage, 'first' | 'shown' | 'systems' | 'groups' | 'ranked' | 'unranked'>,
	{ set, part }: Pick<BoardToRead, 'set' | 'part'>
): string {
	if (first.of === 0) {
		return unranked.of === 0
			? `Nobody has ${shown.by} here.`
			: `Nobody is ranked by ${shown.by} here.`;
	}
	const names = namesInWords(first.names, first.of);
	if (systems + groups === 1) return `${names} is the only one here.`;
	if (ranked === 1) return `${names} is the only one that is ranked here.`;
	if (first.of === 1) {
		return `${names} is ahead of all others${ranked < systems + groups ? ' that are ranked' : ''}: the intervals have nothing in common.`;
	}
	const by = set === null || part !== null ? 'these cases' : many(set.cases, 'case');
	return `${names} cannot be told apart by ${by}: nobody's interval lies wholly above theirs.`;
}

/** Who has no place because they answered only a part of the set; '' for nobody. */
export function unrankedWords({ unranked }: Pick<LeaderboardPage, 'unranked'>): string {
	if (unranked.of === 0) return '';
	const names = namesInWords(unranked.names, unranked.of);
	const rank = unranked.of === 1 ? 'has no rank' : 'have no rank';
	return `${names} answered only a part of the set, and ${rank}.`;
}

/** Which of those compared cannot be told apart, in one sentence. */
export function pairWords(
	pairs: readonly [EntrySeen, EntrySeen][],
	compared: readonly EntrySeen[],
	metric: string
): string {
	if (compared.length < 2) return '';
	if (pairs.length === 0) {
		return `By ${metric} all of these can be told apart: no two intervals overlap.`;
	}
	if (pairs.length === (compared.length * (compared.length - 1)) / 2) {
		return `By ${metric} none of these can be told apart: all intervals overlap.`;
	}
	const said = pairs.map(([one, other]) => `${one.name} and ${other.name}`);
	return `By ${metric} these cannot be told apart, because their intervals overlap: ${said.join('; ')}.`;
}
