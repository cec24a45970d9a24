import * as cases from '#lib/server/services/cases/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import { studyPage } from '#lib/server/web/pages.ts';
import { WRITTEN, writtenIn } from '../../writing/written-fields.ts';

export const load = studyPage(async ({ app, actor, slug, params }) => ({
	case: await cases.show(app, actor, slug, params.case!),
	offered: await cases.offered(app, actor, slug),
	twins: await cases.twinsOf(app, actor, slug, params.case!)
}));

const SAID = {
	changed: 'The case is saved. Nothing that anybody has rated was changed.',
	mended: 'The case is saved. What was rated is mended: ratings and signatures stay as they were.',
	reworded:
		'The case is saved, and the new wording is in place. Whoever had signed the case is asked to rate it again.'
};
/** The same where signatures do not stay, though nothing was reworded. */
const SAID_AGAIN = {
	...SAID,
	changed: `${SAID.changed} Whoever had signed the case is asked to sign it again.`,
	mended:
		'The case is saved. What was rated is mended: ratings stay as they were. Whoever had signed the case is asked to sign it again.'
};

export const actions = {
	save: studyAction(
		{ ...WRITTEN, reason: field.lines, seen: field.id },
		({ app, actor, slug, params }, { seen, reason, ...values }) => {
			const asked = { slug, externalId: params.case!, seen };
			return cases.writeAnew(app, actor, asked, { ...writtenIn(values), reason });
		},
		({ how, again }) => (again ? SAID_AGAIN : SAID)[how],
		{ keep: 'values' }
	)
};
