/** A line of the history of a case, in words. */
import type { CaseHistoryLine } from '#lib/server/services/cases/index.ts';

const KINDS: Record<string, string> = {
	mended: 'was mended: no meaning changed',
	reworded: 'was reworded, to be rated again',
	changed: 'was changed before anybody rated it',
	withdrawn: 'was withdrawn',
	restored: 'was brought back',
	deleted: 'was deleted',
	'called-back': 'was called back'
};

const SENT_TO: Record<string, string> = {
	round: 'was sent to the next round',
	adjudication: 'was sent to adjudication'
};

const numberIn = (of: Record<string, unknown>) =>
	typeof of.number === 'number' ? of.number : null;

/** What befell which part of the case. */
export function historyWords({ what, old, new: now }: CaseHistoryLine): string {
	const [of, kind] = what.split('.');
	const number = numberIn(now) ?? numberIn(old);
	if (what === 'action.ruled') return ruledWords(old, now);
	const subject = of === 'action' && number !== null ? `Action ${number}` : 'The case';
	const words = kind === 'referred' ? SENT_TO[String(now.to)] : KINDS[kind!];
	return `${subject} ${words ?? kind}`;
}

/** The texts of a line, each as it was and as it is since; an empty one stands for none. */
export function changesIn({
	what,
	old,
	new: now
}: CaseHistoryLine): { name: string; old: string; now: string }[] {
	if (!/\.(mended|reworded|changed)$/.test(what)) return [];
	return Object.keys(now)
		.filter((name) => name !== 'number')
		.map((name) => ({ name, old: String(old[name] ?? ''), now: String(now[name] ?? '') }));
}

const STATES: Record<string, string> = {
	holds: '',
	waits: ', and another adjudicator is waited for',
	apart: ', and adjudicators are apart'
};

function ruledWords(old: Record<string, unknown>, now: Record<string, unknown>): string {
	const before = typeof old.score === 'number' ? ` in the place of ${old.score}` : '';
	return `Action ${String(now.number)} was ruled ${String(now.score)}${before}${STATES[String(now.state)] ?? ''}`;
}
