/** What is said of the next round before it is opened, and once it is. */
import { many } from '#lib/components/figures.ts';
import type { Outcome } from '#lib/domain/next-round.ts';
import type { NotAsked, Opened } from '#lib/server/services/rounds/index.ts';

export const OUTCOME_WORDS: Record<Outcome, string> = {
	apart: 'Raters apart',
	few: 'Too few scores',
	settled: 'Settled by the rule',
	ruled: 'Ruled on'
};

export const WHY_WORDS: Record<NotAsked['why'], string> = {
	left: 'has left the study',
	disabled: 'the account is disabled',
	paused: 'is paused',
	unsigned: 'did not sign'
};

export function pickedWords(count: number, looks: boolean): string {
	if (count === 0) return 'No action is chosen.';
	const are = `${many(count, 'action')} ${count === 1 ? 'is' : 'are'} chosen.`;
	return looks ? `${are} This is what the round would be; nothing is opened yet.` : are;
}

export function openedWords({ number, actions, cases, raters, told, ...left }: Opened): string {
	const { ofNobody, atAdjudication } = left;
	const asked = `${many(actions, 'action')} of ${many(cases, 'case')}`;
	return [
		`Round ${number} is open: ${many(raters, 'rater')} ${raters === 1 ? 'is' : 'are'} asked about ${asked}.`,
		told > 0 && `${many(told, 'mail')} ${told === 1 ? 'is' : 'are'} on the way.`,
		ofNobody > 0 &&
			`${many(ofNobody, 'action')} ${ofNobody === 1 ? 'is' : 'are'} left out: nobody who signed can be asked.`,
		atAdjudication > 0 &&
			`${many(atAdjudication, 'action')} ${atAdjudication === 1 ? 'is' : 'are'} left out: an adjudicator is to rule.`
	]
		.filter((words) => words !== false)
		.join(' ');
}

/** `about 12 minutes`; over two hours in hours. */
export function timeWords(minutes: number | null): string {
	if (minutes === null) return '–';
	return minutes < 120 ? `about ${minutes} min` : `about ${Math.round(minutes / 60)} h`;
}
