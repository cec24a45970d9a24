import * as submitting from '#lib/server/services/submitting/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import * as forms from '#lib/server/web/forms.ts';
import { studyPage } from '#lib/server/web/pages.ts';
import { boardIn } from '../board-in.ts';

/** One submission: how it stands, how far its scoring is, and what it is worth. */
export const load = studyPage(async (asking) => ({
	submission: await submitting.show(
		asking.app,
		boardIn(asking),
		forms.id(asking.params.submission ?? '')
	)
}));

export const actions = {
	withdraw: studyAction(
		{ submission: field.id, reason: field.text },
		(asking, { submission: id, reason }) =>
			submitting.withdraw(asking.app, boardIn(asking), { id, reason }),
		(name) => `“${name}” is withdrawn.`,
		{ of: 'withdraw' }
	)
};
