/** A line of the history of a case, in words. */
import type { CaseHistoryLine } from '#lib/server/services/cases/index.ts';

const KINDS: Record<string, string> = {
	mended: 'was mended: no meaning changed',
	reworded: 'was reworded, to be rated again',
	changed: 'was changed before anybody rated it',
	withdrawn: 'was withdrawn',
	restored: 'was brought back',
	deleted: 'was deleted',
	written: 'was written by hand',
	added: 'was added',
	structured: 'was changed apart from what raters read',
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
	if (what === 'action.added') return [{ name: 'text', old: '', now: inWords('text', now.text) }];
	if (what === 'action.deleted') return [{ name: 'text', old: inWords('text', old.text), now: '' }];
	if (!/\.(mended|reworded|changed|structured)$/.test(what)) return [];
	return Object.keys(now)
		.filter((name) => name !== 'number' || now.number !== old.number)
		.map((name) => ({
			name: NAMES[name] ?? name,
			...{ old: inWords(name, old[name]), now: inWords(name, now[name]) }
		}));
}

const NAMES: Record<string, string> = {
	dependsOn: 'depends on',
	groupType: 'type of group',
	groups: 'pick rules',
	heldOut: 'held out',
	isHarmOfInaction: 'harm of inaction',
	order: 'order of actions',
	referenceScore: 'reference score'
};

type Variant = { externalId: string; presentation: string; description: string | null };

function inWords(name: string, value: unknown): string {
	if (value === null || value === undefined) return '';
	if (typeof value === 'boolean') return value ? 'yes' : 'no';
	if (!Array.isArray(value)) return String(value);
	if (name !== 'variants') return value.join(name === 'groups' ? '\n' : ', ');
	return (value as Variant[])
		.map(({ externalId, presentation, description }) =>
			[externalId, description ?? '', presentation].filter(Boolean).join('\n')
		)
		.join('\n\n');
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
