import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { parse } from '#lib/components/markdown.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { SENT_KINDS } from '#lib/domain/submission-form.ts';
import * as submitting from '#lib/server/services/submitting/index.ts';
import { attempt, requireActor, tellWhen } from '#lib/server/web/answers.ts';
import * as field from '#lib/server/web/fields.ts';
import * as forms from '#lib/server/web/forms.ts';
import { named, ofStudy, pageNumber, studyPage, type StudyAsking } from '#lib/server/web/pages.ts';
import { boardIn } from './board-in.ts';

/** What is asked for, and what whoever looks has sent; and what is sent again, where the address names it. */
export const load = studyPage(async (asking) => {
	const { app, url } = asking;
	const at = boardIn(asking);
	const revises = url.searchParams.get('revises');
	const [portal, earlier] = await Promise.all([
		submitting.portal(app, at, pageNumber(url)),
		revises === null ? null : submitting.show(app, at, forms.id(revises))
	]);
	const { terms } = portal.board;
	return { portal, earlier, terms: parse(terms), examples: submitting.EXAMPLES };
});

const FIELDS = {
	kind: field.oneOf(SENT_KINDS),
	name: field.text,
	provider: field.text,
	about: field.lines,
	people: field.text,
	agrees: field.ticked,
	terms: field.id,
	revises: field.id
};

const TOO_LARGE =
	'The file is larger than this server takes at once. Leave out what is not asked for, such as the text of answers.';

type Sent = { file: submitting.SentFile; values: field.Values<typeof FIELDS> };

/** Answers a form with a file: nothing of the file is read for somebody who may not send one. */
async function answering<Done>(
	event: RequestEvent,
	of: 'check' | 'send',
	does: (asking: StudyAsking, sent: Sent) => Promise<Done>
) {
	const { locals, params, url, request } = event;
	const actor = requireActor(locals, url.pathname);
	const asking = ofStudy({ app: locals.app, actor, params: named(params), url });
	let values: Sent['values'] | null = null;
	const answered = await attempt(async () => {
		await submitting.admit(asking.app, boardIn(asking));
		const form = await forms.readFiles(request, TOO_LARGE);
		values = field.valuesOf(FIELDS, form);
		return does(asking, { values, file: await fileIn(form) });
	});
	if (answered.ok) return { of, values, done: answered.value };
	tellWhen(event, answered);
	const { status, message, fields, problems } = answered;
	return fail(status, { of, values, message, fields, problems });
}

/** @throws Refusal ('invalid') where none was chosen */
async function fileIn(form: FormData): Promise<submitting.SentFile> {
	const file = form.get('file');
	if (file === null || typeof file === 'string' || file.name === '') {
		throw new Refusal('invalid', 'Choose the file with your answers.');
	}
	return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
}

export const actions = {
	check: (event: RequestEvent) =>
		answering(event, 'check', (asking, { file }) =>
			submitting.check(asking.app, boardIn(asking), file)
		),

	send: async (event: RequestEvent) => {
		const sent = await answering(event, 'send', (asking, { file, values }) => {
			const { agrees, terms, revises, ...words } = values;
			return submitting.send(asking.app, boardIn(asking), file, {
				...{ words, terms: agrees ? terms : null, revises: revises === 0 ? null : revises }
			});
		});
		if (!('done' in sent)) return sent;
		const { study, release } = event.params;
		redirect(303, `/submit/${study}/${release}/${sent.done.id}`);
	}
};
