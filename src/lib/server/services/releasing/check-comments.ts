/** Which texts that would leave may name a person: read once, and kept until a rating changes. */
import { personSigns, type PersonSign } from '#lib/domain/names-a-person.ts';
import type { App } from '../../app.ts';
import { read } from '../../db/atomically.ts';
import { wordIn, type StudyPanel } from '../../panel/index.ts';
import * as facts from '../../store/release-facts.ts';
import type { CheckedCase } from './check-case.ts';
import type { GivenRuling } from './check-facts.ts';

/** A text to read first. A comment leaves only where comments do; the reason of a ruling leaves always. */
export type ToRead = {
	from: 'comment' | 'ruling';
	externalId: string;
	number: number;
	text: string;
	signs: PersonSign[];
};

type Found = { assignmentId: number; actionId: number; caseId: number } & Pick<
	ToRead,
	'number' | 'text' | 'signs'
>;

const kept = new WeakMap<StudyPanel, { stamp: number; found: Promise<Found[]> }>();

/** The signed comments of a study that may name a person. */
export function signedComments(app: App, studyId: number, panel: StudyPanel): Promise<Found[]> {
	const known = kept.get(panel);
	if (known?.stamp === panel.stamp) return known.found;
	const found = look(app, studyId);
	kept.set(panel, { stamp: panel.stamp, found });
	found.catch(() => kept.delete(panel));
	return found;
}

async function look(app: App, studyId: number): Promise<Found[]> {
	const all = await read(app.db, (tx) => facts.comments(tx, { studyId }));
	return all.flatMap(({ comment: text, ...place }) => {
		const signs = personSigns(text);
		return signs.length === 0 ? [] : [{ ...place, text, signs }];
	});
}

/** Those of them that would leave with some cases, and the reasons of rulings that would. */
export function toRead(
	checked: readonly CheckedCase[],
	{ comments, rulings }: { comments: readonly Found[]; rulings: readonly GivenRuling[] }
): ToRead[] {
	const caseOf = new Map(checked.map((one) => [one.item.id, one]));
	const said = comments.flatMap(({ assignmentId, actionId, caseId, ...found }): ToRead[] => {
		const checkedCase = caseOf.get(caseId);
		if (checkedCase === undefined || !isCounted(checkedCase, assignmentId, actionId)) return [];
		return [{ from: 'comment', externalId: checkedCase.item.externalId, ...found }];
	});
	const ruled = rulings.flatMap(({ caseId, actionId, reason: text }): ToRead[] => {
		const item = caseOf.get(caseId)?.item;
		const at = item?.placeOf.get(actionId);
		const signs = personSigns(text);
		if (item === undefined || at === undefined || signs.length === 0) return [];
		const { number } = item.actions[at]!;
		return [{ from: 'ruling', externalId: item.externalId, number, text, signs }];
	});
	return [...said, ...ruled];
}

/** True where this is the word of its rater that counts, and not one of an earlier round. */
function isCounted({ item, voices }: CheckedCase, assignmentId: number, actionId: number): boolean {
	const at = item.placeOf.get(actionId);
	if (at === undefined) return false;
	const voice = voices.find((one) => one.some(({ id }) => id === assignmentId));
	return voice !== undefined && wordIn(voice, at)?.id === assignmentId;
}
