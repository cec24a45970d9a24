/** What raters read of qualification. */
import type { AssignmentState } from '#lib/domain/assignment.ts';
import type { Standing } from '#lib/domain/qualification.ts';
import type { RaterText } from '#lib/text/messages.ts';

/** `You have 2 tries.`, or `You have one more try.` once one was used. */
export function triesWords(text: RaterText, left: number, used: number): string {
	return used === 0 ? text.qualification.tries({ left }) : text.qualification.moreTries({ left });
}

/**
 * What a qualification case says above its actions: what it is for, or what came of it.
 *
 * @param passMark in per cent; null where the study requires no qualification any more
 * @param key whether the study's key stands beside the answers
 */
export function noticeWords(
	text: RaterText,
	{ standing, passMark, key }: { standing: Standing; passMark: number | null; key: object | null },
	state: AssignmentState
): string {
	const say = text.qualification;
	const open = key === null ? say.open() : say.openWithKey();
	if (standing.kind === 'passed') return `${say.passed({ grade: say.grade(standing) })} ${open}`;
	if (standing.kind === 'accepted') return `${say.accepted()} ${open}`;
	if (standing.kind === 'not-required' || passMark === null) return say.countsForNothing();
	const used = standing.kind === 'not-passed' ? standing.triesUsed : 0;
	const tries = triesWords(text, standing.triesLeft, used);
	if (standing.kind === 'not-passed' && standing.triesLeft === 0) {
		return `${say.notPassed({ grade: say.grade(standing), passMark })} ${say.noTryLeft()}`;
	}
	if (state === 'submitted') return say.wait();
	if (standing.kind === 'to-take') return say.thisCase({ passMark, tries });
	return say.reopened({ grade: say.grade(standing), passMark, tries });
}
