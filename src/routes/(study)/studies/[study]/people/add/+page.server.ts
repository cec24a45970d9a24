import { fail, type RequestEvent } from '@sveltejs/kit';
import { many } from '#lib/components/figures.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { ROLES, type Role } from '#lib/domain/study.ts';
import { linesOf } from '#lib/formats/people-file.ts';
import { mendWord } from '#lib/formats/people.ts';
import { isOn } from '#lib/server/services/mailing/index.ts';
import * as people from '#lib/server/services/people/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import { attempt, requireActor, tellWhen } from '#lib/server/web/answers.ts';
import * as field from '#lib/server/web/fields.ts';
import * as forms from '#lib/server/web/forms.ts';
import { named, ofStudy, studyPage } from '#lib/server/web/pages.ts';

export const load = studyPage(async ({ app, actor, slug }) => {
	const checked = await people.check(app, actor, slug, { lines: '' });
	return { mail: isOn(app), checked };
});

const role = field.text.transform(
	(value): Role => ROLES.find((known) => known === value) ?? 'rater'
);

/** A word to put in the place of another: the number of the line, and both words, with a tab between. */
function mended(lines: string, mend: string): string {
	const [line = '', from = '', to = ''] = mend.split('\t');
	return mend === '' ? lines : mendWord(lines, forms.id(line), from, to);
}

export const actions = {
	check: studyAction(
		{ lines: field.lines, role, mend: field.text },
		async ({ app, actor, slug }, given) => {
			const pasted = { lines: mended(given.lines, given.mend), role: given.role };
			return { values: pasted, checked: await people.check(app, actor, slug, pasted) };
		},
		(shown) => ({ done: '', ...shown }),
		{ of: 'check', keep: 'values' }
	),

	/** A file in place of the lines. */
	read: async (event: RequestEvent) => {
		const { locals, params, url, request } = event;
		const actor = requireActor(locals, url.pathname);
		const { app, slug } = ofStudy({ app: locals.app, actor, params: named(params), url });
		const form = await forms.read(request);
		const values = {
			lines: forms.text(form, 'lines'),
			role: role.parse([forms.text(form, 'role')])
		};
		const read = await attempt(async () => {
			// Nothing of a file is read for somebody who may not add people.
			await people.check(app, actor, slug, { lines: '' });
			const file = form.get('file');
			if (file === null || typeof file === 'string' || file.name === '') {
				throw new Refusal('invalid', 'Choose a file: .csv, .tsv, .txt or .xlsx.');
			}
			const bytes = new Uint8Array(await file.arrayBuffer());
			const pasted = { lines: await linesOf(bytes, file.name), role: values.role };
			return { values: pasted, checked: await people.check(app, actor, slug, pasted) };
		});
		if (read.ok) return { of: 'check' as const, done: '', ...read.value };
		tellWhen(event, read);
		const { status, message, fields } = read;
		return fail(status, { of: 'check' as const, message, fields, values });
	},

	add: studyAction(
		{ lines: field.lines, role, how: field.oneOf(['mail', 'links']) },
		({ app, actor, slug }, given) => people.addMany(app, actor, slug, given),
		(added, { how }) => ({ done: doneWords(added, how), letters: added.letters, added: true }),
		{ of: 'add', keep: 'values' }
	)
};

/** `6 people are invited by mail. 1 gains a specialty. Line 7 is left out.` */
function doneWords({ came, gained, out }: people.Added, how: 'mail' | 'links'): string {
	const by = how === 'mail' ? 'invited by mail' : 'added';
	const parts = [
		came.length === 0 ? 'Nobody new.' : `${many(came.length, 'person is', 'people are')} ${by}.`,
		gained === 0 ? '' : `${many(gained, 'gains', 'gain')} a specialty.`,
		out.length === 0
			? ''
			: `${out.length === 1 ? 'Line' : 'Lines'} ${out.join(', ')} ${out.length === 1 ? 'is' : 'are'} left out.`
	];
	return parts.filter((part) => part !== '').join(' ');
}
