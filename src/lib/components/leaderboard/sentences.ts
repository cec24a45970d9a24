/** What pages of a leaderboard say in sentences. */
import { count, many } from '../figures.ts';
import { namesInWords } from './metric-words.ts';
import type { BoardToRead, EntryToRead } from '#lib/domain/leaderboard.ts';
import type { Leader, LeaderboardPage } from '#lib/domain/leaderboard-page.ts';

type Head = Pick<BoardToRead, 'set' | 'scheme' | 'schemeVersion' | 'study' | 'release'>;

/** What the figures are of: `Release 1: 100 cases (20 of them held out), 4,185 actions scored by physicians, ...`. */
export function leadOf({ release, set, scheme, schemeVersion, study }: Head): string {
	const held = set === null || set.heldOut === 0 ? '' : ` (${count(set.heldOut)} of them held out)`;
	const of =
		set === null
			? ''
			: `: ${many(set.cases, 'case')}${held}, ${many(set.actions, 'action')} scored by physicians`;
	const synthetic = study.synthetic ? ' All synthetic.' : '';
	return `Release ${release}${of}, scheme ${scheme}, version ${schemeVersion}.${synthetic}`;
}

/** What a bar is among the others: `best, selected`. */
export function notesOf({ isBest, isSelected, isWorst }: Leader): string {
	const notes = [isBest && 'best', isSelected && 'selected', isWorst && 'worst'];
	return notes.filter(Boolean).join(', ');
}

/** Who cannot be told apart from the best. */
export function tieWords(
	{
		first,
		shown,
		systems,
		groups
	}: Pick<LeaderboardPage, 'first' | 'shown' | 'systems' | 'groups'>,
	{ set, part }: Pick<BoardToRead, 'set' | 'part'>
): string {
	if (first.of === 0) return `Nobody has ${shown.by} here.`;
	const names = namesInWords(first.names, first.of);
	if (systems + groups === 1) return `${names} is the only one here.`;
	if (first.of === 1) {
		return `${names} is ahead of all others: the intervals have nothing in common.`;
	}
	const by = set === null || part !== null ? 'these cases' : many(set.cases, 'case');
	return `${names} cannot be told apart by ${by}: nobody's interval lies wholly above theirs.`;
}

/** Which of those compared cannot be told apart, in one sentence. */
export function pairWords(
	pairs: readonly [EntryToRead, EntryToRead][],
	compared: readonly EntryToRead[],
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
