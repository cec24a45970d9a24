import * as importing from '#lib/server/services/importing/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import * as forms from '#lib/server/web/forms.ts';
import { studyPage } from '#lib/server/web/pages.ts';

export const load = studyPage(async ({ app, actor, slug, url }) => {
	const kept = await importing.mappings(app, actor, slug);
	const removed = forms.id(url.searchParams.get('remove') ?? '');
	return {
		mappings: kept.map(({ mapping: { purpose, tables }, ...head }) => ({
			...head,
			purpose,
			tables: tables.length
		})),
		/** The mapping that the page asks whether to forget. */
		asked: kept.find(({ id }) => id === removed)?.id ?? null
	};
});

/** Which mapping, and its version as the page showed it. */
const MEANT = {
	mapping: field.id,
	/** A moment is no id: it is longer. */
	seen: field.text.transform((value) => (/^\d{1,16}$/.test(value) ? Number(value) : 0))
};

export const actions = {
	rename: studyAction(
		{ ...MEANT, name: field.text },
		({ app, actor, slug }, { mapping: id, seen, name }) =>
			importing.renameMapping(app, actor, slug, { id, seen, name }),
		(name) => `The mapping is called "${name}" now.`,
		{ of: 'rename', keep: 'values' }
	),

	remove: studyAction(
		MEANT,
		({ app, actor, slug }, { mapping: id, seen }) =>
			importing.removeMapping(app, actor, slug, { id, seen }),
		(name) => `The mapping "${name}" is forgotten.`,
		{ of: 'remove' }
	)
};
